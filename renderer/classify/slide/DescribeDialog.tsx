/** The accession number and notes of a slide that is not signed. */
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { accessionSchema, type SlideDetails } from '../../../app/contract/slides.ts';
import { useOrder } from '../../connection/calls.ts';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';

export function DescribeDialog({ slide, onClose }: { readonly slide: SlideDetails; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [accession, setAccession] = useState(slide.accession);
  const [notes, setNotes] = useState(slide.notes);
  const describe = useOrder('slides.describe');
  const named = accessionSchema.safeParse(accession);
  const save = () => {
    if (named.success) describe.mutate({ slide: slide.id, accession: named.data, notes }, { onSuccess: onClose });
  };
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="describe-slide">
      <DialogTitle id="describe-slide">{t('classify.describe.title')}</DialogTitle>
      <DialogContent>
        <Stack sx={{ gap: 2, pt: 1 }}>
          <TextField
            autoFocus
            required
            size="small"
            label={t('classify.openSlide.accession')}
            helperText={t('classify.openSlide.accessionHelp')}
            value={accession}
            onChange={({ target }) => setAccession(target.value)}
            slotProps={{ htmlInput: { maxLength: 100, autoComplete: 'off' } }}
          />
          <TextField
            multiline
            minRows={3}
            maxRows={10}
            size="small"
            label={t('classify.openSlide.notes')}
            value={notes}
            onChange={({ target }) => setNotes(target.value)}
            slotProps={{ htmlInput: { maxLength: 10_000 } }}
          />
          {describe.error !== null && <ErrorNotice error={describe.error} />}
        </Stack>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button onClick={onClose}>{t('parts.cancel')}</Button>
        <Button variant="contained" disabled={!named.success} loading={describe.isPending} onClick={save}>
          {t('classify.describe.save')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
