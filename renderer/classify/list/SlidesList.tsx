/** All slides of the data folder, the latest first, and the way to open another. */
import AddIcon from '@mui/icons-material/Add';
import SlideIcon from '@mui/icons-material/BiotechOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../connection/calls.ts';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { UserBadge } from '../../parts/users/UserBadge.tsx';
import { ResearchUse } from '../ResearchUse.tsx';
import { OpenSlideDialog } from './OpenSlideDialog.tsx';
import { SlideTable } from './SlideTable.tsx';

export function SlidesList({ onOpen }: { readonly onOpen: (slide: number) => void }) {
  const { t } = useTranslation();
  const [isOpening, setIsOpening] = useState(false);
  const slides = useCall('slides.list', {});
  const openButton = (
    <Button variant="contained" startIcon={<AddIcon />} onClick={() => setIsOpening(true)}>
      {t('classify.openSlide.button')}
    </Button>
  );
  return (
    <Box sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, px: 2, py: 1.5, minHeight: 64 }}>
        <Typography variant="h1">{t('classify.title')}</Typography>
        <ResearchUse />
        <Box sx={{ flex: 1 }} />
        <UserBadge />
        {slides.data !== undefined && slides.data.length > 0 && openButton}
      </Box>
      {slides.isError && <ErrorNotice error={slides.error} onRetry={() => void slides.refetch()} sx={{ mx: 2 }} />}
      {slides.isPending && (
        <Box sx={{ px: 2 }} aria-busy="true">
          <Skeleton variant="rounded" height={220} aria-label={t('classify.loading')} />
        </Box>
      )}
      {slides.data?.length === 0 && (
        <EmptyState icon={<SlideIcon />} title={t('classify.none')} action={openButton}>
          {t('classify.noneHelp')}
        </EmptyState>
      )}
      {slides.data !== undefined && slides.data.length > 0 && <SlideTable slides={slides.data} onOpen={onOpen} />}
      {isOpening && <OpenSlideDialog onClose={() => setIsOpening(false)} onOpened={onOpen} />}
    </Box>
  );
}
