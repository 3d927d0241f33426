/** How the share of a class, its interval and its reference range lie on one line. Pure; places are shares of the line's length. */
import type { ClassCount } from '../../../app/contract/differential.ts';

export type CountBar = {
  /** Per cent at the end of the line; it begins at 0. */
  readonly most: number;
  /** null without cells. */
  readonly at: number | null;
  readonly interval: { readonly from: number; readonly to: number };
  readonly range: { readonly from: number; readonly to: number } | null;
};

const ROUND = [2, 5, 10, 15, 20, 30, 40, 60, 80, 100] as const;

/** A line has room for all that is drawn on it, and ends at a round number: of a rare class as well as of a common one the ends are told apart. */
export function countBar({ share, low, high, range }: ClassCount): CountBar {
  const shown = share === null ? 0 : 100 * high;
  const needed = Math.max(shown, range?.high ?? 0);
  const most = ROUND.find((end) => end >= needed * 1.05) ?? 100;
  const place = (perCent: number) => Math.min(1, Math.max(0, perCent / most));
  return {
    most,
    at: share === null ? null : place(100 * share),
    interval: share === null ? { from: 0, to: 0 } : { from: place(100 * low), to: place(100 * high) },
    range: range === null ? null : { from: place(range.low), to: place(range.high) },
  };
}
