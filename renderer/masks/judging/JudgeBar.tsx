/** Below the picture: accept or reject, take it back, correct, and how many are judged. */

import CorrectIcon from '@mui/icons-material/BrushOutlined';
import AcceptIcon from '@mui/icons-material/Check';
import PreviousIcon from '@mui/icons-material/ChevronLeft';
import NextIcon from '@mui/icons-material/ChevronRight';
import RejectIcon from '@mui/icons-material/Close';
import UndoIcon from '@mui/icons-material/Undo';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Stack from '@mui/material/Stack';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { Key } from '../Key.tsx';
import type { Desk } from '../useDesk.ts';

export function JudgeBar({ desk, onCorrect }: { readonly desk: Desk; readonly onCorrect: () => void }) {
  const { t } = useTranslation();
  const { judging, canJudge, proposal, pictures, forgetting } = desk;
  const state = proposal?.proposal ?? null;
  return (
    <Stack sx={{ gap: 1 }}>
      {judging.error !== null && <ErrorNotice error={judging.error} onClose={judging.closeError} />}
      {forgetting.isError && <ErrorNotice error={forgetting.error} onClose={forgetting.reset} />}
      <Stack direction="row" sx={{ alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
        {proposal !== undefined && (
          <>
            <Button
              variant="contained"
              startIcon={<AcceptIcon />}
              aria-keyshortcuts="A"
              disabled={!canJudge || state === 'accepted'}
              onClick={() => desk.judge('accepted')}
            >
              {t('masks.accept')}
              <Key>A</Key>
            </Button>
            <Button
              variant="outlined"
              color="error"
              startIcon={<RejectIcon />}
              aria-keyshortcuts="R"
              disabled={!canJudge || state === 'rejected'}
              onClick={() => desk.judge('rejected')}
            >
              {t('masks.reject')}
              <Key>R</Key>
            </Button>
          </>
        )}
        <Button
          variant={proposal === undefined && pictures.mask === null ? 'contained' : 'outlined'}
          startIcon={<CorrectIcon />}
          aria-keyshortcuts="C"
          disabled={pictures.image === undefined || pictures.mask === undefined}
          onClick={onCorrect}
        >
          {t(pictures.mask === null ? 'masks.draw' : 'masks.correct')}
          <Key>C</Key>
        </Button>
        <UndoJudgement desk={desk} />
        <Steps desk={desk} />
      </Stack>
    </Stack>
  );
}

export function UndoJudgement({ desk: { judging, undoJudgement } }: { readonly desk: Desk }) {
  const { t } = useTranslation();
  return (
    <Button startIcon={<UndoIcon />} color="inherit" aria-keyshortcuts="U" disabled={judging.last === undefined} onClick={undoJudgement}>
      {t('masks.undoJudgement')}
      <Key>U</Key>
    </Button>
  );
}

function Steps({ desk }: { readonly desk: Desk }) {
  const { t } = useTranslation();
  const ways = [
    { by: -1, name: t('masks.previous'), icon: <PreviousIcon /> },
    { by: 1, name: t('masks.next'), icon: <NextIcon /> },
  ] as const;
  return (
    <Stack direction="row" sx={{ alignItems: 'center', ml: 'auto' }}>
      {desk.index >= 0 && (
        <Typography variant="body2" color="textSecondary" sx={{ mr: 1, fontVariantNumeric: 'tabular-nums' }}>
          {t('masks.place', { index: desk.index + 1, count: desk.strip.total })}
        </Typography>
      )}
      {ways.map(({ by, name, icon }) => (
        <Tooltip key={by} title={name}>
          <span>
            <IconButton aria-label={name} disabled={!desk.hasStep(by)} onClick={() => desk.step(by)}>
              {icon}
            </IconButton>
          </span>
        </Tooltip>
      ))}
    </Stack>
  );
}
