/** With which model a slide is classified: a finished run, what its probabilities mean, and from where on a cell is certain. */
import StartIcon from '@mui/icons-material/PlayArrow';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PossibleModel, SlideDetails } from '../../../app/contract/slides.ts';
import { useCall, useOrder } from '../../connection/calls.ts';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { shareTyped } from '../../parts/typedShare.ts';
import { ModelList } from './ModelList.tsx';
import { ThresholdField } from './ThresholdField.tsx';

export type ModelPanelProps = { readonly slide: SlideDetails; readonly onStarted?: () => void };

export function ModelPanel({ slide, onStarted }: ModelPanelProps) {
  const { t } = useTranslation();
  const models = useCall('slides.models', {});
  const titleId = useId();
  return (
    <Stack component="section" aria-labelledby={titleId} sx={{ gap: 2, p: 2 }}>
      <div>
        <Typography variant="h2" id={titleId}>
          {t('classify.model.title')}
        </Typography>
        <Typography variant="body2" color="textSecondary" sx={{ mt: 0.5 }}>
          {t('classify.model.about')}
        </Typography>
      </div>
      {models.isError && <ErrorNotice error={models.error} onRetry={() => void models.refetch()} />}
      {models.isPending && <Skeleton variant="rounded" height={160} aria-label={t('classify.loading')} />}
      {models.data?.length === 0 && (
        <EmptyState title={t('classify.model.none')} action={<Button href="#/training">{t('classify.model.toTraining')}</Button>}>
          {t('classify.model.noneHelp')}
        </EmptyState>
      )}
      {models.data !== undefined && models.data.length > 0 && (
        <Choice slide={slide} models={models.data} {...(onStarted === undefined ? {} : { onStarted })} />
      )}
    </Stack>
  );
}

function Choice({ slide, models, onStarted }: ModelPanelProps & { readonly models: readonly PossibleModel[] }) {
  const { t } = useTranslation();
  const before = slide.state.kind === 'open' ? null : slide.state.model.run;
  const [run, setRun] = useState<number | null>(before);
  const [isThorough, setIsThorough] = useState(slide.state.kind === 'open' ? false : slide.state.model.testTimeAugmentation);
  const [own, setOwn] = useState('');
  const ttaId = useId();
  const classify = useOrder('slides.classify');
  const model = models.find((one) => one.run === run) ?? models[0];
  if (model === undefined) return null;
  const threshold = own.trim() === '' ? null : shareTyped(own);
  const isEnough = threshold !== undefined && (threshold !== null || model.calibration !== null || model.validated > 0);
  const start = () => {
    if (threshold === undefined || model.run === null) return;
    const asked = { slide: slide.id, model: { kind: 'run' as const, run: model.run }, testTimeAugmentation: isThorough, threshold };
    classify.mutate(asked);
    onStarted?.();
  };
  return (
    <>
      <ModelList models={models} chosen={model} onChoose={(one) => setRun(one.run)} />
      <ThresholdField key={model.run} model={model} own={own} onOwn={setOwn} />
      <Box>
        <FormControlLabel
          control={
            <Switch checked={isThorough} onChange={(_, isOn) => setIsThorough(isOn)} slotProps={{ input: { 'aria-describedby': ttaId } }} />
          }
          label={t('classify.model.tta')}
        />
        <FormHelperText id={ttaId} sx={{ ml: 6 }}>
          {t('classify.model.ttaHelp')}
        </FormHelperText>
      </Box>
      {classify.error !== null && <ErrorNotice error={classify.error} />}
      <Button variant="contained" size="large" startIcon={<StartIcon />} disabled={!isEnough} loading={classify.isPending} onClick={start}>
        {t('classify.model.start', { count: slide.cells })}
      </Button>
    </>
  );
}
