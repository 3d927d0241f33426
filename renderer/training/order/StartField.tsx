/** Whether a network begins with new values, or goes on with what a finished run of its own kind learned. */
import ListItemText from '@mui/material/ListItemText';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useTranslation } from 'react-i18next';
import type { PossibleInput } from '../../../app/contract/training.ts';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { useInputWords } from './useInputWords.ts';

export type StartFieldProps = {
  readonly startsFrom: number | null;
  readonly possible: { readonly data: readonly PossibleInput[] | undefined; readonly error: Error | null };
  readonly onChange: (startsFrom: number | null) => void;
};

/** What the select says for new values: no run has this id. */
const NEW = 0;

export function StartField({ startsFrom, possible: { data, error }, onChange }: StartFieldProps) {
  const { t } = useTranslation();
  const words = useInputWords();
  if (error !== null) return <ErrorNotice error={error} />;
  const chosen = data?.find(({ run }) => run === startsFrom);
  const help = chosen?.hasItsClasses === false ? 'training.newHead' : data?.length === 0 ? 'training.noStart' : 'training.startHelp';
  return (
    <TextField
      select
      fullWidth
      size="small"
      label={t('training.start')}
      helperText={t(help)}
      value={chosen?.run ?? NEW}
      onChange={({ target }) => onChange(Number(target.value) === NEW ? null : Number(target.value))}
      slotProps={{
        select: {
          SelectDisplayProps: { title: chosen === undefined ? '' : words(chosen) },
          renderValue: () => (chosen === undefined ? t('training.startNew') : words(chosen)),
        },
      }}
    >
      <MenuItem value={NEW}>{t('training.startNew')}</MenuItem>
      {(data ?? []).map((input) => (
        <MenuItem key={input.run} value={input.run}>
          <ListItemText primary={words(input)} secondary={input.hasItsClasses ? undefined : t('training.otherClasses')} />
        </MenuItem>
      ))}
    </TextField>
  );
}
