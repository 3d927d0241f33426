/** Proposes moves after which nothing lies in two splits, and makes them once a person has looked through them. */
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../app/contract/dataSets.ts';
import type { SplitMove } from '../../app/contract/findings.ts';
import { useOrder } from '../connection/calls.ts';
import { useWork } from '../frame/useWork.ts';
import { ConfirmDialog } from '../parts/ConfirmDialog.tsx';
import { ErrorNotice } from '../parts/ErrorNotice.tsx';
import { WorkProgress } from '../parts/longWork/WorkProgress.tsx';
import { isGoingOn } from '../parts/longWork/words.ts';
import { MovesTable } from './MovesTable.tsx';

type MovesDialogProps = {
  readonly dataSet: DataSet;
  /** Whether the findings that ask for moves are those of the data set as it is. */
  readonly isCurrent: boolean;
};

/** The button that proposes them, and the dialog that it opens; the dialog stays when they were made and the findings are old. */
export function MovesDialog({ dataSet, isCurrent }: MovesDialogProps) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const moves = useOrder('library.moves');
  const close = () => setIsOpen(false);
  const propose = () => {
    setIsOpen(true);
    moves.mutate({ dataSet: dataSet.id });
  };
  const button = (
    <Button color="inherit" size="small" onClick={propose} sx={{ whiteSpace: 'nowrap' }}>
      {t('findings.propose')}
    </Button>
  );
  return (
    <>
      {isCurrent && (
        <Alert severity="info" action={button}>
          {t('findings.proposeAbout')}
        </Alert>
      )}
      <Dialog open={isOpen} onClose={close} maxWidth="lg" fullWidth aria-labelledby="moves-title">
        <DialogTitle id="moves-title">{t('findings.movesTitle')}</DialogTitle>
        {moves.data === undefined ? (
          <Proposing error={moves.error} onRetry={propose} onClose={close} />
        ) : (
          <Proposed dataSet={dataSet} moves={moves.data} onClose={close} />
        )}
      </Dialog>
    </>
  );
}

type ProposingProps = { readonly error: Error | null; readonly onRetry: () => void; readonly onClose: () => void };

function Proposing({ error, onRetry, onClose }: ProposingProps) {
  const { t } = useTranslation();
  const work = useWork()
    .filter(isGoingOn)
    .find(({ procedure }) => procedure === 'library.moves');
  return (
    <>
      <DialogContent>
        {error !== null && <ErrorNotice error={error} onRetry={onRetry} />}
        {error === null && work !== undefined && <WorkProgress work={work} />}
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button onClick={onClose}>{t('parts.cancel')}</Button>
      </DialogActions>
    </>
  );
}

type ProposedProps = { readonly dataSet: DataSet; readonly moves: readonly SplitMove[]; readonly onClose: () => void };

function Proposed({ dataSet, moves, onClose }: ProposedProps) {
  const { t } = useTranslation();
  const [isAsking, setIsAsking] = useState(false);
  const apart = useOrder('library.moveApart');
  const moved = apart.data?.length;
  const move = () => apart.mutate({ dataSet: dataSet.id }, { onSuccess: () => setIsAsking(false) });
  return (
    <>
      <DialogContent>
        <Stack sx={{ gap: 2 }}>
          {moved === undefined ? (
            <Typography color="textSecondary">{t('findings.movesAbout')}</Typography>
          ) : (
            <Alert severity="success" role="status">
              {t('findings.moved', { count: moved })}
            </Alert>
          )}
          <MovesTable moves={moves} dataSet={dataSet} />
        </Stack>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button onClick={onClose}>{moved === undefined ? t('parts.cancel') : t('frame.close')}</Button>
        {moved === undefined && (
          <Button variant="contained" disabled={moves.length === 0} onClick={() => setIsAsking(true)}>
            {t('findings.moveApart')}
          </Button>
        )}
      </DialogActions>
      <ConfirmDialog
        open={isAsking}
        title={t('findings.moveTitle', { count: moves.length })}
        confirm={t('findings.moveApart')}
        isBusy={apart.isPending}
        error={apart.error}
        onConfirm={move}
        onClose={() => setIsAsking(false)}
      >
        {t('findings.moveText')}
      </ConfirmDialog>
    </>
  );
}
