/** Sends what a person corrected to the library, for the next training. */
import SendIcon from '@mui/icons-material/LibraryAddOutlined';
import Alert from '@mui/material/Alert';
import Autocomplete from '@mui/material/Autocomplete';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { libraryNameSchema } from '../../../app/contract/library.ts';
import type { SlideDetails } from '../../../app/contract/slides.ts';
import { useCall, useOrder } from '../../connection/calls.ts';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';

export function SendButton({ slide }: { readonly slide: SlideDetails }) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const left = slide.corrected - slide.inLibrary;
  if (slide.corrected === 0) return null;
  return (
    <>
      <Button startIcon={<SendIcon />} onClick={() => setIsOpen(true)} sx={{ flexShrink: 0 }}>
        {left > 0 ? t('classify.send.button', { count: left }) : t('classify.send.allSent')}
      </Button>
      {isOpen && <SendDialog slide={slide} onClose={() => setIsOpen(false)} />}
    </>
  );
}

function SendDialog({ slide, onClose }: { readonly slide: SlideDetails; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [which, setWhich] = useState<'corrected' | 'labelled'>('corrected');
  const [dataSet, setDataSet] = useState(() => t('classify.send.title'));
  const dataSets = useCall('library.dataSets', {});
  const send = useOrder('slides.sendToLibrary');
  const name = libraryNameSchema.safeParse(dataSet);
  const begin = () => {
    if (name.success) send.mutate({ slide: slide.id, dataSet: name.data, which });
  };
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="send-title">
      <DialogTitle id="send-title">{t('classify.send.title')}</DialogTitle>
      <DialogContent>
        <Stack sx={{ gap: 2 }}>
          <Typography color="textSecondary">{t('classify.send.about')}</Typography>
          <Autocomplete
            freeSolo
            options={dataSets.data?.map((one) => one.name) ?? []}
            inputValue={dataSet}
            onInputChange={(_, value) => setDataSet(value)}
            renderInput={(params) => (
              <TextField {...params} size="small" label={t('classify.send.dataSet')} helperText={t('classify.send.dataSetHelp')} />
            )}
          />
          <RadioGroup
            aria-label={t('classify.send.which')}
            value={which}
            onChange={(_, value) => setWhich(value === 'labelled' ? value : 'corrected')}
          >
            <FormControlLabel
              value="corrected"
              control={<Radio size="small" />}
              label={t('classify.send.corrected', { count: slide.corrected })}
            />
            <FormControlLabel value="labelled" control={<Radio size="small" />} label={t('classify.send.labelled')} />
          </RadioGroup>
          {send.error !== null && <ErrorNotice error={send.error} />}
          {send.data !== undefined && (
            <Alert severity="success" role="status">
              {t('classify.send.sent', { count: send.data.images, name: send.data.name })}
            </Alert>
          )}
        </Stack>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button onClick={onClose}>{send.data === undefined ? t('parts.cancel') : t('frame.close')}</Button>
        <Button variant="contained" disabled={!name.success} loading={send.isPending} onClick={begin}>
          {t('classify.send.send')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
