/** A folder: its path typed, or chosen in a window of the operating system where there is one. */
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useTranslation } from 'react-i18next';
import { useFolderChoice } from '../parts/useFolderChoice.ts';

export type FolderFieldProps = {
  readonly label: string;
  readonly help: string;
  readonly value: string;
  readonly onChange: (folder: string) => void;
};

export function FolderField({ label, help, value, onChange }: FolderFieldProps) {
  const { t } = useTranslation();
  const choice = useFolderChoice(onChange);
  return (
    <Stack direction="row" spacing={1} sx={{ alignItems: 'flex-start' }}>
      <TextField
        fullWidth
        size="small"
        label={label}
        helperText={help}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        slotProps={{ htmlInput: { spellCheck: false, autoComplete: 'off' } }}
      />
      {choice.isThere && (
        <Button sx={{ flexShrink: 0 }} onClick={choice.choose}>
          {t('settings.choose')}
        </Button>
      )}
    </Stack>
  );
}
