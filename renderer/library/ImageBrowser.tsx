/** The grid with what belongs to it: its empty and error states, the bar below it, relabelling, and the large view. */
import NothingIcon from '@mui/icons-material/ImageSearch';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../app/contract/dataSets.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorNotice } from '../parts/ErrorNotice.tsx';
import { type Listing, useFirstPage } from '../parts/useImages.ts';
import { useKeys } from '../parts/useKeys.ts';
import { ImageGrid } from './ImageGrid.tsx';
import { LargeView } from './large/LargeView.tsx';
import type { Shown } from './large/steps.ts';
import { classOfKey } from './relabelKeys.ts';
import { SelectionBar } from './SelectionBar.tsx';
import { useGridPlace } from './useGridPlace.ts';
import { useRelabel } from './useRelabel.ts';

export type ImageBrowserProps = {
  readonly dataSet: DataSet;
  readonly listing: Listing;
  readonly side: number;
  /** Whether anything narrows the grid. */
  readonly isFiltered: boolean;
  onClearFilters(): void;
};

export function ImageBrowser({ dataSet, listing, side, isFiltered, onClearFilters }: ImageBrowserProps) {
  const { t } = useTranslation();
  const first = useFirstPage(listing);
  const place = useGridPlace(listing);
  const relabelling = useRelabel(dataSet.id);
  const [shown, setShown] = useState<Shown | null>(null);
  const choose = (name: string | null) => {
    relabelling.relabel([...place.selected], name);
    place.clear();
  };
  const show = (to: Shown) => {
    // What was said of other images is no news of this one.
    relabelling.forget();
    place.goTo(to.index);
    setShown(to);
  };
  useKeys((event) => {
    if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey) relabelling.undo();
    else {
      const name = shown === null ? classOfKey(event, dataSet.classes) : undefined;
      if (name === undefined || place.selected.size === 0) return;
      choose(name);
    }
    event.preventDefault();
  });
  const error = first.error ?? relabelling.error ?? place.failure;
  return (
    <Box component="section" aria-label={t('library.images')} sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
      {error !== null && <ErrorNotice error={error} sx={{ m: 1 }} {...(first.isError ? { onRetry: () => void first.refetch() } : {})} />}
      <Box sx={{ position: 'relative', flex: 1, minHeight: 0 }}>
        <ImageGrid
          listing={listing}
          classes={dataSet.classes}
          side={side}
          place={place}
          isCovered={shown !== null}
          open={(index, id) => show({ index, id })}
        />
        {first.data?.total === 0 && <Nothing isFiltered={isFiltered} onClearFilters={onClearFilters} />}
      </Box>
      <SelectionBar
        dataSet={dataSet}
        selected={place.selected}
        total={first.data?.total ?? 0}
        relabelling={relabelling}
        onChoose={choose}
        onClear={place.clear}
      />
      {shown !== null && (
        <LargeView
          dataSet={dataSet}
          listing={listing}
          shown={shown}
          relabelling={relabelling}
          onShow={show}
          onClose={() => setShown(null)}
        />
      )}
    </Box>
  );
}

function Nothing({ isFiltered, onClearFilters }: Pick<ImageBrowserProps, 'isFiltered' | 'onClearFilters'>) {
  const { t } = useTranslation();
  return (
    <Box sx={{ position: 'absolute', inset: 0, display: 'flex' }}>
      {isFiltered ? (
        <EmptyState
          icon={<NothingIcon />}
          title={t('library.nothingMatches')}
          action={
            <Button variant="contained" onClick={onClearFilters}>
              {t('library.clearFilters')}
            </Button>
          }
        >
          {t('library.nothingMatchesHelp')}
        </EmptyState>
      ) : (
        <EmptyState icon={<NothingIcon />} title={t('library.noImages')}>
          {t('library.noImagesHelp')}
        </EmptyState>
      )}
    </Box>
  );
}
