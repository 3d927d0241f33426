/** The same few validation images after every epoch: what each is, what the network takes it for, and how sure it is. */

import RightIcon from '@mui/icons-material/Check';
import WrongIcon from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { mediaAddress } from '../../../app/contract/media.ts';
import type { Sample } from '../../../app/contract/training.ts';
import { ClassName } from '../../parts/ClassName.tsx';
import { useShare } from '../../parts/useShare.ts';

export type SamplesProps = { readonly samples: readonly Sample[]; readonly classes: readonly string[] };

export function Samples({ samples, classes }: SamplesProps) {
  const { t } = useTranslation();
  return (
    <Paper component="section" aria-label={t('training.samples')} sx={{ p: 2 }}>
      <Typography variant="h3" sx={{ mb: 1 }}>
        {t('training.samples')}
      </Typography>
      <Box
        component="ul"
        sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(190px, 1fr))', listStyle: 'none', m: 0, p: 0 }}
      >
        {samples.map((sample) => (
          <SampleItem key={sample.image} sample={sample} classes={classes} />
        ))}
      </Box>
    </Paper>
  );
}

const SIDE = 72;

function SampleItem({ sample, classes }: { readonly sample: Sample; readonly classes: readonly string[] }) {
  const { t } = useTranslation();
  const share = useShare();
  const { image, actual, predicted, probabilities } = sample;
  const isRight = actual === predicted;
  const name = (place: number) => classes[place] ?? '';
  return (
    <Box component="li" sx={{ display: 'grid', gridTemplateColumns: `${SIDE}px minmax(0, 1fr)`, columnGap: 1, alignItems: 'center' }}>
      <Box
        component="img"
        alt=""
        src={mediaAddress({ kind: 'image', image, side: 2 * SIDE })}
        sx={{ width: SIDE, height: SIDE, objectFit: 'contain', borderRadius: 0.5, bgcolor: 'action.hover' }}
      />
      <Box sx={{ minWidth: 0, typography: 'caption' }}>
        <Box sx={{ display: 'flex' }}>
          <ClassName name={name(actual)} classes={classes} />
        </Box>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5, color: isRight ? 'success.main' : 'error.main' }}>
          {isRight ? (
            <RightIcon sx={{ fontSize: 16 }} titleAccess={t('training.right')} />
          ) : (
            <WrongIcon sx={{ fontSize: 16 }} titleAccess={t('training.wrongly')} />
          )}
          <Box
            component="span"
            sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
            title={t('training.takenFor', { name: name(predicted) })}
          >
            {name(predicted)} {share(probabilities[predicted] ?? 0)}
          </Box>
        </Box>
        {!isRight && <Box sx={{ color: 'text.secondary' }}>{t('training.ofActual', { share: share(probabilities[actual] ?? 0) })}</Box>}
      </Box>
    </Box>
  );
}
