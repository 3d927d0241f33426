/** Lets the program propose masks: what that means, how far it is, and what came of it. */
import ProposeIcon from '@mui/icons-material/AutoFixHigh';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { Sentences } from '../../parts/import/Sentences.tsx';
import { WorkProgress } from '../../parts/longWork/WorkProgress.tsx';
import type { Proposing } from './useProposing.ts';

export function ProposeButton({ proposing, isProminent = false }: { readonly proposing: Proposing; readonly isProminent?: boolean }) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant={isProminent ? 'contained' : 'outlined'} startIcon={<ProposeIcon />} onClick={() => setIsOpen(true)}>
        {t('masks.propose')}
      </Button>
      <ProposeDialog isOpen={isOpen} proposing={proposing} onClose={() => setIsOpen(false)} />
    </>
  );
}

type DialogProps = { readonly isOpen: boolean; readonly proposing: Proposing; readonly onClose: () => void };

function ProposeDialog({ isOpen, proposing, onClose }: DialogProps) {
  const { t } = useTranslation();
  const [again, setAgain] = useState(false);
  const title = useId();
  const { work, begin } = proposing;
  return (
    <Dialog open={isOpen} onClose={onClose} maxWidth="xs" fullWidth aria-labelledby={title}>
      <DialogTitle id={title}>{t('masks.propose')}</DialogTitle>
      <DialogContent>
        {work === undefined ? (
          <Stack sx={{ gap: 1.5 }}>
            <Typography>{t('masks.proposeAbout')}</Typography>
            <FormControlLabel
              control={<Checkbox checked={again} onChange={({ target }) => setAgain(target.checked)} />}
              label={t('masks.proposeAgain')}
            />
          </Stack>
        ) : (
          <WorkProgress work={work} />
        )}
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button onClick={onClose}>{t(work === undefined ? 'parts.cancel' : 'frame.close')}</Button>
        {work === undefined && (
          <Button
            variant="contained"
            onClick={() => {
              begin(again);
              onClose();
            }}
          >
            {t('masks.proposeBegin')}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}

/** Above the screen until it is closed. */
export function ProposeOutcome({ proposing: { summary, error, dismiss } }: { readonly proposing: Proposing }) {
  const { t } = useTranslation();
  if (error !== null) return <ErrorNotice error={error} onClose={dismiss} sx={{ mx: 2, mb: 1 }} />;
  if (summary === undefined) return null;
  const { images, proposed, withoutCell, unreadable } = summary;
  return (
    <Alert
      severity={unreadable.length > 0 ? 'warning' : images === 0 ? 'info' : 'success'}
      onClose={dismiss}
      closeText={t('frame.close')}
      sx={{ mx: 2, mb: 1, maxHeight: '30vh', overflowY: 'auto' }}
    >
      {images === 0 ? t('masks.nothingToPropose') : t('masks.proposed', { proposed, count: images })}
      {withoutCell.length > 0 && (
        <>
          <Typography variant="body2">{t('masks.withoutCell', { count: withoutCell.length })}</Typography>
          <Sentences sentences={withoutCell} />
        </>
      )}
      <Sentences sentences={unreadable} />
    </Alert>
  );
}
