/** How many images each class has in each split, as bars that filter the library, or as a table. */
import ChartIcon from '@mui/icons-material/BarChart';
import TableIcon from '@mui/icons-material/TableRows';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../app/contract/dataSets.ts';
import { useCall } from '../connection/calls.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorNotice } from '../parts/ErrorNotice.tsx';
import { BalanceTable } from './BalanceTable.tsx';
import { balanceBySplit, largestShare } from './balance.ts';
import { type BalanceFilter, SplitBars } from './SplitBars.tsx';

export type BalanceChartProps = {
  readonly dataSet: DataSet;
  readonly onFilter: (filter: BalanceFilter) => void;
};

export function BalanceChart({ dataSet, onFilter }: BalanceChartProps) {
  const { t } = useTranslation();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const balance = useCall('library.balance', { dataSet: dataSet.id }, { keep: true });
  if (balance.isError) return <ErrorNotice error={balance.error} onRetry={() => void balance.refetch()} />;
  if (balance.data === undefined) return <Skeleton variant="rounded" height={180} aria-busy="true" aria-label={t('balance.title')} />;
  const splits = balanceBySplit(balance.data, dataSet.classes);
  if (splits.length === 0) return <EmptyState title={t('balance.empty')} />;
  return (
    <Stack component="section" aria-label={t('balance.title')} sx={{ gap: 1.5, minWidth: 0 }}>
      <Stack direction="row" sx={{ alignItems: 'center', justifyContent: 'space-between', gap: 2 }}>
        <Typography variant="h2">{t('balance.title')}</Typography>
        <ToggleButtonGroup size="small" exclusive value={view} onChange={(_, to: 'chart' | 'table' | null) => setView(to ?? view)}>
          <ToggleButton value="chart" aria-label={t('balance.asChart')} title={t('balance.asChart')}>
            <ChartIcon fontSize="small" />
          </ToggleButton>
          <ToggleButton value="table" aria-label={t('balance.asTable')} title={t('balance.asTable')}>
            <TableIcon fontSize="small" />
          </ToggleButton>
        </ToggleButtonGroup>
      </Stack>
      {view === 'table' ? (
        <BalanceTable splits={splits} classes={dataSet.classes} />
      ) : (
        <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(250px, 1fr))', gap: 3 }}>
          {splits.map((split) => (
            <SplitBars key={split.split} balance={split} classes={dataSet.classes} widest={largestShare(splits)} onFilter={onFilter} />
          ))}
        </Box>
      )}
    </Stack>
  );
}
