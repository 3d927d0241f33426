/** The Settings screen: how Smearlab looks, where it keeps things, what it can compute on, backups, users and the audit trail. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { useCall } from '../connection/calls.ts';
import { Appearance } from './Appearance.tsx';
import { AuditTrail } from './AuditTrail.tsx';
import { Backups } from './Backups.tsx';
import { DataFolder } from './DataFolder.tsx';
import { Devices } from './Devices.tsx';
import { Ranges } from './Ranges.tsx';
import { Users } from './Users.tsx';

export function SettingsScreen() {
  const { t } = useTranslation();
  const start = useCall('application.start', {}).data;
  return (
    <Box sx={{ flex: 1, overflow: 'auto', p: 3 }}>
      <Typography variant="h1" sx={{ mb: 2 }}>
        {t('settings.title')}
      </Typography>
      <Box sx={{ display: 'grid', gap: 2, maxWidth: 1200, gridTemplateColumns: { xs: '1fr', lg: '1fr 1fr' }, alignItems: 'start' }}>
        <Box sx={{ display: 'grid', gap: 2 }}>
          <Appearance />
          <Devices />
          <Users />
          <Ranges />
        </Box>
        <Box sx={{ display: 'grid', gap: 2 }}>
          <DataFolder />
          <Backups />
          <AuditTrail />
        </Box>
      </Box>
      <Typography variant="body2" color="textSecondary" sx={{ mt: 2 }}>
        {start !== undefined && t('settings.version', { version: start.version })}
      </Typography>
    </Box>
  );
}
