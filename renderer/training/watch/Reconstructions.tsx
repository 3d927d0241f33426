/** What the autoencoder makes of a few images, each beside the original. */
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { mediaAddress } from '../../../app/contract/media.ts';
import type { WatchedRun } from '../../../app/contract/training.ts';
import { nearestReconstructed } from './following.ts';

export type ReconstructionsProps = { readonly run: Pick<WatchedRun, 'id' | 'curve'>; readonly epoch: number };

const SIDE = 112;
const PICTURE = { width: SIDE, height: SIDE, objectFit: 'cover', display: 'block', borderRadius: 0.5, bgcolor: 'action.hover' } as const;

export function Reconstructions({ run, epoch }: ReconstructionsProps) {
  const { t } = useTranslation();
  const shown = nearestReconstructed(run.curve, epoch);
  if (shown === undefined) return null;
  const images = shown.found?.reconstructed ?? [];
  const of = shown.metrics.epoch;
  return (
    <Paper component="section" aria-label={t('training.reconstructions')} sx={{ p: 2 }}>
      <Typography variant="h3">{t('training.reconstructions')}</Typography>
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
        {t('training.reconstructionsAbout')}
        {of !== epoch && ` ${t('training.thinnedOut', { of, epoch })}`}
      </Typography>
      <Box component="ul" sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, listStyle: 'none', m: 0, p: 0 }}>
        {images.map((image, at) => (
          <Box component="li" key={image === 0 ? `gone ${at}` : image} sx={{ display: 'flex', gap: 0.5 }}>
            {/* 0: an image that the data set no longer has. */}
            {image === 0 ? (
              <Box sx={PICTURE} />
            ) : (
              <Box component="img" alt={t('training.original')} src={mediaAddress({ kind: 'image', image, side: 2 * SIDE })} sx={PICTURE} />
            )}
            <Box
              component="img"
              alt={t('training.reconstruction')}
              src={mediaAddress({ kind: 'reconstruction', run: run.id, epoch: of, at })}
              sx={PICTURE}
            />
          </Box>
        ))}
      </Box>
    </Paper>
  );
}
