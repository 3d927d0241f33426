/** Opens the findings over the whole window: sets of pictures want room. */
import CheckIcon from '@mui/icons-material/FactCheckOutlined';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../app/contract/dataSets.ts';
import { FindingsPanel } from './FindingsPanel.tsx';

export function FindingsButton({ dataSet }: { readonly dataSet: DataSet }) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <>
      <Button startIcon={<CheckIcon />} aria-haspopup="dialog" onClick={() => setIsOpen(true)} sx={{ whiteSpace: 'nowrap' }}>
        {t('findings.title')}
      </Button>
      <Dialog
        open={isOpen}
        onClose={close}
        maxWidth="md"
        fullWidth
        slotProps={{ paper: { 'aria-label': t('findings.title'), sx: { height: '85vh' } } }}
      >
        <DialogContent>
          <FindingsPanel dataSet={dataSet} />
        </DialogContent>
        <DialogActions sx={{ px: 3, pb: 2 }}>
          <Button onClick={close}>{t('frame.close')}</Button>
        </DialogActions>
      </Dialog>
    </>
  );
}
