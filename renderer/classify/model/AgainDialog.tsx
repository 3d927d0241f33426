/** Classifies a slide that is in review once more, with another model or other settings. */
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { SlideDetails } from '../../../app/contract/slides.ts';
import { ModelPanel } from './ModelPanel.tsx';

export function AgainDialog({ slide, onClose }: { readonly slide: SlideDetails; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="again-title">
      <DialogTitle id="again-title">{t('classify.model.again')}</DialogTitle>
      <DialogContent sx={{ p: 0 }}>
        <Typography color="textSecondary" sx={{ px: 3 }}>
          {t('classify.model.againHelp')}
        </Typography>
        <ModelPanel slide={slide} onStarted={onClose} />
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button onClick={onClose}>{t('parts.cancel')}</Button>
      </DialogActions>
    </Dialog>
  );
}
