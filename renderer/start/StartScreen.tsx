import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { useOrder } from '../connection/calls.ts';

export function StartScreen() {
  const { t } = useTranslation();
  const sample = useOrder('library.sample');
  return (
    <Box sx={{ flex: 1, p: 2 }}>
      <Typography variant="h1">{t('start.title')}</Typography>
      <Button onClick={() => sample.mutate({})}>Sample</Button>
    </Box>
  );
}
