/** What one network is trained on: data set, subset, masked copies, seeds, device, and what an ensemble starts from. */
import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import MenuItem from '@mui/material/MenuItem';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedSubset } from '../../../app/contract/library.ts';
import type { PossibleInput } from '../../../app/contract/training.ts';
import { DeviceField } from './DeviceField.tsx';
import { FIELD_GRID, type OrderFieldsProps, typed } from './fieldProps.ts';
import { InputFields } from './InputFields.tsx';
import { StartField } from './StartField.tsx';

type Asked<T> = { readonly data: T | undefined; readonly error: Error | null };

export type RunFieldsProps = OrderFieldsProps & {
  readonly choice: ReactNode;
  readonly subsets: Asked<readonly SavedSubset[]>;
  readonly possible: Asked<readonly PossibleInput[]>;
};

export function RunFields(props: RunFieldsProps) {
  const { t } = useTranslation();
  const { form, change, choice, offered, subsets, possible } = props;
  const words = (field: 'name' | 'percent' | 'drawSeed' | 'seeds') => ({ label: t(`training.${field}`), help: t(`training.${field}Help`) });
  return (
    <>
      <Box sx={FIELD_GRID}>
        <Box sx={{ display: 'grid' }}>{choice}</Box>
        <SubsetField form={form} change={change} subsets={subsets.data ?? []} />
        {form.trainedOn === 'percent' && (
          <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: '1fr 1fr' }}>
            <TextField {...typed(props, 'percent', words('percent'))} />
            <TextField {...typed(props, 'drawSeed', words('drawSeed'))} />
          </Box>
        )}
        <Box>
          <FormControlLabel
            control={<Switch checked={form.maskedCopies} onChange={(_, maskedCopies) => change({ maskedCopies })} />}
            label={t('training.maskedCopies')}
          />
          <FormHelperText sx={{ mx: 0, mt: 0 }}>{t('training.maskedCopiesHelp')}</FormHelperText>
        </Box>
        <TextField {...typed(props, 'seeds', words('seeds'))} />
        <DeviceField device={form.device} onChange={(device) => change({ device })} />
        {form.recipe.network !== 'ensemble' && (
          <StartField startsFrom={form.startsFrom} possible={possible} onChange={(startsFrom) => change({ startsFrom })} />
        )}
        <TextField
          {...typed(props, 'name', words('name'))}
          placeholder={offered}
          slotProps={{ inputLabel: { shrink: true }, htmlInput: { autoComplete: 'off' } }}
        />
      </Box>
      {form.recipe.network === 'ensemble' && (
        <InputFields inputs={form.inputs} possible={possible} onChange={(inputs) => change({ inputs })} />
      )}
    </>
  );
}

type SubsetFieldProps = Pick<OrderFieldsProps, 'form' | 'change'> & { readonly subsets: readonly SavedSubset[] };

function SubsetField({ form: { trainedOn, subset }, change, subsets }: SubsetFieldProps) {
  const { t } = useTranslation();
  const value = trainedOn === 'saved' && subset !== null ? `saved ${subset}` : trainedOn;
  const choose = (chosen: string) => {
    if (chosen === 'whole' || chosen === 'percent') change({ trainedOn: chosen });
    else change({ trainedOn: 'saved', subset: Number(chosen.replace('saved ', '')) });
  };
  return (
    <TextField
      select
      fullWidth
      size="small"
      label={t('training.trainedOn')}
      value={value === 'saved' ? '' : value}
      onChange={({ target }) => choose(target.value)}
    >
      <MenuItem value="whole">{t('training.whole')}</MenuItem>
      <MenuItem value="percent">{t('training.byPercent')}</MenuItem>
      {subsets.map(({ id, name, images }) => (
        <MenuItem key={id} value={`saved ${id}`}>
          {t('training.savedSubset', { name, count: images })}
        </MenuItem>
      ))}
    </TextField>
  );
}
