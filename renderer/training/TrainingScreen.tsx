/** The Train screen: the queue at the side, and beside it a new order or what is being trained. */
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../app/contract/dataSets.ts';
import { ErrorNotice } from '../parts/ErrorNotice.tsx';
import { OrderPanel } from './order/OrderPanel.tsx';
import { goesOn } from './queue/actions.ts';
import { QueuePanel } from './queue/QueuePanel.tsx';
import { useQueue } from './useQueue.ts';
import { EntryView } from './watch/EntryView.tsx';

export type TrainingScreenProps = { readonly dataSet: DataSet; readonly dataSets: readonly DataSet[]; readonly choice: ReactNode };
/** `order`: a new one; a number: that entry of the queue; null: nobody has chosen yet. */
type Shown = 'order' | number | null;

export function TrainingScreen({ dataSet, dataSets, choice }: TrainingScreenProps) {
  const { t } = useTranslation();
  const queue = useQueue();
  const [chosen, setChosen] = useState<Shown>(null);
  const goingOn = queue.data?.entries.find(({ state }) => goesOn(state))?.id;
  // Who opens the screen while something is trained sees that, and sees it to its end.
  if (chosen === null && goingOn !== undefined) setChosen(goingOn);
  const shown = chosen ?? 'order';
  const entry = queue.data?.entries.find(({ id }) => id === shown);
  return (
    <Box sx={{ flex: 1, minHeight: 0, display: 'grid', gridTemplateColumns: { xs: '264px minmax(0, 1fr)', lg: '316px minmax(0, 1fr)' } }}>
      <Box sx={{ borderRight: 1, borderColor: 'divider', overflow: 'auto', p: 2 }}>
        <Typography variant="h1" sx={{ mb: 2 }}>
          {t('training.title')}
        </Typography>
        {queue.error !== null && <ErrorNotice error={queue.error} onRetry={() => void queue.refetch()} />}
        {queue.isPending && <Skeleton variant="rounded" height={160} aria-label={t('training.loading')} />}
        {queue.data !== undefined && <QueuePanel queue={queue.data} shown={shown} onShow={setChosen} />}
      </Box>
      <Box sx={{ overflow: 'auto', minWidth: 0, display: 'flex', flexDirection: 'column' }}>
        {entry === undefined ? (
          <OrderPanel dataSet={dataSet} dataSets={dataSets} choice={choice} onAdded={setChosen} />
        ) : (
          <EntryView key={entry.id} entry={entry} dataSets={dataSets} />
        )}
      </Box>
    </Box>
  );
}
