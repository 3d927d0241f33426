/** Takes a folder into the library: which folder, what it holds, under what name. The import goes on when the dialog is closed. */
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportPreview, ImportRequest } from '../../../app/contract/dataSets.ts';
import { useCall } from '../../connection/calls.ts';
import { useWork } from '../../frame/useWork.ts';
import { WorkProgress } from '../longWork/WorkProgress.tsx';
import { isGoingOn } from '../longWork/words.ts';
import { AdvancedSettings } from './AdvancedSettings.tsx';
import { FolderField } from './FolderField.tsx';
import { formOf, problemsOf, requestOf } from './importForm.ts';
import { NameField } from './NameField.tsx';
import { FolderPreview } from './PreviewFacts.tsx';
import { useImportDesk } from './useImportDesk.ts';

type ImportDialogProps = { readonly before: ImportRequest | null; readonly onClose: () => void };

export function ImportDialog({ before, onClose }: ImportDialogProps) {
  const { t } = useTranslation();
  const { outcomes, begin } = useImportDesk();
  const [begun, setBegun] = useState<number | null>(null);
  const [root, setRoot] = useState(before?.root ?? '');
  const preview = useCall('library.preview', { root }, { enabled: root !== '' && begun === null });
  const isRunning = outcomes.some(({ id, state }) => id === begun && state.kind === 'running');
  // How it ended is told by the panel that stays, so the dialog makes room for it.
  const isOpen = begun === null || isRunning;
  return (
    <Dialog
      open={isOpen}
      onClose={onClose}
      maxWidth="md"
      fullWidth
      aria-labelledby="import-title"
      slotProps={{ transition: { onExited: onClose } }}
    >
      <DialogTitle id="import-title">{t('import.title')}</DialogTitle>
      {begun === null ? (
        <>
          <DialogContent>
            <Stack sx={{ gap: 2.5, pt: 1 }}>
              <FolderField root={root} isLooking={preview.isFetching} onLook={setRoot} onLookAgain={() => void preview.refetch()} />
              <FolderPreview isChosen={root !== ''} preview={preview} />
            </Stack>
            {preview.data !== undefined && !preview.isError && (
              <ImportSettings
                key={preview.data.root}
                preview={preview.data}
                before={before}
                onImport={(request) => setBegun(begin({ kind: 'import', request }))}
              />
            )}
          </DialogContent>
          <DialogActions sx={{ px: 3, pb: 2 }}>
            <Button onClick={onClose}>{t('parts.cancel')}</Button>
            <Button type="submit" form="import-settings" variant="contained" disabled={preview.data === undefined || preview.isError}>
              {t('import.begin')}
            </Button>
          </DialogActions>
        </>
      ) : (
        <ImportRunning onClose={onClose} />
      )}
    </Dialog>
  );
}

type ImportSettingsProps = {
  readonly preview: ImportPreview;
  readonly before: ImportRequest | null;
  readonly onImport: (request: ImportRequest) => void;
};

function ImportSettings({ preview, before, onImport }: ImportSettingsProps) {
  const dataSets = useCall('library.dataSets', {}).data ?? [];
  const [form, setForm] = useState(() => formOf(preview, before));
  const problems = problemsOf(form, preview, dataSets);
  const change = (changes: Partial<typeof form>) => setForm((typed) => ({ ...typed, ...changes }));
  return (
    <Stack
      component="form"
      id="import-settings"
      noValidate
      sx={{ gap: 2, mt: 2.5 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (Object.keys(problems).length === 0) onImport(requestOf(form, preview));
      }}
    >
      <NameField name={form.name} problem={problems.name} known={preview.known} onChange={(name) => change({ name })} />
      <AdvancedSettings form={form} preview={preview} problems={problems} onChange={change} />
    </Stack>
  );
}

function ImportRunning({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const work = useWork()
    .filter(isGoingOn)
    .findLast(({ procedure }) => procedure === 'library.import');
  return (
    <>
      <DialogContent>
        <Stack sx={{ gap: 2 }}>
          {work !== undefined && <WorkProgress work={work} />}
          <Typography color="textSecondary">{t('import.goesOn')}</Typography>
        </Stack>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button variant="contained" onClick={onClose}>
          {t('import.background')}
        </Button>
      </DialogActions>
    </>
  );
}
