/** One entry of the queue: its name, how it stands, how far it is, and its place, which is changed by keys or by pulling it. */
import DownIcon from '@mui/icons-material/KeyboardArrowDown';
import UpIcon from '@mui/icons-material/KeyboardArrowUp';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import IconButton from '@mui/material/IconButton';
import LinearProgress from '@mui/material/LinearProgress';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import type { DragEvent, KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueEntry } from '../../../app/contract/training.ts';
import { useShare } from '../../parts/useShare.ts';
import { useTime } from '../useTime.ts';
import { canMove, doneShare, goesOn } from './actions.ts';
import { StateMark } from './StateMark.tsx';

export type QueueItemProps = {
  readonly entry: QueueEntry;
  readonly isShown: boolean;
  readonly isDragged: boolean;
  readonly canStep: (step: -1 | 1) => boolean;
  readonly onShow: () => void;
  readonly onStep: (step: -1 | 1) => void;
  readonly onDrag: (entry: number | null) => void;
  readonly onDrop: () => void;
};

export function QueueItem(props: QueueItemProps) {
  const { entry, isShown, isDragged, canStep, onShow, onStep, onDrag, onDrop } = props;
  const isMovable = canMove(entry.state);
  const pulls = isMovable && {
    draggable: true,
    onDragStart: ({ dataTransfer }: DragEvent) => {
      dataTransfer.effectAllowed = 'move';
      onDrag(entry.id);
    },
    onDragEnd: () => onDrag(null),
    onDragOver: (event: DragEvent) => event.preventDefault(),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      onDrop();
    },
  };
  const keys = ({ altKey, key }: KeyboardEvent) => {
    if (altKey && isMovable && (key === 'ArrowUp' || key === 'ArrowDown')) onStep(key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <Paper
      component="li"
      {...pulls}
      sx={{
        display: 'flex',
        overflow: 'hidden',
        opacity: isDragged ? 0.5 : 1,
        ...(isShown && { borderColor: 'primary.main', borderWidth: 2 }),
      }}
    >
      <ButtonBase
        onClick={onShow}
        onKeyDown={keys}
        aria-current={isShown ? 'true' : undefined}
        aria-keyshortcuts={isMovable ? 'Alt+ArrowUp Alt+ArrowDown' : undefined}
        sx={{ flex: 1, minWidth: 0, display: 'block', textAlign: 'left', px: 1.5, py: 1 }}
      >
        <Facts entry={entry} />
      </ButtonBase>
      {isMovable && <Steps name={entry.name} canStep={canStep} onStep={onStep} />}
    </Paper>
  );
}

function Facts({ entry }: { readonly entry: QueueEntry }) {
  const { t } = useTranslation();
  const share = useShare();
  const { leftOf } = useTime();
  const { name, state, live, order, runs, failure } = entry;
  const done = doneShare(entry);
  const left = live === null ? null : leftOf(live.secondsLeft);
  const count = runs.length > 0 ? runs.length : order.kind === 'run' ? order.seeds.length : null;
  return (
    <>
      <Typography variant="body2" noWrap sx={{ fontWeight: 600 }} title={name}>
        {name}
      </Typography>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', color: 'text.secondary', typography: 'caption' }}>
        <StateMark state={state} />
        {count !== null && count > 1 && <span>{t('training.runs', { count })}</span>}
      </Box>
      {failure !== null && state === 'failed' && (
        <Typography variant="caption" component="div" sx={{ color: 'error.main', overflowWrap: 'anywhere', ...TWO_LINES }}>
          {failure.sentence}
        </Typography>
      )}
      {done !== null && state !== 'finished' && state !== 'failed' && (
        <>
          <LinearProgress
            variant="determinate"
            value={done * 100}
            aria-label={t('training.progressOf', { name })}
            color={goesOn(state) ? 'primary' : 'inherit'}
            sx={{ my: 0.5, opacity: goesOn(state) ? 1 : 0.5, '& .MuiLinearProgress-bar': { transition: 'none' } }}
          />
          <Typography variant="caption" color="textSecondary" sx={{ fontVariantNumeric: 'tabular-nums' }}>
            {[share(done), ...(left === null ? [] : [left])].join(' · ')}
          </Typography>
        </>
      )}
    </>
  );
}

const TWO_LINES = { display: '-webkit-box', WebkitLineClamp: 2, WebkitBoxOrient: 'vertical', overflow: 'hidden' } as const;

type StepsProps = Pick<QueueItemProps, 'canStep' | 'onStep'> & { readonly name: string };

function Steps({ name, canStep, onStep }: StepsProps) {
  const { t } = useTranslation();
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', justifyContent: 'center', pr: 0.5 }}>
      <IconButton size="small" sx={{ p: 0.25 }} disabled={!canStep(-1)} aria-label={t('training.up', { name })} onClick={() => onStep(-1)}>
        <UpIcon fontSize="small" />
      </IconButton>
      <IconButton size="small" sx={{ p: 0.25 }} disabled={!canStep(1)} aria-label={t('training.down', { name })} onClick={() => onStep(1)}>
        <DownIcon fontSize="small" />
      </IconButton>
    </Box>
  );
}
