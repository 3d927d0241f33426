/** A share that is typed in per cent. */
import InputAdornment from '@mui/material/InputAdornment';
import type { SxProps } from '@mui/material/styles';
import TextField from '@mui/material/TextField';

export type PercentFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isWrong: boolean;
  readonly isRequired?: boolean;
  readonly sx?: SxProps;
};

export function PercentField({ label, value, onChange, isWrong, isRequired = false, sx = {} }: PercentFieldProps) {
  return (
    <TextField
      size="small"
      fullWidth
      label={label}
      value={value}
      error={isWrong}
      required={isRequired}
      onChange={({ target }) => onChange(target.value)}
      sx={sx}
      slotProps={{
        htmlInput: { inputMode: 'decimal', maxLength: 8, autoComplete: 'off' },
        input: { endAdornment: <InputAdornment position="end">%</InputAdornment> },
      }}
    />
  );
}
