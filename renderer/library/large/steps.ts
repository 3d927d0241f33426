/** Which images lie before and after the one that is looked at. Pure. */

export type Shown = { readonly index: number; readonly id: number };

/**
 * The places before and after the image that was opened at `shown.index`; undefined at the ends. Where it no longer lies there, because
 * it was given a class that the filter does not let through, another has taken its place: that one is the next.
 * @param idAt undefined where it is not known yet
 */
export function neighboursOf({ index, id }: Shown, total: number, idAt: (index: number) => number | undefined) {
  const there = idAt(index);
  const isThere = there === undefined ? index < total : there === id;
  const next = isThere ? index + 1 : index;
  return { previous: index > 0 ? Math.min(index, total) - 1 : undefined, next: next < total ? next : undefined };
}
