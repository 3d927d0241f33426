/** The name of a data set, checked while it is typed. */
import TextField from '@mui/material/TextField';
import { useTranslation } from 'react-i18next';
import type { Problem } from './importForm.ts';

type NameFieldProps = {
  readonly name: string;
  readonly problem: Problem | undefined;
  /** The name under which the folder is in the library already. */
  readonly known: string | null;
  readonly onChange: (name: string) => void;
};

export function NameField({ name, problem, known, onChange }: NameFieldProps) {
  const { t } = useTranslation();
  const said = known !== null && known === name.trim() ? t('import.known', { name: known }) : t('import.nameHint');
  return (
    <TextField
      size="small"
      fullWidth
      label={t('import.name')}
      value={name}
      error={problem !== undefined}
      helperText={problem === undefined ? said : t(`import.problem.${problem}`)}
      onChange={({ target }) => onChange(target.value)}
      slotProps={{ htmlInput: { spellCheck: false, autoComplete: 'off' } }}
    />
  );
}
