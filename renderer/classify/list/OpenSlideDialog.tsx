/** Opens a slide: where its cells lie, what the laboratory calls it, and notes. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { type DragEvent, type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrder } from '../../connection/calls.ts';
import { pathsOfDropped } from '../../connection/connection.ts';
import { useWork } from '../../frame/useWork.ts';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { FOLDER_FIELD } from '../../parts/folderField.tsx';
import { WorkProgress } from '../../parts/longWork/WorkProgress.tsx';
import { isGoingOn } from '../../parts/longWork/words.ts';
import { useFolderChoice } from '../../parts/useFolderChoice.ts';
import { ResearchUse } from '../ResearchUse.tsx';
import { EMPTY_FORM, type OpenForm, openRequest, withDropped, withFolder } from './openForm.ts';

export type OpenSlideDialogProps = { readonly onClose: () => void; readonly onOpened: (slide: number) => void };

export function OpenSlideDialog({ onClose, onOpened }: OpenSlideDialogProps) {
  const { t } = useTranslation();
  const [form, setForm] = useState(EMPTY_FORM);
  const open = useOrder('slides.open');
  const work = useWork()
    .filter(isGoingOn)
    .find(({ procedure }) => procedure === 'slides.open');
  const request = openRequest(form);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (request !== undefined) open.mutate(request, { onSuccess: ({ id }) => onOpened(id) });
  };
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    if (!open.isPending) setForm(withDropped(form, pathsOfDropped([...event.dataTransfer.files])));
  };
  return (
    <Dialog
      open
      onClose={() => {
        if (!open.isPending) onClose();
      }}
      maxWidth="sm"
      fullWidth
      aria-labelledby="open-slide"
      onDragOver={(event) => event.preventDefault()}
      onDrop={dropped}
    >
      <form onSubmit={submit}>
        <DialogTitle id="open-slide" sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between' }}>
          {t('classify.openSlide.title')}
          <ResearchUse />
        </DialogTitle>
        <DialogContent>
          <Stack sx={{ gap: 2, pt: 1 }}>
            <Fields form={form} onChange={setForm} isBusy={open.isPending} />
            {open.isPending && work !== undefined && <WorkProgress work={work} />}
            {open.error !== null && <ErrorNotice error={open.error} />}
          </Stack>
        </DialogContent>
        <DialogActions sx={{ px: 3, pb: 2 }}>
          <Button onClick={onClose} disabled={open.isPending}>
            {t('parts.cancel')}
          </Button>
          <Button type="submit" variant="contained" disabled={request === undefined} loading={open.isPending}>
            {t('classify.openSlide.open')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

type FieldsProps = { readonly form: OpenForm; readonly onChange: (form: OpenForm) => void; readonly isBusy: boolean };

function Fields({ form, onChange, isBusy }: FieldsProps) {
  const { t } = useTranslation();
  const choice = useFolderChoice((folder) => onChange(withFolder(form, folder)));
  return (
    <>
      {form.files.length > 0 ? (
        <Alert severity="info" onClose={() => onChange({ ...form, files: [] })} closeText={t('frame.close')}>
          {t('classify.openSlide.dropped', { count: form.files.length })}
        </Alert>
      ) : (
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}>
          <TextField
            autoFocus
            required
            fullWidth
            size="small"
            disabled={isBusy}
            label={t('classify.openSlide.folder')}
            helperText={t('classify.openSlide.folderHelp')}
            value={form.folder}
            onChange={({ target }) => onChange({ ...form, folder: target.value })}
            slotProps={FOLDER_FIELD}
          />
          {choice.isThere && (
            <Button
              variant="outlined"
              onClick={choice.choose}
              loading={choice.isPending}
              disabled={isBusy}
              sx={{ height: 40, flexShrink: 0 }}
            >
              {t('classify.openSlide.choose')}
            </Button>
          )}
        </Box>
      )}
      {choice.error !== null && <ErrorNotice error={choice.error} />}
      {window.smearlab !== undefined && (
        <Box
          sx={{
            border: '1px dashed',
            borderColor: 'divider',
            borderRadius: 1,
            p: 1.5,
            textAlign: 'center',
            color: 'text.secondary',
            typography: 'body2',
          }}
        >
          {t('classify.openSlide.drop')}
        </Box>
      )}
      <TextField
        required
        size="small"
        disabled={isBusy}
        label={t('classify.openSlide.accession')}
        helperText={t('classify.openSlide.accessionHelp')}
        value={form.accession}
        onChange={({ target }) => onChange({ ...form, accession: target.value })}
        slotProps={{ htmlInput: { maxLength: 100, autoComplete: 'off' } }}
      />
      <TextField
        multiline
        minRows={2}
        maxRows={8}
        size="small"
        disabled={isBusy}
        label={t('classify.openSlide.notes')}
        value={form.notes}
        onChange={({ target }) => onChange({ ...form, notes: target.value })}
        slotProps={{ htmlInput: { maxLength: 10_000 } }}
      />
    </>
  );
}
