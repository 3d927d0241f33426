/** The finished runs to choose from, each with what is known of it. */
import Box from '@mui/material/Box';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { PossibleModel } from '../../../app/contract/slides.ts';
import { useShare } from '../../parts/useShare.ts';
import { SHORT_HASH } from '../slide/ModelFacts.tsx';
import { useFormats } from '../useFormats.ts';

export type ModelListProps = {
  readonly models: readonly PossibleModel[];
  readonly chosen: PossibleModel;
  readonly onChoose: (model: PossibleModel) => void;
};

export function ModelList({ models, chosen, onChoose }: ModelListProps) {
  const { t } = useTranslation();
  const choose = (value: string) => {
    const model = models[Number(value)];
    if (model !== undefined) onChoose(model);
  };
  return (
    <RadioGroup
      aria-label={t('classify.model.title')}
      value={String(models.indexOf(chosen))}
      onChange={(_, value) => choose(value)}
      sx={{ flexWrap: 'nowrap', maxHeight: 320, overflowY: 'auto', border: 1, borderColor: 'divider', borderRadius: 1 }}
    >
      {models.map((model, at) => (
        <Box
          component="label"
          key={model.run ?? model.name}
          sx={{
            ...{ display: 'flex', alignItems: 'flex-start', gap: 0.5, px: 0.5, py: 0.75, cursor: 'pointer' },
            ...{ borderTop: at === 0 ? 0 : 1, borderColor: 'divider', bgcolor: model === chosen ? 'action.selected' : undefined },
          }}
        >
          <Radio size="small" value={String(at)} sx={{ mt: -0.5 }} />
          <Facts model={model} />
        </Box>
      ))}
    </RadioGroup>
  );
}

function Facts({ model }: { readonly model: PossibleModel }) {
  const { t } = useTranslation();
  const share = useShare();
  const formats = useFormats();
  const { calibration, dataSet } = model;
  const words = [
    `${t(`runs.networks.${model.network}`)} · ${t('classify.model.trainedOn', { dataSet: dataSet.name, hash: dataSet.hash.slice(0, SHORT_HASH) })}`,
    model.validated === 0
      ? t('classify.model.unscored')
      : t('classify.model.scores', { score: formats.score(model.macroF1), count: model.validated }),
    calibration === null
      ? t('classify.model.uncalibrated')
      : t('classify.model.calibrated', { threshold: share(calibration.threshold), error: share(calibration.targetError) }),
  ];
  return (
    <Box component="span" sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
      <Typography component="span" sx={{ fontWeight: 600, display: 'block' }}>
        {model.name}
      </Typography>
      {words.map((text) => (
        <Typography key={text} component="span" variant="body2" color="textSecondary" sx={{ display: 'block' }}>
          {text}
        </Typography>
      ))}
    </Box>
  );
}
