/** The queue: what goes on, what waits in which order, and what has ended. */
import AddIcon from '@mui/icons-material/Add';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Queue, QueueEntry } from '../../../app/contract/training.ts';
import { useOrder } from '../../connection/calls.ts';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { droppedBefore, hasEnded, steppedBefore } from './actions.ts';
import { QueueItem } from './QueueItem.tsx';

export type QueuePanelProps = {
  readonly queue: Queue;
  readonly shown: 'order' | number;
  readonly onShow: (shown: 'order' | number) => void;
};

export function QueuePanel({ queue, shown, onShow }: QueuePanelProps) {
  const { t } = useTranslation();
  const hold = useOrder('training.hold');
  const { isHeld, entries } = queue;
  const [ended, awaited] = [entries.filter(({ state }) => hasEnded(state)), entries.filter(({ state }) => !hasEnded(state))];
  return (
    <Stack sx={{ gap: 2 }}>
      <Button
        variant={shown === 'order' ? 'contained' : 'outlined'}
        aria-pressed={shown === 'order'}
        startIcon={<AddIcon />}
        onClick={() => onShow('order')}
      >
        {t('training.newOrder')}
      </Button>
      <Box>
        <Stack direction="row" sx={{ alignItems: 'center', justifyContent: 'space-between' }}>
          <Typography variant="h2">{t('training.queue')}</Typography>
          <FormControlLabel
            labelPlacement="start"
            control={<Switch size="small" checked={isHeld} onChange={(_, held) => hold.mutate({ isHeld: held })} />}
            label={<Typography variant="body2">{t('training.hold')}</Typography>}
          />
        </Stack>
        {isHeld && (
          <Alert severity="info" sx={{ mt: 1 }}>
            {t('training.held')}
          </Alert>
        )}
        {hold.isError && <ErrorNotice error={hold.error} />}
      </Box>
      {entries.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('training.empty')}
        </Typography>
      )}
      {awaited.length > 0 && <Entries entries={awaited} label={t('training.queue')} shown={shown} onShow={onShow} />}
      {ended.length > 0 && (
        <Box>
          <Typography variant="h3" sx={{ mb: 1 }}>
            {t('training.ended')}
          </Typography>
          <Entries entries={ended} label={t('training.ended')} shown={shown} onShow={onShow} />
        </Box>
      )}
    </Stack>
  );
}

type EntriesProps = Pick<QueuePanelProps, 'shown' | 'onShow'> & { readonly entries: readonly QueueEntry[]; readonly label: string };

function Entries({ entries, label, shown, onShow }: EntriesProps) {
  const { t } = useTranslation();
  const move = useOrder('training.move');
  const [dragged, setDragged] = useState<number | null>(null);
  const [said, setSaid] = useState('');
  const put = (entry: number, to: { readonly before: number | null } | undefined) => {
    if (to === undefined) return;
    const name = entries.find(({ id }) => id === entry)?.name ?? '';
    move.mutate({ entry, ...to }, { onSuccess: () => setSaid(t('training.moved', { name })) });
  };
  return (
    <>
      <Stack component="ol" aria-label={label} sx={{ listStyle: 'none', m: 0, p: 0, gap: 1 }}>
        {entries.map((entry) => (
          <QueueItem
            key={entry.id}
            entry={entry}
            isShown={shown === entry.id}
            isDragged={dragged === entry.id}
            onShow={() => onShow(entry.id)}
            onStep={(step) => put(entry.id, steppedBefore(entries, entry.id, step))}
            onDrag={setDragged}
            onDrop={() => dragged !== null && put(dragged, droppedBefore(entries, dragged, entry.id))}
            canStep={(step) => steppedBefore(entries, entry.id, step) !== undefined}
          />
        ))}
      </Stack>
      {move.isError && <ErrorNotice error={move.error} sx={{ mt: 1 }} />}
      <Box role="status" sx={HEARD_ONLY}>
        {said}
      </Box>
    </>
  );
}

const HEARD_ONLY = { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' } as const;
