/** Asks for the name of a class that the data set does not have yet. */
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** As the contract has it. */
const LONGEST_NAME = 200;

type NewClassDialogProps = { onClose(): void; onChoose(name: string): void };

export function NewClassDialog({ onClose, onChoose }: NewClassDialogProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const name = text.trim();
  const choose = () => {
    if (name === '') return;
    onClose();
    onChoose(name);
  };
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="new-class">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          choose();
        }}
      >
        <DialogTitle id="new-class">{t('library.newClassTitle')}</DialogTitle>
        <DialogContent>
          <TextField
            autoFocus
            fullWidth
            margin="dense"
            label={t('library.newClassName')}
            value={text}
            onChange={({ target }) => setText(target.value)}
            slotProps={{ htmlInput: { maxLength: LONGEST_NAME, autoComplete: 'off' } }}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('library.cancel')}</Button>
          <Button type="submit" variant="contained" disabled={name === ''}>
            {t('library.relabel')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
