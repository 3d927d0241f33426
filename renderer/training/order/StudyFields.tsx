/** What the whole study is made of: three data sets, the subsets in per cent, one seed, a device. */
import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../../app/contract/dataSets.ts';
import { dataSetRoleSchema } from '../../../app/contract/words.ts';
import { DeviceField } from './DeviceField.tsx';
import { FIELD_GRID, type OrderFieldsProps, typed } from './fieldProps.ts';

export function StudyFields(props: OrderFieldsProps & { readonly dataSets: readonly DataSet[] }) {
  const { t } = useTranslation();
  const { form, change, wrong, offered, dataSets } = props;
  return (
    <Stack sx={{ gap: 2 }}>
      <Typography variant="body2" color="textSecondary" sx={{ maxWidth: '85ch' }}>
        {t('training.studyAbout')}
      </Typography>
      <Box sx={FIELD_GRID}>
        {dataSetRoleSchema.options.map((role) => (
          <TextField
            key={role}
            select
            fullWidth
            size="small"
            label={t(`training.roles.${role}`)}
            helperText={t(`training.rolesHelp.${role}`)}
            error={wrong.includes('dataSets') && form.dataSets[role] === null}
            value={form.dataSets[role] ?? ''}
            onChange={({ target }) => change({ dataSets: { ...form.dataSets, [role]: Number(target.value) } })}
          >
            {dataSets.map(({ id, name }) => (
              <MenuItem key={id} value={id}>
                {name}
              </MenuItem>
            ))}
          </TextField>
        ))}
        <TextField {...typed(props, 'percents', { label: t('training.percents'), help: t('training.percentsHelp') })} />
        <TextField {...typed(props, 'drawSeed', { label: t('training.studySeed'), help: t('training.studySeedHelp') })} />
        <DeviceField device={form.device} onChange={(device) => change({ device })} />
        <TextField
          {...typed(props, 'name', { label: t('training.name'), help: t('training.nameHelp') })}
          placeholder={offered}
          slotProps={{ inputLabel: { shrink: true }, htmlInput: { autoComplete: 'off' } }}
        />
      </Box>
    </Stack>
  );
}
