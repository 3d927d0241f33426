/** For which class heat maps are shown and how strongly, with what their colours mean. */
import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import Slider from '@mui/material/Slider';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { heatColour } from '../../../app/contract/explanation.ts';
import { ClassName } from '../ClassName.tsx';
import { type HeatView, heatOf, heatText } from './heatOf.ts';

export type HeatControlsProps = {
  readonly view: HeatView;
  readonly onView: (view: HeatView) => void;
  /** Of the data set, for their colours. */
  readonly classes: readonly string[];
};

export function HeatControls({ view, onView, classes }: HeatControlsProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <Stack direction="row" sx={{ gap: 2, alignItems: 'center', flexWrap: 'wrap' }}>
      <TextField
        select
        size="small"
        sx={{ minWidth: 190 }}
        label={t('heatMap.class')}
        value={heatText(view.of)}
        onChange={(event) => onView({ ...view, of: heatOf(event.target.value) })}
      >
        {(['predicted', 'labelled'] as const).map((kind) => (
          <MenuItem key={kind} value={heatText({ kind })}>
            {t(`heatMap.${kind}`)}
          </MenuItem>
        ))}
        {classes.map((name) => (
          <MenuItem key={name} value={heatText({ kind: 'class', name })}>
            <ClassName name={name} classes={classes} />
          </MenuItem>
        ))}
      </TextField>
      <Stack direction="row" sx={{ gap: 1.5, alignItems: 'center', typography: 'body2' }}>
        <span id={id}>{t('heatMap.opacity')}</span>
        <Slider
          size="small"
          sx={{ width: 110 }}
          min={0}
          max={1}
          step={0.05}
          value={view.opacity}
          aria-labelledby={id}
          onChange={(_, value) => onView({ ...view, opacity: Array.isArray(value) ? (value[0] ?? 0) : value })}
        />
      </Stack>
      <Key />
    </Stack>
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
