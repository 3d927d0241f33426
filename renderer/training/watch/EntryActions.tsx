/** The buttons for what an entry's state allows. Taking away what would be lost is asked about first. */

import RemoveIcon from '@mui/icons-material/DeleteOutlined';
import PauseIcon from '@mui/icons-material/Pause';
import ResumeIcon from '@mui/icons-material/PlayArrow';
import AgainIcon from '@mui/icons-material/Replay';
import StopIcon from '@mui/icons-material/Stop';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueEntry } from '../../../app/contract/training.ts';
import { useOrder } from '../../connection/calls.ts';
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { actionsOf, type EntryAction, hasEnded } from '../queue/actions.ts';

const ICONS: Readonly<Record<EntryAction, ReactElement>> = {
  pause: <PauseIcon />,
  resume: <ResumeIcon />,
  stop: <StopIcon />,
  remove: <RemoveIcon />,
};

export type EntryActionsProps = {
  readonly entry: QueueEntry;
  /** Its order is to be looked through, and given once more. */
  readonly onAgain: () => void;
};

export function EntryActions({ entry: { id, name, state }, onAgain }: EntryActionsProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<'stop' | 'remove' | null>(null);
  const [pause, resume] = [useOrder('training.pause'), useOrder('training.resume')];
  const [stop, remove] = [useOrder('training.stop'), useOrder('training.remove')];
  const orders = { pause, resume, stop, remove };
  const failed = [pause, resume].find(({ error }) => error !== null)?.error;
  const act = (action: EntryAction) => {
    if (action === 'stop' || action === 'remove') setAsking(action);
    else orders[action].mutate({ entry: id });
  };
  const close = () => setAsking(null);
  return (
    <Stack sx={{ gap: 1, alignItems: 'flex-end' }}>
      <Stack direction="row" sx={{ gap: 1 }}>
        {hasEnded(state) && (
          <Button startIcon={<AgainIcon />} onClick={onAgain}>
            {t('training.again')}
          </Button>
        )}
        {actionsOf(state).map((action) => (
          <Button
            key={action}
            variant={action === 'resume' ? 'contained' : 'outlined'}
            color={action === 'remove' ? 'error' : 'primary'}
            startIcon={ICONS[action]}
            loading={orders[action].isPending}
            onClick={() => act(action)}
          >
            {t(action === 'resume' && state === 'failed' ? 'training.tryAgain' : `training.actions.${action}`)}
          </Button>
        ))}
      </Stack>
      {failed !== undefined && failed !== null && <ErrorNotice error={failed} />}
      {asking !== null && (
        <ConfirmDialog
          open
          isDangerous={asking === 'remove'}
          title={t(`training.ask.${asking}`, { name })}
          confirm={t(`training.actions.${asking}`)}
          isBusy={orders[asking].isPending}
          error={orders[asking].error}
          onConfirm={() => orders[asking].mutate({ entry: id }, { onSuccess: close })}
          onClose={close}
        >
          {t(`training.askAbout.${asking}`)}
        </ConfirmDialog>
      )}
    </Stack>
  );
}
