/** What narrows the table of runs, and how many runs that leaves. */
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { RunList } from '../../../app/contract/runs.ts';
import { networkNameSchema, runStateSchema } from '../../../app/contract/words.ts';
import { isFiltered, type TableState, withoutFilters } from './tableState.ts';

export type RunFiltersProps = { readonly state: TableState; readonly onState: (state: TableState) => void; readonly list: RunList };

export function RunFilters({ state, onState, list }: RunFiltersProps) {
  const { t } = useTranslation();
  const { total, runs, tags } = list;
  const isNarrowed = isFiltered(state);
  return (
    <Stack direction="row" sx={{ gap: 1.5, px: 2, py: 1, alignItems: 'center', flexWrap: 'wrap' }}>
      <TextField
        size="small"
        type="search"
        label={t('runs.search')}
        value={state.search}
        onChange={({ target }) => onState({ ...state, search: target.value.slice(0, 200) })}
        sx={{ width: 260 }}
      />
      <Choice
        label={t('runs.network')}
        value={state.network}
        onChange={(network) => onState({ ...state, network })}
        options={NETWORKS}
        name={(one) => t(`runs.networks.${one}`)}
      />
      <Choice
        label={t('runs.state')}
        value={state.state}
        onChange={(of) => onState({ ...state, state: of })}
        options={STATES}
        name={(one) => t(`runs.states.${one}`)}
      />
      {(tags.length > 0 || state.tag !== null) && (
        <Choice label={t('runs.tag')} value={state.tag} onChange={(tag) => onState({ ...state, tag })} options={tags} name={(one) => one} />
      )}
      <Typography color="textSecondary" sx={{ ml: 'auto' }} role="status">
        {isNarrowed ? t('runs.some', { shown: runs.length, count: total }) : t('runs.total', { count: total })}
      </Typography>
      {isNarrowed && <Button onClick={() => onState(withoutFilters(state))}>{t('runs.clearFilters')}</Button>}
    </Stack>
  );
}

const NETWORKS = networkNameSchema.options;
const STATES = runStateSchema.options;

type ChoiceProps<T extends string> = {
  readonly label: string;
  readonly value: T | null;
  readonly options: readonly T[];
  readonly name: (option: T) => string;
  readonly onChange: (value: T | null) => void;
};

function Choice<T extends string>({ label, value, options, name, onChange }: ChoiceProps<T>) {
  const { t } = useTranslation();
  return (
    <TextField
      select
      size="small"
      label={label}
      value={value ?? ''}
      onChange={({ target }) => onChange(options.find((option) => option === target.value) ?? null)}
      slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
      sx={{ minWidth: 132 }}
    >
      <MenuItem value="">{t('runs.all')}</MenuItem>
      {options.map((option) => (
        <MenuItem key={option} value={option}>
          {name(option)}
        </MenuItem>
      ))}
    </TextField>
  );
}
