/** How many images the grid shows, and what narrows it, each thing with a way to take it away. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Typography from '@mui/material/Typography';
import type { Dispatch } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../app/contract/dataSets.ts';
import { useCall } from '../connection/calls.ts';
import { ClassName } from '../parts/ClassName.tsx';
import { type Listing, useFirstPage } from '../parts/useImages.ts';
import { type ActiveFilter, activeFilters, type FilterAction, type FilterState } from './filterState.ts';
import type { Prediction } from './prediction.ts';

type ResultLineProps = {
  readonly dataSet: DataSet;
  readonly listing: Listing;
  readonly state: FilterState;
  readonly change: Dispatch<FilterAction>;
};

export function ResultLine({ dataSet, listing, state, change }: ResultLineProps) {
  const { t } = useTranslation();
  const total = useFirstPage(listing).data?.total;
  const filters = activeFilters(state);
  const textOf = useFilterText(dataSet.id);
  const count = dataSet.images;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 0.75, px: 2, py: 0.5, minHeight: 40 }}>
      <Typography variant="body2" color="textSecondary" role="status" sx={{ mr: 0.5 }}>
        {filters.length === 0 ? t('library.count', { count }) : total === undefined ? '' : t('library.countOf', { count, shown: total })}
      </Typography>
      {filters.map((filter) => (
        <Chip
          key={JSON.stringify(filter)}
          size="small"
          label={filter.kind === 'class' ? <ClassName name={filter.class} classes={dataSet.classes} /> : textOf(filter)}
          onDelete={() => change({ type: 'remove', filter })}
        />
      ))}
      {filters.length > 0 && (
        <Button size="small" onClick={() => change({ type: 'clear' })}>
          {t('library.clearFilters')}
        </Button>
      )}
    </Box>
  );
}

function useFilterText(dataSet: number): (filter: ActiveFilter) => string {
  const { t } = useTranslation();
  const subsets = useCall('subsets.list', { dataSet }).data ?? [];
  const runs = useCall('library.runs', { dataSet }).data ?? [];
  const ofPrediction = ({ run, predicted, isRight }: Prediction) => {
    const name = runs.find(({ id }) => id === run)?.name ?? '';
    const what = predicted === null ? t('library.prediction.any') : t('library.prediction.tookFor', { class: predicted });
    return [
      t('library.prediction.of', { run: name, what }),
      ...(isRight === null ? [] : [t(isRight ? 'library.prediction.isRight' : 'library.prediction.isWrong')]),
    ].join(', ');
  };
  return (filter) => {
    switch (filter.kind) {
      case 'search':
        return t('library.nameHas', { text: filter.text });
      case 'class':
        return filter.class ?? t('words.unlabelled');
      case 'split':
        return t(`words.split.${filter.split}`);
      case 'mask':
        return t(`library.masks.${filter.mask}`);
      case 'subset':
        return t('library.inSubset', { name: subsets.find(({ id }) => id === filter.subset)?.name ?? '' });
      case 'prediction':
        return ofPrediction(filter.prediction);
    }
  };
}
