/** Beside the grid: what the data set holds as a whole. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../app/contract/dataSets.ts';
import { BalanceChart } from './BalanceChart.tsx';
import { FactList } from './FactList.tsx';
import type { BalanceFilter } from './SplitBars.tsx';

export const OVERVIEW = 'library-overview';

type OverviewPanelProps = { readonly dataSet: DataSet; readonly onFilter: (filter: BalanceFilter) => void };

export function OverviewPanel({ dataSet, onFilter }: OverviewPanelProps) {
  const { t } = useTranslation();
  return (
    <Box
      component="aside"
      id={OVERVIEW}
      aria-label={t('library.overview')}
      sx={{ width: 320, flexShrink: 0, overflowY: 'auto', p: 2, borderLeft: 1, borderColor: 'divider', bgcolor: 'background.paper' }}
    >
      <Typography variant="h2" sx={{ mb: 1 }}>
        {t('library.overview')}
      </Typography>
      <FactList
        facts={[
          [t('library.facts.folder'), dataSet.root],
          [t('library.facts.masks'), t('library.number', { value: dataSet.masks })],
          [t('library.facts.proposed'), t('library.number', { value: dataSet.proposed })],
        ]}
      />
      <Box sx={{ mt: 3 }}>
        <BalanceChart dataSet={dataSet} onFilter={onFilter} />
      </Box>
    </Box>
  );
}
