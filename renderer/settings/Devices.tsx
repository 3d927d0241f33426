/** What this computer can train on, and why not on the rest. */

import OpensIcon from '@mui/icons-material/CheckCircleOutlined';
import OpensNotIcon from '@mui/icons-material/RemoveCircleOutlined';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import List from '@mui/material/List';
import ListItem from '@mui/material/ListItem';
import ListItemIcon from '@mui/material/ListItemIcon';
import ListItemText from '@mui/material/ListItemText';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DeviceFacts } from '../../app/contract/settings.ts';
import { callKey, useOrder } from '../connection/calls.ts';
import { Section } from './Section.tsx';

export function Devices() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const tried = useOrder('settings.devices');
  // Kept while the window is open: a driver is not tried again for looking at this screen twice.
  const devices = tried.data ?? queries.getQueryData<readonly DeviceFacts[]>(callKey('settings.devices', {}));
  const tryAll = () => tried.mutate({}, { onSuccess: (found) => queries.setQueryData(callKey('settings.devices', {}), found) });
  return (
    <Section title={t('settings.devices')} about={t('settings.devicesAbout')}>
      <Button variant="outlined" loading={tried.isPending} onClick={tryAll}>
        {t('settings.tryDevices')}
      </Button>
      {tried.isError && (
        <Alert severity="error" sx={{ mt: 1 }}>
          {tried.error.message}
        </Alert>
      )}
      {devices !== undefined && (
        <List dense aria-label={t('settings.devices')}>
          {devices.map((device) => (
            <DeviceRow key={device.device} facts={device} />
          ))}
        </List>
      )}
    </Section>
  );
}

function DeviceRow({ facts }: { readonly facts: DeviceFacts }) {
  const { t } = useTranslation();
  const name = t(`settings.deviceNames.${facts.device}`);
  const versions = facts.opens ? Object.entries(facts.versions).map(([what, version]) => `${what} ${version}`) : [];
  return (
    <ListItem disableGutters sx={{ alignItems: 'flex-start' }}>
      <ListItemIcon sx={{ minWidth: 36, mt: 0.75 }}>
        {facts.opens ? <OpensIcon color="success" aria-hidden /> : <OpensNotIcon color="disabled" aria-hidden />}
      </ListItemIcon>
      <ListItemText
        primary={`${name}: ${t(facts.opens ? 'settings.opens' : 'settings.opensNot')}`}
        secondary={facts.opens ? versions.join(', ') : facts.reason}
      />
    </ListItem>
  );
}
