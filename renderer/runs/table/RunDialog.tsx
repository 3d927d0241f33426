/** One run: what became of it, its tags, and what a person writes about it. */
import Alert from '@mui/material/Alert';
import Autocomplete from '@mui/material/Autocomplete';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ListedRun, noteSchema, tagSchema } from '../../../app/contract/runs.ts';
import { useClient } from '../../connection/calls.ts';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { RunCalibration } from './RunCalibration.tsx';
import { subsetText } from './tableState.ts';

export type RunDialogProps = { readonly run: ListedRun; readonly tags: readonly string[]; readonly onClose: () => void };

export function RunDialog({ run, tags: known, onClose }: RunDialogProps) {
  const { t } = useTranslation();
  const [note, setNote] = useState(run.note);
  const [tags, setTags] = useState(run.tags);
  const keep = useKeep(run, onClose);
  // An autoencoder tells nothing apart.
  const canCalibrate = run.state === 'finished' && run.network !== 'autoencoder';
  return (
    <Dialog open onClose={onClose} maxWidth={canCalibrate ? 'md' : 'sm'} fullWidth>
      <DialogTitle>{run.name}</DialogTitle>
      <DialogContent>
        <Stack sx={{ gap: 2, pt: 0.5 }}>
          <Typography color="textSecondary">
            {[
              run.studyName ?? t('runs.studyNumber', { id: run.study }),
              t(`runs.networks.${run.network}`),
              t(`runs.arms.${run.arm}`),
              run.dataSet.name,
              subsetText(run) ?? t('runs.allImages'),
              `${t('runs.columns.seed')} ${run.seed}`,
            ].join(' · ')}
          </Typography>
          {run.failure !== null && <Alert severity="error">{run.failure}</Alert>}
          <Autocomplete
            multiple
            freeSolo
            options={known}
            value={tags}
            onChange={(_, values) => setTags([...new Set(values.flatMap((value) => tagSchema.safeParse(value).data ?? []))])}
            renderInput={(params) => <TextField {...params} label={t('runs.columns.tags')} helperText={t('runs.tagHelp')} />}
          />
          <TextField
            multiline
            minRows={3}
            maxRows={10}
            label={t('runs.columns.note')}
            helperText={t('runs.noteHelp')}
            value={note}
            onChange={({ target }) => setNote(target.value)}
          />
          {keep.isError && <ErrorNotice error={keep.error} />}
          {canCalibrate && <RunCalibration run={run.id} />}
        </Stack>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button onClick={onClose}>{t('runs.cancel')}</Button>
        <Button
          variant="contained"
          disabled={!noteSchema.safeParse(note).success}
          loading={keep.isPending}
          onClick={() => keep.mutate({ note, tags })}
        >
          {t('runs.save')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function useKeep({ id, note: before, tags: tagsBefore }: ListedRun, onDone: () => void) {
  const client = useClient();
  return useMutation({
    mutationFn: async ({ note, tags }: { readonly note: string; readonly tags: readonly string[] }) => {
      if (note !== before) await client.call('runs.note', { run: id, note });
      for (const tag of tags) if (!tagsBefore.includes(tag)) await client.call('runs.tag', { runs: [id], tag, isOn: true });
      for (const tag of tagsBefore) if (!tags.includes(tag)) await client.call('runs.tag', { runs: [id], tag, isOn: false });
    },
    onSuccess: onDone,
  });
}
