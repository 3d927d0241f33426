/** Theme and language as they are set, also when they change while the window is open. */
import CssBaseline from '@mui/material/CssBaseline';
import { ThemeProvider } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { type ReactNode, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../connection/calls.ts';
import { languageOf } from '../messages/messages.ts';
import { smearlabTheme } from '../theme/theme.ts';

export function Look({ children }: { readonly children: ReactNode }) {
  const settings = useCall('settings.read', {}).data;
  const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)');
  const { i18n } = useTranslation();
  const language = languageOf(settings?.language ?? 'system', navigator.languages);
  useEffect(() => {
    document.documentElement.lang = language;
    if (i18n.language !== language) void i18n.changeLanguage(language);
  }, [language, i18n]);
  const choice = settings?.theme ?? 'system';
  const mode = choice === 'system' ? (systemIsDark ? 'dark' : 'light') : choice;
  const theme = useMemo(() => smearlabTheme(mode), [mode]);
  return (
    <ThemeProvider theme={theme}>
      <CssBaseline enableColorScheme />
      {children}
    </ThemeProvider>
  );
}
