/** A folder: its path typed, or chosen in a window of the operating system where there is one. */
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useTranslation } from 'react-i18next';
import { useOrder } from '../connection/calls.ts';

export type FolderFieldProps = {
  readonly label: string;
  readonly help: string;
  readonly value: string;
  readonly choosesFolders: boolean;
  readonly onChange: (folder: string) => void;
};

export function FolderField({ label, help, value, choosesFolders, onChange }: FolderFieldProps) {
  const { t } = useTranslation();
  const choose = useOrder('application.chooseFolder');
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
      {choosesFolders && (
        <Button
          sx={{ flexShrink: 0 }}
          onClick={() => choose.mutate({}, { onSuccess: ({ folder }) => folder !== null && onChange(folder) })}
        >
          {t('settings.choose')}
        </Button>
      )}
    </Stack>
  );
}
