/** Where a person is in the grid, and what they have selected; both begin anew under another filter or order. */
import { useRef, useState } from 'react';
import type { ImageCard } from '../../app/contract/library.ts';
import { MOST_IMAGES_OF_A_CHANGE } from '../../app/contract/procedures/library.ts';
import { useClient } from '../connection/calls.ts';
import type { Listing } from '../parts/useImages.ts';
import { extended, NOTHING, onlyOne, type Selection, stretchOf, toggledOne } from './selection.ts';

type Place = { readonly of: string; readonly focus: number; readonly selection: Selection; readonly failure: Error | null };

export function useGridPlace(listing: Listing) {
  const client = useClient();
  const of = JSON.stringify(listing);
  const anew: Place = { of, focus: 0, selection: NOTHING, failure: null };
  const [kept, setKept] = useState(anew);
  const place = kept.of === of ? kept : anew;
  const change = (part: Partial<Place>) => setKept((before) => ({ ...(before.of === of ? before : anew), ...part }));
  // Of several stretches that are asked for, the last one counts.
  const asked = useRef(0);

  const select = (selection: Selection, focus = place.focus) => {
    asked.current++;
    change({ selection, focus, failure: null });
  };

  /** Selects a stretch of the grid, of which the application knows also what was never shown. */
  const selectStretch = async (from: number, to: number, adding: boolean, cardAt: (index: number) => ImageCard | undefined) => {
    const { offset, limit } = stretchOf(from, to, MOST_IMAGES_OF_A_CHANGE);
    const turn = ++asked.current;
    const before: Selection = { ...place.selection, anchor: from };
    const shown = Array.from({ length: limit }, (_, at) => cardAt(offset + at)?.id).filter((id) => id !== undefined);
    change({ focus: to });
    try {
      const ids = shown.length === limit ? shown : await client.call('library.ids', { ...listing, offset, limit });
      if (turn === asked.current) change({ selection: extended(before, ids, adding), failure: null });
    } catch (error) {
      change({ failure: error instanceof Error ? error : new Error(String(error)) });
    }
  };

  return {
    focus: place.focus,
    selected: place.selection.ids,
    failure: place.failure,
    goTo: (focus: number) => change({ focus }),
    selectOnly: (id: number, index: number) => select(onlyOne(id, index), index),
    toggle: (id: number, index: number) => select(toggledOne(place.selection, id, index), index),
    extendTo: (index: number, adding: boolean, cardAt: (index: number) => ImageCard | undefined) =>
      void selectStretch(place.selection.anchor ?? place.focus, index, adding, cardAt),
    selectAll: async (total: number) => {
      const turn = ++asked.current;
      try {
        const ids = await client.call('library.ids', { ...listing, offset: 0, limit: Math.min(total, MOST_IMAGES_OF_A_CHANGE) });
        if (turn === asked.current) change({ selection: { ids: new Set(ids), anchor: place.focus }, failure: null });
      } catch (error) {
        change({ failure: error instanceof Error ? error : new Error(String(error)) });
      }
    },
    clear: () => select(NOTHING),
  };
}

export type GridPlace = ReturnType<typeof useGridPlace>;
