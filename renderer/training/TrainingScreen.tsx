/** The Train screen: the queue at the side, and beside it a new order or what is being trained. */
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../app/contract/dataSets.ts';
import type { TrainingOrder } from '../../app/contract/training.ts';
import { ErrorNotice } from '../parts/ErrorNotice.tsx';
import { OrderPanel } from './order/OrderPanel.tsx';
import { formOfOrder } from './order/orderForm.ts';
import { useOrderForm } from './order/useOrderForm.ts';
import { goesOn } from './queue/actions.ts';
import { QueuePanel } from './queue/QueuePanel.tsx';
import { detailOf, type Shown, shownOf } from './shown.ts';
import { useQueue } from './useQueue.ts';
import { EntryView } from './watch/EntryView.tsx';

export type TrainingScreenProps = {
  readonly dataSet: DataSet;
  readonly dataSets: readonly DataSet[];
  readonly choice: ReactNode;
  /** Of the address: see `shown.ts`. */
  readonly detail: string | null;
  readonly go: (to: { readonly dataSet?: number; readonly detail: string }) => void;
  /** Leads to a study's table on the Runs screen. */
  readonly onStudy: (study: number) => void;
};

export function TrainingScreen({ dataSet, dataSets, choice, detail, go, onStudy }: TrainingScreenProps) {
  const { t } = useTranslation();
  const queue = useQueue();
  const [, change] = useOrderForm();
  const [seen, setSeen] = useState<number | null>(null);
  const goingOn = queue.data?.entries.find(({ state }) => goesOn(state))?.id;
  // Who opens the screen while something is trained sees that, and sees it to its end.
  if (seen === null && goingOn !== undefined) setSeen(goingOn);
  const shown = shownOf(detail) ?? seen ?? 'order';
  const entry = queue.data?.entries.find(({ id }) => id === shown);
  const show = (wanted: Shown) => go({ detail: detailOf(wanted) });
  const orderAgain = (order: TrainingOrder) => {
    change(() => formOfOrder(order));
    go({ detail: detailOf('order'), ...(order.kind === 'run' ? { dataSet: order.dataSet } : {}) });
  };
  return (
    <Box sx={{ flex: 1, minHeight: 0, display: 'grid', gridTemplateColumns: { xs: '264px minmax(0, 1fr)', lg: '316px minmax(0, 1fr)' } }}>
      <Box sx={{ borderRight: 1, borderColor: 'divider', overflow: 'auto', p: 2 }}>
        <Typography variant="h1" sx={{ mb: 2 }}>
          {t('training.title')}
        </Typography>
        {queue.error !== null && <ErrorNotice error={queue.error} onRetry={() => void queue.refetch()} />}
        {queue.isPending && <Skeleton variant="rounded" height={160} aria-label={t('training.loading')} />}
        {queue.data !== undefined && <QueuePanel queue={queue.data} shown={entry?.id ?? 'order'} onShow={show} />}
      </Box>
      <Box sx={{ overflow: 'auto', minWidth: 0, display: 'flex', flexDirection: 'column' }}>
        {entry === undefined ? (
          <OrderPanel dataSet={dataSet} dataSets={dataSets} choice={choice} onAdded={show} />
        ) : (
          <EntryView key={entry.id} entry={entry} dataSets={dataSets} onAgain={() => orderAgain(entry.order)} onStudy={onStudy} />
        )}
      </Box>
    </Box>
  );
}
