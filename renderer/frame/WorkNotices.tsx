/** Says once that long work has ended or failed, wherever in the program one is by then. */
import Alert from '@mui/material/Alert';
import Snackbar from '@mui/material/Snackbar';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Work } from '../../app/contract/work.ts';
import { useWorkWords } from '../parts/longWork/useWorkWords.ts';
import { type Ended, endedBetween } from '../parts/longWork/words.ts';
import { useWorkList } from './useWork.ts';

/** Their end is seen where they were begun, or means nothing to a person. */
const QUIET: readonly string[] = ['settings.devices', 'library.check', 'library.moves'];
const SUCCESS_MS = 6000;

type WorkNoticesProps = {
  /** Whether the end of this procedure is told elsewhere at this moment. */
  readonly isTold: (procedure: string, end: Ended['state']['kind']) => boolean;
};

export function WorkNotices({ isTold }: WorkNoticesProps) {
  const { t } = useTranslation();
  const { nameOf } = useWorkWords();
  const [waiting, setWaiting] = useState<readonly Ended[]>([]);
  useEndedWork((ended) => {
    const told = ended.filter(
      ({ procedure, state }) => (state.kind === 'failed' || !QUIET.includes(procedure)) && !isTold(procedure, state.kind),
    );
    if (told.length > 0) setWaiting((before) => [...before, ...told]);
  });
  const [first] = waiting;
  if (first === undefined) return null;
  const close = () => setWaiting(([, ...others]) => others);
  const { state } = first;
  const name = nameOf(first.procedure);
  return (
    <Snackbar
      key={first.id}
      open
      // A failure stays until somebody has read it.
      autoHideDuration={state.kind === 'failed' ? null : SUCCESS_MS}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
      onClose={(_, reason) => {
        if (reason !== 'clickaway') close();
      }}
    >
      <Alert
        variant="outlined"
        severity={state.kind === 'failed' ? 'error' : 'success'}
        role={state.kind === 'failed' ? 'alert' : 'status'}
        onClose={close}
        closeText={t('frame.close')}
        sx={{ bgcolor: 'background.paper', maxWidth: 560, boxShadow: 4, overflowWrap: 'anywhere' }}
      >
        {state.kind === 'failed' ? t('work.failed', { name, sentence: state.failure.sentence }) : t('work.finished', { name })}
      </Alert>
    </Snackbar>
  );
}

/** Calls `listener` with what ended since the last look. */
function useEndedWork(listener: (ended: readonly Ended[]) => void): void {
  const list = useWorkList();
  const before = useRef<readonly Work[] | null>(null);
  useEffect(() => {
    if (list === undefined) return;
    const ended = endedBetween(before.current, list);
    before.current = list;
    if (ended.length > 0) listener(ended);
  });
}
