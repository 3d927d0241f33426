/** A PIN or passphrase: never shown, and never kept by the browser. */
import TextField from '@mui/material/TextField';

export type SecretFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly help?: string;
  readonly isNew?: boolean;
  readonly hasFocus?: boolean;
};

export function SecretField({ label, value, onChange, help, isNew = false, hasFocus = false }: SecretFieldProps) {
  return (
    <TextField
      required
      fullWidth
      size="small"
      type="password"
      autoFocus={hasFocus}
      label={label}
      helperText={help}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      slotProps={{ htmlInput: { maxLength: 200, autoComplete: isNew ? 'new-password' : 'off' } }}
    />
  );
}
