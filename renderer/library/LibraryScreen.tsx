import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../app/contract/dataSets.ts';
import { BalanceChart, type BalanceFilter } from './BalanceChart.tsx';
import { FindingsButton } from './FindingsButton.tsx';
import { ImportButton } from './ImportButton.tsx';

export type LibraryScreenProps = { readonly dataSet: DataSet; readonly choice: ReactNode };

export function LibraryScreen({ dataSet, choice }: LibraryScreenProps) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<BalanceFilter | null>(null);
  return (
    <Box sx={{ flex: 1, p: 2, overflowY: 'auto' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, mb: 3 }}>
        <Typography variant="h1">{t('library.title')}</Typography>
        {choice}
        <Box sx={{ flex: 1 }} />
        <FindingsButton dataSet={dataSet} />
        <ImportButton dataSet={dataSet} />
      </Box>
      <BalanceChart dataSet={dataSet} onFilter={setFilter} />
      <Typography>{filter === null ? dataSet.images : `${filter.split} ${filter.class}`}</Typography>
    </Box>
  );
}
