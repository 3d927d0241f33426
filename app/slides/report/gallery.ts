/** Which cells stand for their class on paper: some of all degrees of certainty, not the prettiest. */
import type { CountedSlide, SignedCell } from '../../contract/signing.ts';

export type GalleryRow = { readonly class: string; readonly cells: number; readonly shown: readonly SignedCell[] };

/**
 * Of each class that has cells up to `most`, spread evenly from the surest to the least sure; what a person labelled against the model counts
 * as least sure. The same slide gives the same cells.
 */
export function galleryOf({ count, cells }: CountedSlide, most: number): GalleryRow[] {
  const byClass = Map.groupBy(cells, ({ countedAs }) => countedAs);
  return count.classes.flatMap(({ class: name }) => {
    const of = [...(byClass.get(name) ?? [])].sort((a, b) => sureness(b, name) - sureness(a, name) || (a.path < b.path ? -1 : 1));
    return of.length === 0 ? [] : [{ class: name, cells: of.length, shown: spread(of, most) }];
  });
}

function sureness({ predicted }: SignedCell, name: string): number {
  return predicted?.class === name ? predicted.probability : 0;
}

function spread<T>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all];
  return Array.from({ length: most }, (_, at) => all[most === 1 ? 0 : Math.round((at * (all.length - 1)) / (most - 1))]).filter(
    (one) => one !== undefined,
  );
}
