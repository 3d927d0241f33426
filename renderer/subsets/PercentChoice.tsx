/** A percentage by slider, by preset or typed. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonGroup from '@mui/material/ButtonGroup';
import InputAdornment from '@mui/material/InputAdornment';
import Slider from '@mui/material/Slider';
import TextField from '@mui/material/TextField';
import { useTranslation } from 'react-i18next';
import { PRESETS, percentAt, STEPS, stepOf } from './percentScale.ts';

type Props = { readonly text: string; readonly isWrong: boolean; readonly onChange: (text: string) => void };

export function PercentChoice({ text, isWrong, onChange }: Props) {
  const { t } = useTranslation();
  const percent = Number(text.replace(',', '.'));
  return (
    <Box>
      <ButtonGroup fullWidth size="small" aria-label={t('subsets.presets')} sx={{ mb: 1 }}>
        {PRESETS.map((preset) => (
          <Button
            key={preset}
            variant={percent === preset ? 'contained' : 'outlined'}
            aria-pressed={percent === preset}
            onClick={() => onChange(String(preset))}
          >
            {preset} %
          </Button>
        ))}
      </ButtonGroup>
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', px: 1 }}>
        <Slider
          aria-label={t('subsets.percent')}
          min={0}
          max={STEPS}
          value={stepOf(Number.isFinite(percent) ? percent : 0)}
          getAriaValueText={(step) => `${percentAt(step)} %`}
          marks={PRESETS.map((preset) => ({ value: stepOf(preset) }))}
          onChange={(_, step) => onChange(String(percentAt(typeof step === 'number' ? step : (step[0] ?? 0))))}
        />
        <TextField
          size="small"
          label={t('subsets.percent')}
          value={text}
          error={isWrong}
          onChange={({ target }) => onChange(target.value)}
          slotProps={{
            input: { endAdornment: <InputAdornment position="end">%</InputAdornment> },
            htmlInput: { inputMode: 'decimal' },
          }}
          sx={{ width: 132, flexShrink: 0 }}
        />
      </Box>
      {isWrong && (
        <Box role="alert" sx={{ color: 'error.main', typography: 'caption', px: 1, pt: 0.5 }}>
          {t('subsets.wrong.percent')}
        </Box>
      )}
    </Box>
  );
}
