/** What it is computed on: the fastest, or a device of this computer; of those that do not open, why. */

import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ListItemText from '@mui/material/ListItemText';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useTranslation } from 'react-i18next';
import { type DeviceChoice, deviceChoiceSchema, deviceSchema } from '../../../app/contract/device.ts';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { useDevices } from '../../parts/useDevices.ts';

export type DeviceFieldProps = { readonly device: DeviceChoice; readonly onChange: (device: DeviceChoice) => void };

export function DeviceField({ device, onChange }: DeviceFieldProps) {
  const { t } = useTranslation();
  const { devices, isTrying, error, tryAll } = useDevices();
  const reasonOf = (one: DeviceChoice) => {
    const facts = devices?.find((known) => known.device === one);
    if (facts === undefined) return { opens: true, words: t('training.deviceNotTried') };
    return facts.opens ? { opens: true, words: t('settings.opens') } : { opens: false, words: facts.reason };
  };
  const name = (one: DeviceChoice) => (one === 'auto' ? t('training.deviceAuto') : t(`settings.deviceNames.${one}`));
  return (
    <Box>
      <TextField
        select
        fullWidth
        size="small"
        label={t('training.device')}
        helperText={devices === undefined ? undefined : t('training.deviceHelp')}
        value={device}
        onChange={({ target }) => onChange(deviceChoiceSchema.parse(target.value))}
        slotProps={{ select: { renderValue: (value) => name(deviceChoiceSchema.parse(value)), MenuProps: { sx: { maxWidth: 520 } } } }}
      >
        <MenuItem value="auto">
          <ListItemText primary={name('auto')} secondary={t('training.deviceAutoHelp')} />
        </MenuItem>
        {deviceSchema.options.map((one) => {
          const { opens, words } = reasonOf(one);
          return (
            <MenuItem key={one} value={one} disabled={!opens} sx={{ '&.Mui-disabled': { opacity: 0.75 } }}>
              <ListItemText primary={name(one)} secondary={words} slotProps={{ secondary: { sx: { whiteSpace: 'normal' } } }} />
            </MenuItem>
          );
        })}
      </TextField>
      {devices === undefined && (
        <Button size="small" loading={isTrying} onClick={tryAll} sx={{ mt: 0.25 }}>
          {t('settings.tryDevices')}
        </Button>
      )}
      {error !== null && <ErrorNotice error={error} />}
    </Box>
  );
}
