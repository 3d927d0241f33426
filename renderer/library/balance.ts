/** How many images each class has in each split, arranged for a chart. Pure. */
import type { ClassBalance } from '../../app/contract/dataSets.ts';
import { type Split, splitSchema } from '../../app/contract/words.ts';

export type ClassCount = {
  readonly class: string | null;
  readonly images: number;
  /** Of the split's images, 0 to 1. */
  readonly share: number;
};
export type SplitBalance = { readonly split: Split; readonly images: number; readonly classes: readonly ClassCount[] };

/**
 * The splits that have images, each with every class of the data set, also those it has none of: a class that is missing is what one
 * looks for. Images without a label come last, where there are any at all.
 */
export function balanceBySplit(counts: readonly ClassBalance[], classes: readonly string[]): SplitBalance[] {
  const unlabelled = counts.some((count) => count.class === null && count.images > 0) ? [null] : [];
  const others = counts.flatMap(({ class: name }) => (name === null || classes.includes(name) ? [] : [name]));
  const names: readonly (string | null)[] = [...classes, ...new Set(others), ...unlabelled];
  return splitSchema.options.flatMap((split) => {
    const ofSplit = counts.filter((count) => count.split === split);
    const images = ofSplit.reduce((sum, count) => sum + count.images, 0);
    if (images === 0) return [];
    const of = (name: string | null) => ofSplit.reduce((sum, count) => sum + (count.class === name ? count.images : 0), 0);
    return [{ split, images, classes: names.map((name) => ({ class: name, images: of(name), share: of(name) / images })) }];
  });
}

/** How wide the longest bar's class is, so that the bars of all splits can be compared: the largest share there is. */
export function largestShare(splits: readonly SplitBalance[]): number {
  return Math.max(0, ...splits.flatMap(({ classes }) => classes.map(({ share }) => share)));
}
