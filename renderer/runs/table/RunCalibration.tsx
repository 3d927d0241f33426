/** What the probabilities of a finished run mean, and from where on slides that it classifies are certain. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Calibrating } from '../../parts/calibration/Calibrating.tsx';

export function RunCalibration({ run }: { readonly run: number }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <Box component="section" aria-labelledby={id}>
      <Typography variant="h3" id={id} sx={{ mb: 1 }}>
        {t('calibration.title')}
      </Typography>
      <Calibrating run={run} />
    </Box>
  );
}
