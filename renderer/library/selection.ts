/** Which images are selected. They are known by id, so a selection outlives pages that were dropped from memory. Pure. */

export type Selection = {
  readonly ids: ReadonlySet<number>;
  /** The place in the grid that Shift extends from. */
  readonly anchor: number | null;
};

export const NOTHING: Selection = { ids: new Set(), anchor: null };

export function onlyOne(id: number, index: number): Selection {
  return { ids: new Set([id]), anchor: index };
}

export function toggledOne({ ids }: Selection, id: number, index: number): Selection {
  const others = new Set(ids);
  if (!others.delete(id)) others.add(id);
  return { ids: others, anchor: index };
}

/** From the anchor on; `adding`: what was selected before stays. */
export function extended({ ids, anchor }: Selection, stretch: readonly number[], adding: boolean): Selection {
  return { ids: new Set(adding ? [...ids, ...stretch] : stretch), anchor };
}

/** The stretch of the grid between two places, at most `most` images of it, on the side of `from`. */
export function stretchOf(from: number, to: number, most: number): { readonly offset: number; readonly limit: number } {
  const limit = Math.min(most, Math.abs(to - from) + 1);
  return { offset: from <= to ? from : from - limit + 1, limit };
}
