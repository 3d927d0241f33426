/** A run: its curves, and what the epoch found that is looked at. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import Slider from '@mui/material/Slider';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EpochReport, WatchedRun } from '../../../app/contract/training.ts';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { ConfusionMatrix } from '../../parts/matrix/ConfusionMatrix.tsx';
import { useNumber } from '../useNumber.ts';
import { useWatchedRun } from '../useQueue.ts';
import { shownEpoch } from './following.ts';
import { Reconstructions } from './Reconstructions.tsx';
import { RunCurves } from './RunCurves.tsx';
import { Samples } from './Samples.tsx';

/** @param props `goesOn`: whether it is being trained, as the queue says */
export function RunView({ run, goesOn }: { readonly run: number; readonly goesOn: boolean }) {
  const watched = useWatchedRun(run);
  if (watched.error !== null) return <ErrorNotice error={watched.error} onRetry={() => void watched.refetch()} />;
  if (watched.data === undefined) return <Skeleton variant="rounded" height={260} />;
  return <Watched run={watched.data} goesOn={goesOn} />;
}

function Watched({ run, goesOn }: { readonly run: WatchedRun; readonly goesOn: boolean }) {
  const { t } = useTranslation();
  // null: always the latest.
  const [chosen, setChosen] = useState<number | null>(null);
  const shown = shownEpoch(run.curve, chosen);
  const latest = run.curve.at(-1)?.metrics.epoch ?? null;
  const pick = (epoch: number) => setChosen(epoch === latest ? null : epoch);
  // What never began, or failed in its first epoch, has nothing to draw.
  if (shown === undefined && !goesOn) return null;
  return (
    <Stack sx={{ gap: 2 }}>
      <Paper sx={{ p: 2 }}>
        <RunCurves run={run} mark={shown?.metrics.epoch ?? null} onPick={pick} />
        {shown !== undefined && run.curve.length > 1 && <EpochSlider curve={run.curve} shown={shown} onPick={pick} />}
      </Paper>
      {shown === undefined ? (
        <Typography color="textSecondary">{t('training.noEpoch')}</Typography>
      ) : (
        <Epoch run={run} epoch={shown} isLatest={chosen === null} />
      )}
    </Stack>
  );
}

type SliderProps = { readonly curve: readonly EpochReport[]; readonly shown: EpochReport; readonly onPick: (epoch: number) => void };

function EpochSlider({ curve, shown, onPick }: SliderProps) {
  const { t } = useTranslation();
  const epochs = curve.map(({ metrics }) => metrics.epoch);
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', columnGap: 3, alignItems: 'center', px: 1, mt: 1 }}>
      <Typography variant="body2" id="epoch-slider" sx={{ fontVariantNumeric: 'tabular-nums', minWidth: 96 }}>
        {t('training.epochAt', { epoch: shown.metrics.epoch })}
      </Typography>
      <Slider
        size="small"
        aria-labelledby="epoch-slider"
        min={epochs[0] ?? 1}
        max={epochs.at(-1) ?? 1}
        step={null}
        marks={epochs.map((value) => ({ value }))}
        value={shown.metrics.epoch}
        onChange={(_, epoch) => onPick(typeof epoch === 'number' ? epoch : (epoch[0] ?? 1))}
      />
    </Box>
  );
}

type EpochProps = { readonly run: WatchedRun; readonly epoch: EpochReport; readonly isLatest: boolean };

function Epoch({ run, epoch: { metrics, isBest, found }, isLatest }: EpochProps) {
  const { t } = useTranslation();
  const number = useNumber();
  const facts = [
    t(isLatest ? 'training.latestEpoch' : 'training.epochAt', { epoch: metrics.epoch }),
    ...(isBest ? [t('training.bestEpoch')] : []),
    ...(metrics.valAccuracy === null ? [] : [t('training.accuracy', { value: number(metrics.valAccuracy) })]),
    t('training.epochSeconds', { seconds: number(metrics.seconds, 1) }),
  ];
  return (
    <>
      <Typography variant="h3" component="h2">
        {facts.join(' · ')}
      </Typography>
      {found === null && <Alert severity="info">{t('training.notKept')}</Alert>}
      {found !== null && (
        <Box
          sx={{
            display: 'grid',
            gap: 2,
            gridTemplateColumns: { xs: '1fr', md: found.confusion === null ? '1fr' : 'auto minmax(0, 1fr)' },
            alignItems: 'start',
          }}
        >
          {found.confusion !== null && (
            <Paper component="section" aria-label={t('training.confusion')} sx={{ p: 2, overflow: 'auto' }}>
              <Typography variant="h3">{t('training.confusion')}</Typography>
              <ConfusionMatrix classes={run.classes} counts={found.confusion} label={t('training.confusionOf', { epoch: metrics.epoch })} />
            </Paper>
          )}
          {found.samples.length > 0 && <Samples samples={found.samples} classes={run.classes} />}
          <Reconstructions run={run} epoch={metrics.epoch} />
        </Box>
      )}
    </>
  );
}
