/** How an entry stands: a sign and a word, never a colour alone. */
import FinishedIcon from '@mui/icons-material/CheckCircleOutlined';
import FailedIcon from '@mui/icons-material/ErrorOutlined';
import PausedIcon from '@mui/icons-material/PauseCircleOutlined';
import RunningIcon from '@mui/icons-material/PlayCircleOutlined';
import WaitingIcon from '@mui/icons-material/Schedule';
import StoppedIcon from '@mui/icons-material/StopCircleOutlined';
import Box from '@mui/material/Box';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueState } from '../../../app/contract/training.ts';

const SIGNS: Readonly<Record<QueueState, readonly [icon: ReactElement, colour: string]>> = {
  waiting: [<WaitingIcon key="" fontSize="inherit" />, 'text.secondary'],
  running: [<RunningIcon key="" fontSize="inherit" />, 'primary.main'],
  pausing: [<PausedIcon key="" fontSize="inherit" />, 'primary.main'],
  stopping: [<StoppedIcon key="" fontSize="inherit" />, 'primary.main'],
  paused: [<PausedIcon key="" fontSize="inherit" />, 'warning.main'],
  stopped: [<StoppedIcon key="" fontSize="inherit" />, 'text.secondary'],
  finished: [<FinishedIcon key="" fontSize="inherit" />, 'success.main'],
  failed: [<FailedIcon key="" fontSize="inherit" />, 'error.main'],
};

export function StateMark({ state }: { readonly state: QueueState }) {
  const { t } = useTranslation();
  const [icon, color] = SIGNS[state];
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, color }}>
      <Box component="span" aria-hidden sx={{ display: 'inline-flex', fontSize: '1.15em' }}>
        {icon}
      </Box>
      {t(`training.states.${state}`)}
    </Box>
  );
}
