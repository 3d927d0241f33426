/** The library: a data set's images to look through, narrow down and relabel. */
import OverviewIcon from '@mui/icons-material/ViewSidebarOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../app/contract/dataSets.ts';
import { useCall } from '../connection/calls.ts';
import { FilterBar } from './FilterBar.tsx';
import { FindingsButton } from './FindingsButton.tsx';
import { activeFilters, requestOf, withoutGone } from './filterState.ts';
import { ImageBrowser } from './ImageBrowser.tsx';
import { ImportButton } from './ImportButton.tsx';
import { OVERVIEW, OverviewPanel } from './OverviewPanel.tsx';
import { ResultLine } from './ResultLine.tsx';
import { useThumbnailSide } from './thumbnailSide.ts';
import { useFilter } from './useFilter.ts';

export type LibraryScreenProps = { readonly dataSet: DataSet; readonly choice: ReactNode };

export function LibraryScreen({ dataSet, choice }: LibraryScreenProps) {
  const { t } = useTranslation();
  const [kept, change] = useFilter(dataSet.id);
  const [side, setSide] = useThumbnailSide();
  const [isOverview, setIsOverview] = useState(false);
  const subsets = useCall('subsets.list', { dataSet: dataSet.id }).data;
  const runs = useCall('library.runs', { dataSet: dataSet.id }).data;
  const state = useMemo(() => withoutGone(kept, { subsets, runs }), [kept, subsets, runs]);
  const listing = useMemo(() => requestOf(dataSet.id, state), [dataSet.id, state]);
  return (
    <Box sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, px: 2, pt: 1.5, pb: 1.5 }}>
        <Typography variant="h1">{t('library.title')}</Typography>
        {choice}
        <Box sx={{ flex: 1 }} />
        <Button
          startIcon={<OverviewIcon />}
          aria-expanded={isOverview}
          aria-controls={isOverview ? OVERVIEW : undefined}
          onClick={() => setIsOverview(!isOverview)}
        >
          {t('library.overview')}
        </Button>
        <FindingsButton dataSet={dataSet} />
        <ImportButton dataSet={dataSet} />
      </Box>
      <FilterBar dataSet={dataSet} state={state} change={change} side={side} onSide={setSide} />
      <ResultLine dataSet={dataSet} listing={listing} state={state} change={change} />
      <Box sx={{ flex: 1, minHeight: 0, display: 'flex', borderTop: 1, borderColor: 'divider' }}>
        <ImageBrowser
          dataSet={dataSet}
          listing={listing}
          side={side}
          isFiltered={activeFilters(state).length > 0}
          onClearFilters={useCallback(() => change({ type: 'clear' }), [change])}
        />
        {isOverview && <OverviewPanel dataSet={dataSet} onFilter={(filter) => change({ type: 'showOnly', ...filter })} />}
      </Box>
    </Box>
  );
}
