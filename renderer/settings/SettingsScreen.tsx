import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';

export function SettingsScreen() {
  const { t } = useTranslation();
  return (
    <Box sx={{ flex: 1, p: 2 }}>
      <Typography variant="h1">{t('settings.title')}</Typography>
    </Box>
  );
}
