/** Theme and language. */
import Alert from '@mui/material/Alert';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useTranslation } from 'react-i18next';
import { languageSchema, settingsSchema, themeSchema } from '../../app/contract/settings.ts';
import { useCall, useOrder } from '../connection/calls.ts';
import { Section } from './Section.tsx';

const LANGUAGES = ['system', ...languageSchema.options] as const;

export function Appearance() {
  const { t } = useTranslation();
  const settings = useCall('settings.read', {}).data ?? settingsSchema.parse({});
  const change = useOrder('settings.change');
  return (
    <Section title={t('settings.appearance')}>
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
        <TextField
          select
          fullWidth
          size="small"
          label={t('settings.theme')}
          value={settings.theme}
          onChange={({ target }) => change.mutate({ theme: themeSchema.parse(target.value) })}
        >
          {themeSchema.options.map((theme) => (
            <MenuItem key={theme} value={theme}>
              {t(`settings.themes.${theme}`)}
            </MenuItem>
          ))}
        </TextField>
        <TextField
          select
          fullWidth
          size="small"
          label={t('settings.language')}
          value={settings.language}
          onChange={({ target }) => change.mutate({ language: settingsSchema.shape.language.parse(target.value) })}
        >
          {LANGUAGES.map((language) => (
            <MenuItem key={language} value={language}>
              {t(`settings.languages.${language}`)}
            </MenuItem>
          ))}
        </TextField>
      </Stack>
      {change.isError && (
        <Alert severity="error" sx={{ mt: 1 }}>
          {change.error.message}
        </Alert>
      )}
    </Section>
  );
}
