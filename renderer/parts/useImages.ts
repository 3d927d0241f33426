/** The images that a grid or strip shows: the pages that are looked at are asked for, those looked at lately are kept, older ones dropped. */
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ImageCard, PageRequest } from '../../app/contract/library.ts';
import { callQuery, useCall, useClient } from '../connection/calls.ts';

export const PAGE = 200;
/** Pages that are kept although nobody looks at them: 8000 images, a few MB. */
const MOST_KEPT = 40;
/** A page is asked for once it has been looked at so long, so that a long drag of the scroll bar does not ask for all it passes. */
const SETTLED_MS = 60;

export type Images = {
  /** How many the filter lets through; undefined before that is known. */
  readonly total: number | undefined;
  /** Undefined as long as its page is not there. */
  cardAt(index: number): ImageCard | undefined;
  readonly error: Error | null;
  retry(): void;
  /** What is shown is of the filter before. */
  readonly isOld: boolean;
};

export type Listing = Pick<PageRequest, 'filter' | 'sort'>;

export function pageRequest(listing: Listing, offset: number): PageRequest {
  return { ...listing, offset, limit: PAGE };
}

/** How many images the filter lets through, and the first page of them. */
export function useFirstPage(listing: Listing) {
  return useCall('library.page', pageRequest(listing, 0), { keep: true });
}

/** @param offsets of the pages that are looked at */
export function useImages(listing: Listing, offsets: readonly number[]): Images {
  const client = useClient();
  const first = useFirstPage(listing);
  const others = offsets.filter((offset) => offset > 0);
  const settled = useSettled(others.join());
  const pages = useQueries({
    queries: others.map((offset) => ({
      ...callQuery(client, 'library.page', pageRequest(listing, offset)),
      enabled: settled && !first.isPlaceholderData,
    })),
  });
  useDropped(settled);
  const failed = [first, ...pages].find(({ isError }) => isError);
  return {
    total: first.data?.total,
    cardAt: (index) => {
      const offset = index - (index % PAGE);
      const page = offset === 0 ? first.data : pages[others.indexOf(offset)]?.data;
      return page?.images[index - offset];
    },
    error: failed?.error ?? null,
    retry: () => void failed?.refetch(),
    isOld: first.isPlaceholderData,
  };
}

/** Whether the pages that are looked at have been the same for a moment. */
function useSettled(pages: string): boolean {
  const [settled, setSettled] = useState(pages);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(pages), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [pages]);
  return settled === pages;
}

function useDropped(settled: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!settled) return;
    const kept = queries.getQueryCache().findAll({ queryKey: ['library.page'], type: 'inactive' });
    const byAge = kept.toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt);
    for (const query of byAge.slice(MOST_KEPT)) queries.getQueryCache().remove(query);
  }, [settled, queries]);
}
