/** Above the grid: search, what may be filtered by, the order, and the size of the pictures. */
import DescendingIcon from '@mui/icons-material/ArrowDownward';
import AscendingIcon from '@mui/icons-material/ArrowUpward';
import SearchIcon from '@mui/icons-material/Search';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import InputAdornment from '@mui/material/InputAdornment';
import Slider from '@mui/material/Slider';
import TextField from '@mui/material/TextField';
import Tooltip from '@mui/material/Tooltip';
import { type Dispatch, memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../app/contract/dataSets.ts';
import { useCall } from '../connection/calls.ts';
import { ClassDot } from './ClassDot.tsx';
import { FilterMenu } from './FilterMenu.tsx';
import type { FilterAction, FilterState, MaskFilter, Sort } from './filterState.ts';
import { PredictionMenu } from './PredictionMenu.tsx';
import { LARGEST_SIDE, SMALLEST_SIDE } from './thumbnailSide.ts';

export type FilterBarProps = {
  readonly dataSet: DataSet;
  readonly state: FilterState;
  readonly change: Dispatch<FilterAction>;
  readonly side: number;
  readonly onSide: (side: number) => void;
};

export const MASKS: readonly MaskFilter[] = ['with', 'without', 'drawn', 'lab', 'accepted', 'proposed'];
const SPLITS = ['train', 'val', 'test'] as const;
const ORDERS: readonly Sort['by'][] = ['path', 'class', 'bytes', 'modified'];

export const FilterBar = memo(function FilterBar({ dataSet, state, change, side, onSide }: FilterBarProps) {
  const { t } = useTranslation();
  return (
    <Box
      component="search"
      aria-label={t('library.filters')}
      sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, px: 2 }}
    >
      <TextField
        size="small"
        type="search"
        placeholder={t('library.search')}
        value={state.search}
        onChange={({ target }) => change({ type: 'search', text: target.value })}
        sx={{ flex: '1 1 170px', maxWidth: 280, '& .MuiInputBase-root': { height: 36 } }}
        slotProps={{
          htmlInput: { 'aria-label': t('library.search'), maxLength: 200 },
          input: {
            startAdornment: (
              <InputAdornment position="start">
                <SearchIcon fontSize="small" />
              </InputAdornment>
            ),
          },
        }}
      />
      <ClassMenu classes={dataSet.classes} state={state} change={change} />
      <FilterMenu
        label={t('library.split')}
        kind="several"
        options={SPLITS.map((split) => ({
          ...{ key: split, label: t(`words.split.${split}`), isChosen: state.splits.includes(split) },
          choose: () => change({ type: 'toggleSplit', split }),
        }))}
      />
      <FilterMenu
        label={t('library.mask')}
        kind="one"
        options={MASKS.map((mask) => ({
          ...{ key: mask, label: t(`library.masks.${mask}`), isChosen: state.mask === mask },
          choose: () => change({ type: 'mask', mask: state.mask === mask ? null : mask }),
        }))}
      />
      <SubsetMenu dataSet={dataSet} state={state} change={change} />
      <PredictionMenu dataSet={dataSet} prediction={state.prediction} change={change} />
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, ml: 'auto' }}>
        <SortMenu sort={state.sort} change={change} />
        <Slider
          size="small"
          sx={{ width: 96, mx: 1 }}
          min={SMALLEST_SIDE}
          max={LARGEST_SIDE}
          step={16}
          value={side}
          aria-label={t('library.thumbnailSize')}
          onChange={(_, value) => onSide(Array.isArray(value) ? (value[0] ?? side) : value)}
        />
      </Box>
    </Box>
  );
});

type Part = { readonly state: FilterState; readonly change: Dispatch<FilterAction> };

function ClassMenu({ classes, state, change }: Part & { readonly classes: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <FilterMenu
      label={t('library.class')}
      kind="several"
      options={[...classes, null].map((name) => ({
        ...{ key: name ?? '', label: name ?? t('words.unlabelled'), isChosen: state.classes.includes(name) },
        sign: <ClassDot name={name} classes={classes} />,
        choose: () => change({ type: 'toggleClass', class: name }),
      }))}
    />
  );
}

/** Not there where no subset was saved. */
function SubsetMenu({ dataSet, state, change }: Part & { readonly dataSet: DataSet }) {
  const { t } = useTranslation();
  const subsets = useCall('subsets.list', { dataSet: dataSet.id }).data ?? [];
  if (subsets.length === 0) return null;
  return (
    <FilterMenu
      label={t('library.subset')}
      kind="one"
      options={subsets.map(({ id, name }) => ({
        ...{ key: String(id), label: name, isChosen: state.subset === id },
        choose: () => change({ type: 'subset', subset: state.subset === id ? null : id }),
      }))}
    />
  );
}

function SortMenu({ sort, change }: { readonly sort: Sort; readonly change: Dispatch<FilterAction> }) {
  const { t } = useTranslation();
  const direction = t(sort.descending ? 'library.descending' : 'library.ascending');
  return (
    <>
      <FilterMenu
        label={t('library.sort')}
        text={t(`library.orders.${sort.by}`)}
        kind="one"
        isQuiet
        options={ORDERS.map((by) => ({
          ...{ key: by, label: t(`library.orders.${by}`), isChosen: sort.by === by },
          choose: () => change({ type: 'sort', sort: { ...sort, by } }),
        }))}
      />
      <Tooltip title={direction}>
        <IconButton
          size="small"
          aria-label={direction}
          onClick={() => change({ type: 'sort', sort: { ...sort, descending: !sort.descending } })}
        >
          {sort.descending ? <DescendingIcon fontSize="small" /> : <AscendingIcon fontSize="small" />}
        </IconButton>
      </Tooltip>
    </>
  );
}
