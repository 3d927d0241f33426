/** Which data set the screens show. */
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../app/contract/dataSets.ts';
import { usePlace } from './place.ts';

export function DataSetChoice({ dataSets, chosen }: { readonly dataSets: readonly DataSet[]; readonly chosen: DataSet }) {
  const { t } = useTranslation();
  const [, go] = usePlace();
  return (
    <TextField
      select
      size="small"
      label={t('frame.dataSet')}
      value={chosen.id}
      onChange={({ target }) => go({ dataSet: Number(target.value) })}
      sx={{ minWidth: 200 }}
    >
      {dataSets.map(({ id, name }) => (
        <MenuItem key={id} value={id}>
          {name}
        </MenuItem>
      ))}
    </TextField>
  );
}
