/** How far the run is that is being trained: epoch, stage, speed, time left. */
import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { TrainingLive } from '../../../app/contract/training.ts';
import { useNumber } from '../useNumber.ts';
import { useTime } from '../useTime.ts';

export function LiveStrip({ live }: { readonly live: TrainingLive }) {
  const { t } = useTranslation();
  const number = useNumber();
  const { leftOf, speedOf } = useTime();
  const { epoch, epochs, stage, done, total, perSecond, secondsLeft, trainLoss, place, runs, name } = live;
  const facts = [
    ...(runs > 1 ? [t('training.placeOf', { name, place, runs })] : []),
    stage === 'measuring' ? t('training.stages.measuring') : t('training.epochOf', { epoch, epochs, stage: t(`training.stages.${stage}`) }),
    t('training.imagesDone', { done, total }),
    ...[speedOf(perSecond), trainLoss === null ? null : t('training.batchLoss', { loss: number(trainLoss) }), leftOf(secondsLeft)],
  ].filter((fact) => fact !== null);
  return (
    <Paper sx={{ p: 1.5 }} component="section" aria-label={t('training.live')}>
      <LinearProgress
        variant="determinate"
        value={total === 0 ? 0 : Math.min(100, (done / total) * 100)}
        sx={STILL}
        aria-label={t('training.stageOf', { stage: t(`training.stages.${stage}`) })}
      />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 3, mt: 1 }}>
        {facts.map((fact) => (
          <Typography key={fact} variant="body2" sx={{ fontVariantNumeric: 'tabular-nums' }}>
            {fact}
          </Typography>
        ))}
      </Box>
    </Paper>
  );
}

/** It moves often enough by itself, and a bar that glides lags behind the numbers. */
const STILL = { '& .MuiLinearProgress-bar': { transition: 'none' } } as const;
