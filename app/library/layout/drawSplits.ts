/** Draws train, val and test for images whose folder has no splits: stratified by class, seeded, and never a group in two splits. */
import type { SplitShares } from '../../contract/library.ts';
import { type Split, splitSchema } from '../../contract/words.ts';
import { randomFor, shuffled } from '../../random/random.ts';
import { byName } from '../dataSet.ts';
import type { DiscoveredImage } from './layout.ts';

/** Where nobody asked for other shares. */
export const DEFAULT_SHARES: SplitShares = { train: 80, val: 10, test: 10 };

export type PlacedImage = DiscoveredImage & { readonly split: Split };

/** The group that shares a split; an image without one is its own. */
export function lotKey({ group, path }: Pick<DiscoveredImage, 'group' | 'path'>): string {
  return group === null ? `path:${path.normalize('NFC')}` : `group:${group}`;
}

/**
 * The lots of groups that have none yet. The largest groups are drawn first, those of equal size in an order by seed; each goes to the
 * split that lacks most of its classes, so that every class comes as near to the shares as whole groups allow.
 * @param known lots drawn by imports before, which stay whatever is added
 */
export function drawSplits(
  images: readonly DiscoveredImage[],
  known: ReadonlyMap<string, Split>,
  shares: SplitShares,
  seed: number,
): Map<string, Split> {
  const groups = groupCounts(images.filter((image) => image.split === null));
  const lacking = new Lacking(images, shares);
  for (const image of images) {
    const split = image.split ?? known.get(lotKey(image));
    if (split !== undefined) lacking.give(split, image.class, 1);
  }
  const undrawn = [...groups.keys()].filter((key) => !known.has(key)).sort(byName);
  const order = shuffled(undrawn, randomFor(seed, 'split groups'));
  const size = new Map(order.map((key) => [key, sum(groups.get(key))]));
  order.sort((a, b) => (size.get(b) ?? 0) - (size.get(a) ?? 0));
  const lots = new Map<string, Split>();
  for (const key of order) {
    const counts = groups.get(key) ?? new Map();
    const split = lacking.most(counts);
    for (const [name, count] of counts) lacking.give(split, name, count);
    lots.set(key, split);
  }
  return lots;
}

type ClassCounts = Map<string | null, number>;

function groupCounts(images: readonly DiscoveredImage[]): Map<string, ClassCounts> {
  const groups = new Map<string, ClassCounts>();
  for (const image of images) {
    const key = lotKey(image);
    const counts = groups.get(key) ?? new Map<string | null, number>();
    groups.set(key, counts.set(image.class, (counts.get(image.class) ?? 0) + 1));
  }
  return groups;
}

function sum(counts: ClassCounts | undefined): number {
  return [...(counts?.values() ?? [])].reduce((total, count) => total + count, 0);
}

/** How many images of each class each split still lacks. */
class Lacking {
  readonly #totals: ClassCounts = new Map();
  readonly #left: Record<Split, ClassCounts> = { train: new Map(), val: new Map(), test: new Map() };
  readonly #splits: readonly Split[];

  constructor(images: readonly DiscoveredImage[], shares: SplitShares) {
    for (const { class: name } of images) this.#totals.set(name, (this.#totals.get(name) ?? 0) + 1);
    this.#splits = splitSchema.options.filter((split) => shares[split] > 0);
    for (const split of splitSchema.options) {
      for (const [name, total] of this.#totals) this.#left[split].set(name, (total * shares[split]) / 100);
    }
  }

  give(split: Split, name: string | null, count: number): void {
    this.#left[split].set(name, (this.#left[split].get(name) ?? 0) - count);
  }

  /** The split that lacks most of these classes; a class counts by its share of the group and what the split lacks of it. */
  most(counts: ClassCounts): Split {
    const need = (split: Split) =>
      [...counts].reduce((total, [name, count]) => total + (count * (this.#left[split].get(name) ?? 0)) / (this.#totals.get(name) ?? 1), 0);
    const [first = 'train', ...others] = this.#splits;
    return others.reduce((best, split) => (need(split) > need(best) ? split : best), first);
  }
}
