/** All cells of a slide, page by page; a label is shown at once, before the application has answered. */
import { type QueryClient, useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Cell, type CellLabel, type CellPage, MOST_CELLS_OF_A_PAGE } from '../../../app/contract/slides.ts';
import { callQuery, useClient } from '../../connection/calls.ts';

export type Cells = {
  /** undefined until all are there. */
  readonly cells: readonly Cell[] | undefined;
  readonly error: Error | null;
  retry(): void;
};

/** @param count cells of the slide */
export function useCells(slide: number, count: number): Cells {
  const client = useClient();
  const pages = useQueries({
    queries: Array.from({ length: Math.ceil(count / MOST_CELLS_OF_A_PAGE) }, (_, page) =>
      callQuery(client, 'slides.cells', { slide, sort: 'path', offset: page * MOST_CELLS_OF_A_PAGE }),
    ),
    combine: (results) => ({
      pages: results.map(({ data }) => data),
      failed: results.find(({ isError }) => isError),
    }),
  });
  const cells = useMemo(() => joined(pages.pages), [pages]);
  return { cells, error: pages.failed?.error ?? null, retry: () => void pages.failed?.refetch() };
}

function joined(pages: readonly (CellPage | undefined)[]): readonly Cell[] | undefined {
  const there = pages.flatMap((page) => (page === undefined ? [] : [page]));
  return there.length === pages.length ? there.flatMap(({ cells }) => cells) : undefined;
}

/** Shows a label of which the application is only being told; what it answers takes its place. */
export async function showLabel(queries: QueryClient, ids: readonly number[], label: CellLabel | null): Promise<void> {
  // An older answer that is still on its way would take the label away for a moment.
  await queries.cancelQueries({ queryKey: ['slides.cells'] });
  const labelled = new Set(ids);
  queries.setQueriesData<CellPage>({ queryKey: ['slides.cells'] }, (page) => {
    if (page === undefined || !page.cells.some(({ id }) => labelled.has(id))) return page;
    return { ...page, cells: page.cells.map((cell) => (labelled.has(cell.id) ? { ...cell, label } : cell)) };
  });
}
