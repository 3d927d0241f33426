/** Where runs looked in an image, side by side: for what each took it for, or for one class of all. */
import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import Slider from '@mui/material/Slider';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { heatColour } from '../../../app/contract/explanation.ts';
import type { ImageCard } from '../../../app/contract/library.ts';
import { ClassName } from '../ClassName.tsx';
import { type ExplainedRun, RunHeatMap } from './RunHeatMap.tsx';

export type HeatMapsProps = {
  readonly image: Pick<ImageCard, 'id' | 'sha256' | 'width' | 'height'>;
  /** Finished ones that tell classes apart. */
  readonly runs: readonly ExplainedRun[];
  /** Of the data set, for their colours. */
  readonly classes: readonly string[];
};

/** No class is called so: names are not empty. */
const PREDICTED = '';

export function HeatMaps({ image, runs, classes }: HeatMapsProps) {
  const { t } = useTranslation();
  const [of, setOf] = useState(PREDICTED);
  const [opacity, setOpacity] = useState(0.75);
  const id = useId();
  return (
    <Box component="section" aria-labelledby={id}>
      <Typography variant="h3" id={id} sx={{ mb: 0.5 }}>
        {t('heatMap.title')}
      </Typography>
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1.5 }}>
        {t('heatMap.about')}
      </Typography>
      <Stack direction="row" sx={{ gap: 2, mb: 2, alignItems: 'center', flexWrap: 'wrap' }}>
        <TextField
          select
          size="small"
          sx={{ minWidth: 190 }}
          label={t('heatMap.class')}
          value={of}
          onChange={(event) => setOf(event.target.value)}
          slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
        >
          <MenuItem value={PREDICTED}>{t('heatMap.predicted')}</MenuItem>
          {classes.map((name) => (
            <MenuItem key={name} value={name}>
              <ClassName name={name} classes={classes} />
            </MenuItem>
          ))}
        </TextField>
        <Stack direction="row" sx={{ gap: 1.5, alignItems: 'center', typography: 'body2' }}>
          <span id={`${id}-opacity`}>{t('heatMap.opacity')}</span>
          <Slider
            size="small"
            sx={{ width: 110 }}
            min={0}
            max={1}
            step={0.05}
            value={opacity}
            aria-labelledby={`${id}-opacity`}
            onChange={(_, value) => setOpacity(Array.isArray(value) ? (value[0] ?? 0) : value)}
          />
        </Stack>
        <Key />
      </Stack>
      <Box
        component="ul"
        sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(170px, 1fr))' }}
      >
        {runs.map((run) => (
          <RunHeatMap key={run.id} run={run} image={image} of={of === PREDICTED ? null : of} opacity={opacity} />
        ))}
      </Box>
    </Box>
  );
}

/** What the colours mean. */
function Key() {
  const { t } = useTranslation();
  const colours = [0, 0.25, 0.5, 0.75, 1].map((share) => `rgb(${heatColour(share).join(' ')})`);
  return (
    <Stack direction="row" sx={{ gap: 1, ml: 1, alignItems: 'center', typography: 'caption' }}>
      <span>{t('heatMap.little')}</span>
      <Box aria-hidden sx={{ width: 72, height: 10, borderRadius: 0.5, background: `linear-gradient(to right, ${colours.join(', ')})` }} />
      <span>{t('heatMap.much')}</span>
    </Stack>
  );
}
