/** Gives the chosen runs a tag, or takes one from them. */
import Autocomplete from '@mui/material/Autocomplete';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tagSchema } from '../../../app/contract/runs.ts';
import { useOrder } from '../../connection/calls.ts';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';

export type TagDialogProps = { readonly runs: readonly number[]; readonly tags: readonly string[]; readonly onClose: () => void };

export function TagDialog({ runs, tags, onClose }: TagDialogProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const order = useOrder('runs.tag');
  const tag = tagSchema.safeParse(text);
  const give = (isOn: boolean) => {
    if (tag.success) order.mutate({ runs: [...runs], tag: tag.data, isOn }, { onSuccess: onClose });
  };
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth>
      <DialogTitle>{t('runs.chosen', { count: runs.length })}</DialogTitle>
      <DialogContent>
        <Stack sx={{ gap: 2, pt: 1 }}>
          <Autocomplete
            freeSolo
            options={tags}
            inputValue={text}
            onInputChange={(_, value) => setText(value)}
            renderInput={(params) => <TextField {...params} autoFocus label={t('runs.tag')} helperText={t('runs.tagHelp')} />}
          />
          {order.isError && <ErrorNotice error={order.error} />}
        </Stack>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button onClick={onClose}>{t('runs.cancel')}</Button>
        <Button disabled={!tag.success || !tags.includes(tag.data)} onClick={() => give(false)}>
          {t('runs.takeTag')}
        </Button>
        <Button variant="contained" disabled={!tag.success} loading={order.isPending} onClick={() => give(true)}>
          {t('runs.addTag')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
