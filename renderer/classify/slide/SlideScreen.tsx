/** One slide: what it is, what it is classified with, its cells and its count. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import { useTranslation } from 'react-i18next';
import type { SlideDetails } from '../../../app/contract/slides.ts';
import { useCall } from '../../connection/calls.ts';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { CountPanel } from '../count/CountPanel.tsx';
import { Review } from '../gallery/Review.tsx';
import { ModelPanel } from '../model/ModelPanel.tsx';
import { ProgressPanel } from '../model/ProgressPanel.tsx';
import { SlideHeader } from './SlideHeader.tsx';
import { Warnings } from './Warnings.tsx';

export function SlideScreen({ id, onLeave }: { readonly id: number; readonly onLeave: () => void }) {
  const { t } = useTranslation();
  const slide = useCall('slides.get', { slide: id });
  if (slide.isError) {
    return (
      <Box sx={{ p: 2 }}>
        <ErrorNotice error={slide.error} onRetry={() => void slide.refetch()} />
        <Button onClick={onLeave} sx={{ mt: 2 }}>
          {t('classify.all')}
        </Button>
      </Box>
    );
  }
  if (slide.data === undefined) {
    return (
      <Box sx={{ p: 2 }} aria-busy="true">
        <Skeleton variant="rounded" height={48} aria-label={t('classify.loading')} />
        <Skeleton variant="rounded" height={360} sx={{ mt: 2 }} />
      </Box>
    );
  }
  return <Opened slide={slide.data} onLeave={onLeave} />;
}

function Opened({ slide, onLeave }: { readonly slide: SlideDetails; readonly onLeave: () => void }) {
  const isBegun = slide.state.kind !== 'open';
  return (
    <Box sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
      <SlideHeader slide={slide} onLeave={onLeave} />
      <Warnings sentences={slide.warnings} />
      {slide.state.kind === 'classifying' && <ProgressPanel slide={slide} isRunning={slide.state.isRunning} />}
      <Box sx={{ flex: 1, minHeight: 0, display: 'flex', borderTop: 1, borderColor: 'divider' }}>
        <Review slide={slide} />
        <Box
          sx={{
            ...{ width: { xs: 316, lg: 372 }, flexShrink: 0, overflowY: 'auto', borderLeft: 1, borderColor: 'divider' },
            ...{ bgcolor: 'background.paper' },
          }}
        >
          {isBegun ? <CountPanel slide={slide} /> : <ModelPanel slide={slide} />}
        </Box>
      </Box>
    </Box>
  );
}
