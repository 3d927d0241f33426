import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../app/contract/dataSets.ts';

export type SubsetsScreenProps = { readonly dataSet: DataSet; readonly choice: ReactNode };

export function SubsetsScreen({ dataSet, choice }: SubsetsScreenProps) {
  const { t } = useTranslation();
  return (
    <Box sx={{ flex: 1, p: 2 }}>
      <Typography variant="h1">{t('subsets.title')}</Typography>
      {choice}
      <Typography>{dataSet.images}</Typography>
    </Box>
  );
}
