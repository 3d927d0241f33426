/** Beside the gallery: the differential count as it is at this moment, and its signature. */
import Divider from '@mui/material/Divider';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { SlideDetails } from '../../../app/contract/slides.ts';
import { useCall } from '../../connection/calls.ts';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { SignPanel } from '../signing/SignPanel.tsx';
import { CountView } from './CountView.tsx';

export function CountPanel({ slide }: { readonly slide: SlideDetails }) {
  const { t } = useTranslation();
  const id = useId();
  const isCounted = slide.state.kind === 'review' || slide.state.kind === 'signed';
  const counted = useCall('slides.count', { slide: slide.id }, { enabled: isCounted });
  return (
    <Stack sx={{ p: 2, gap: 2 }}>
      <Stack component="section" aria-labelledby={id} sx={{ gap: 1.5 }}>
        <Typography variant="h2" id={id}>
          {t('classify.count.title')}
        </Typography>
        {!isCounted && <Typography color="textSecondary">{t('classify.count.later')}</Typography>}
        {counted.isError && <ErrorNotice error={counted.error} onRetry={() => void counted.refetch()} />}
        {isCounted && counted.isPending && <Skeleton variant="rounded" height={320} aria-label={t('classify.loading')} />}
        {isCounted && counted.data !== undefined && <CountView count={counted.data.count} />}
      </Stack>
      {isCounted && counted.data !== undefined && (
        <>
          <Divider />
          <SignPanel slide={slide} counted={counted.data} />
        </>
      )}
    </Stack>
  );
}
