/** Asks before something is done that cannot be taken back, and says what is done and what is not. */
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from './ErrorNotice.tsx';

export type ConfirmDialogProps = {
  readonly open: boolean;
  /** A question. */
  readonly title: string;
  readonly children: ReactNode;
  /** What the button says that does it: a verb, not "OK". */
  readonly confirm: string;
  readonly isDangerous?: boolean;
  /** It is being done; the buttons wait. */
  readonly isBusy?: boolean;
  /** Why it could not be done. */
  readonly error?: Error | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
};

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, title, children, confirm, isDangerous = false, isBusy = false, error = null, onConfirm, onClose } = props;
  const { t } = useTranslation();
  const [titleId, textId] = [useId(), useId()];
  return (
    <Dialog open={open} onClose={onClose} maxWidth="xs" fullWidth aria-labelledby={titleId} aria-describedby={textId}>
      <DialogTitle id={titleId}>{title}</DialogTitle>
      <DialogContent>
        <Stack sx={{ gap: 2 }}>
          <Typography component="div" id={textId} sx={{ overflowWrap: 'anywhere' }}>
            {children}
          </Typography>
          {error !== null && <ErrorNotice error={error} />}
        </Stack>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        {/* The harmless answer has the focus. */}
        <Button autoFocus onClick={onClose} disabled={isBusy}>
          {t('parts.cancel')}
        </Button>
        <Button variant="contained" color={isDangerous ? 'error' : 'primary'} onClick={onConfirm} loading={isBusy}>
          {confirm}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
