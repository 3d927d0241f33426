/** Beside the gallery: the differential count as it is at this moment. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { SlideDetails } from '../../../app/contract/slides.ts';

export function CountPanel({ slide }: { readonly slide: SlideDetails }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <Box component="section" aria-labelledby={id} sx={{ p: 2 }}>
      <Typography variant="h2" id={id}>
        {t('classify.count.title')} {slide.cells}
      </Typography>
    </Box>
  );
}
