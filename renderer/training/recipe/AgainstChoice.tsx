/** Which recipe the one being edited is held against. */
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useTranslation } from 'react-i18next';
import type { SavedRecipe } from '../../../app/contract/training.ts';
import type { Against } from './kept.ts';

export type AgainstChoiceProps = {
  readonly offered: readonly SavedRecipe[];
  readonly against: Against;
  readonly onChange: (name: string | null) => void;
};

/** What the select says for the study's own recipe: no name is empty. */
const STUDY = '';

export function AgainstChoice({ offered, against, onChange }: AgainstChoiceProps) {
  const { t } = useTranslation();
  if (offered.length === 0) return null;
  return (
    <TextField
      select
      size="small"
      label={t('training.heldAgainst')}
      value={against.name ?? STUDY}
      onChange={({ target }) => onChange(target.value === STUDY ? null : target.value)}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
      sx={{ width: 250 }}
    >
      <MenuItem value={STUDY}>{t('training.usualRecipe')}</MenuItem>
      {offered.map(({ name }) => (
        <MenuItem key={name} value={name}>
          {name}
        </MenuItem>
      ))}
    </TextField>
  );
}
