/** The three finished runs that an ensemble starts from. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { PossibleInput } from '../../../app/contract/training.ts';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { FIELD_GRID } from './fieldProps.ts';
import { type OrderForm, PARTS } from './orderForm.ts';
import { useInputWords } from './useInputWords.ts';

export type InputFieldsProps = {
  readonly inputs: OrderForm['inputs'];
  readonly possible: { readonly data: readonly PossibleInput[] | undefined; readonly error: Error | null };
  readonly onChange: (inputs: OrderForm['inputs']) => void;
};

export function InputFields({ inputs, possible: { data, error }, onChange }: InputFieldsProps) {
  const { t } = useTranslation();
  const words = useInputWords();
  if (error !== null) return <ErrorNotice error={error} />;
  const missing = data === undefined ? [] : PARTS.filter((part) => !data.some((input) => input.part === part));
  return (
    <Box component="section" aria-label={t('training.startsFrom')}>
      <Typography variant="h3" sx={{ mb: 1.5 }}>
        {t('training.startsFrom')}
      </Typography>
      <Box sx={FIELD_GRID}>
        {PARTS.filter((part) => !missing.includes(part)).map((part) => (
          <TextField
            key={part}
            select
            fullWidth
            size="small"
            label={t(`training.networks.${part}`)}
            value={inputs[part] ?? ''}
            onChange={({ target }) => onChange({ ...inputs, [part]: Number(target.value) })}
          >
            {(data ?? [])
              .filter((input) => input.part === part)
              .map((input) => (
                <MenuItem key={input.run} value={input.run}>
                  {words(input)}
                </MenuItem>
              ))}
          </TextField>
        ))}
      </Box>
      {missing.length > 0 && (
        <Alert severity="info" sx={{ mt: missing.length === PARTS.length ? 0 : 1.5 }}>
          {t('training.missingParts', { parts: missing.map((part) => t(`training.networks.${part}`)).join(', ') })}
        </Alert>
      )}
    </Box>
  );
}
