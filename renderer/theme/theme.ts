/** How Smearlab looks: quiet surfaces, so that the cells are what has colour. */
import { createTheme, type Theme } from '@mui/material/styles';
import { OKABE_ITO } from '../../app/contract/colours.ts';

export function smearlabTheme(mode: 'light' | 'dark'): Theme {
  const isDark = mode === 'dark';
  return createTheme({
    palette: {
      mode,
      primary: { main: isDark ? OKABE_ITO.skyBlue : OKABE_ITO.blue },
      secondary: { main: isDark ? OKABE_ITO.orange : '#a34a00' },
      warning: { main: isDark ? OKABE_ITO.orange : '#8a5a00' },
      success: { main: isDark ? '#4fd1a5' : '#006b4b' },
      info: { main: isDark ? OKABE_ITO.skyBlue : OKABE_ITO.blue },
      error: { main: isDark ? '#ff9b73' : '#b23c00' },
      background: isDark ? { default: '#14161a', paper: '#1b1e22' } : { default: '#f4f6f8', paper: '#ffffff' },
      text: isDark ? { primary: '#e6e8eb', secondary: '#a9b1ba' } : { primary: '#1c1f23', secondary: '#545b63' },
      divider: isDark ? '#353b43' : '#d9dde2',
    },
    shape: { borderRadius: 8 },
    typography: {
      fontFamily: 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
      h1: { fontSize: '1.5rem', fontWeight: 600 },
      h2: { fontSize: '1.15rem', fontWeight: 600 },
      h3: { fontSize: '1rem', fontWeight: 600 },
      button: { textTransform: 'none', fontWeight: 600 },
    },
    components: {
      MuiButton: { defaultProps: { disableElevation: true } },
      MuiPaper: { defaultProps: { variant: 'outlined' }, styleOverrides: { root: { backgroundImage: 'none' } } },
      MuiButtonBase: { styleOverrides: { root: { '&.Mui-focusVisible': { outline: `3px solid ${OKABE_ITO.orange}`, outlineOffset: 1 } } } },
    },
  });
}
