/** One field of a recipe, by its kind: typed, chosen or switched. */
import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import InputAdornment from '@mui/material/InputAdornment';
import MenuItem from '@mui/material/MenuItem';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { FIELDS, type FieldId } from './fields.ts';
import { useFieldWords } from './useFieldWords.ts';

export type RecipeFieldProps = {
  readonly id: FieldId;
  readonly text: string;
  readonly isWrong: boolean;
  readonly onChange: (text: string) => void;
};

/** Of class weights. */
const WEIGHTS = ['none', 'balanced', 'own'] as const;

export function RecipeField({ id, text, isWrong, onChange }: RecipeFieldProps) {
  const { labelOf, helpOf, choiceOf } = useFieldWords();
  const field = FIELDS[id];
  if (field.kind === 'switch' || field.kind === 'flag') return <SwitchField {...{ id, text, onChange }} />;
  const choices = field.kind === 'choice' ? field.choices : field.kind === 'weights' ? WEIGHTS : null;
  const unit = 'unit' in field ? field.unit : undefined;
  return (
    <TextField
      size="small"
      fullWidth
      select={choices !== null}
      label={labelOf(id)}
      helperText={helpOf(id)}
      error={isWrong}
      value={text}
      onChange={({ target }) => onChange(target.value)}
      slotProps={{
        htmlInput: { inputMode: field.kind === 'names' ? 'text' : 'decimal', autoComplete: 'off' },
        input: unit === undefined ? {} : { endAdornment: <InputAdornment position="end">{unit}</InputAdornment> },
      }}
    >
      {choices?.map((choice) => (
        <MenuItem key={choice} value={choice}>
          {choiceOf(choice)}
        </MenuItem>
      ))}
    </TextField>
  );
}

function SwitchField({ id, text, onChange }: Omit<RecipeFieldProps, 'isWrong'>) {
  const { labelOf, helpOf } = useFieldWords();
  const help = useId();
  return (
    <Box>
      <FormControlLabel
        control={
          <Switch
            size="small"
            checked={text === 'on'}
            onChange={(_, isOn) => onChange(isOn ? 'on' : 'off')}
            slotProps={{ input: { 'aria-describedby': help } }}
          />
        }
        label={labelOf(id)}
        sx={{ ml: 0, gap: 0.5 }}
      />
      <FormHelperText id={help} sx={{ mx: 0 }}>
        {helpOf(id)}
      </FormHelperText>
    </Box>
  );
}

export type ClassWeightsProps = {
  readonly classes: readonly string[];
  readonly weights: Readonly<Record<string, string>>;
  readonly isWrong: boolean;
  readonly onWeigh: (name: string, text: string) => void;
};

export function ClassWeights({ classes, weights, isWrong, onWeigh }: ClassWeightsProps) {
  const { t } = useTranslation();
  return classes.map((name) => (
    <TextField
      key={name}
      size="small"
      label={t('training.weightOf', { name })}
      placeholder="1"
      value={weights[name] ?? ''}
      error={isWrong}
      onChange={({ target }) => onWeigh(name, target.value)}
      slotProps={{ inputLabel: { shrink: true }, htmlInput: { inputMode: 'decimal', autoComplete: 'off' } }}
    />
  ));
}
