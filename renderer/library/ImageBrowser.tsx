/** The grid with what belongs to it: its empty and error states, the bar below it, relabelling, and the large view. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../app/contract/dataSets.ts';
import { type Listing, useFirstPage } from '../parts/useImages.ts';
import { ImageGrid } from './ImageGrid.tsx';
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
  const choose = (name: string | null) => {
    relabelling.relabel([...place.selected], name);
    place.clear();
  };
  useKeys((event) => {
    if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey) relabelling.undo();
    else {
      const name = classOfKey(event, dataSet.classes);
      if (name === undefined || place.selected.size === 0) return;
      choose(name);
    }
    event.preventDefault();
  });
  const error = first.error ?? relabelling.error ?? place.failure;
  return (
    <Box component="section" aria-label={t('library.images')} sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
      {error !== null && (
        <Alert
          severity="error"
          sx={{ mx: 2, mb: 1 }}
          action={first.isError && <Button onClick={() => void first.refetch()}>{t('frame.retry')}</Button>}
        >
          {error.message}
        </Alert>
      )}
      <Box sx={{ position: 'relative', flex: 1, minHeight: 0 }}>
        <ImageGrid listing={listing} classes={dataSet.classes} side={side} place={place} isCovered={false} open={() => undefined} />
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
    </Box>
  );
}

function Nothing({ isFiltered, onClearFilters }: Pick<ImageBrowserProps, 'isFiltered' | 'onClearFilters'>) {
  const { t } = useTranslation();
  return (
    <Box
      sx={{
        position: 'absolute',
        inset: 0,
        display: 'grid',
        placeContent: 'center',
        justifyItems: 'center',
        gap: 1,
        textAlign: 'center',
        p: 2,
      }}
    >
      <Typography variant="h2">{t(isFiltered ? 'library.nothingMatches' : 'library.noImages')}</Typography>
      <Typography color="text.secondary">{t(isFiltered ? 'library.nothingMatchesHelp' : 'library.noImagesHelp')}</Typography>
      {isFiltered && (
        <Button variant="contained" onClick={onClearFilters} sx={{ mt: 1 }}>
          {t('library.clearFilters')}
        </Button>
      )}
    </Box>
  );
}

/** Keys that work wherever the focus is on the screen, but not where text is typed or a menu or dialog is open. */
function useKeys(onKey: (event: KeyboardEvent) => void): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    const { target } = event;
    const isElsewhere = target instanceof Element && target.closest('input, textarea, [role=menu], [role=listbox], [role=dialog]') !== null;
    if (!event.defaultPrevented && !isElsewhere) onKey(event);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => handle(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
