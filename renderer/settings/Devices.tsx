/** What this computer can train on, and why not on the rest. */

import OpensIcon from '@mui/icons-material/CheckCircleOutlined';
import OpensNotIcon from '@mui/icons-material/RemoveCircleOutlined';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import List from '@mui/material/List';
import ListItem from '@mui/material/ListItem';
import ListItemIcon from '@mui/material/ListItemIcon';
import ListItemText from '@mui/material/ListItemText';
import { useTranslation } from 'react-i18next';
import type { DeviceFacts } from '../../app/contract/settings.ts';
import { useDevices } from '../parts/useDevices.ts';
import { Section } from './Section.tsx';

export function Devices() {
  const { t } = useTranslation();
  const { devices, isTrying, error, tryAll } = useDevices();
  return (
    <Section title={t('settings.devices')} about={t('settings.devicesAbout')}>
      <Button variant="outlined" loading={isTrying} onClick={tryAll}>
        {t('settings.tryDevices')}
      </Button>
      {error !== null && (
        <Alert severity="error" sx={{ mt: 1 }}>
          {error.message}
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
