/**
 * Which images would have to change their split so that no file, picture, smear or patient is in two. Images that belong together make a
 * lot, and a lot that is split goes whole into one of the splits that it touches. Pure.
 *
 * A lot with no more training images than held-out ones, such as a copy on each side, goes to the held-out side: val and test keep
 * what they have, so that scores stay comparable, and training gives up the copies. Any other lot, such as a smear of hundreds of
 * training images and a few of val, would turn the sets upside down by that rule. Those are placed the largest first, each so that the
 * splits come nearest to what they have now of its classes.
 */
import { type Split, splitSchema } from '../../contract/words.ts';
import { byName } from '../dataSet.ts';
import type { Duplicates, Image } from './findDuplicates.ts';
import { isSplit } from './findings.ts';
import { Unions } from './unions.ts';

/** `because`: an image of the split it goes to that it belongs with. `lot`: images that must stay together have the same number. */
export type Move = { readonly image: Image; readonly to: Split; readonly lot: number; readonly because: string };

export function proposeMoves(duplicates: Duplicates): Move[] {
  const lots = lotsOf(duplicates);
  const balance = new Balance(duplicates.images);
  const split = lots.filter(isSplit);
  const [plain, heavy] = [split.filter(isHeldOutsOwn), split.filter((lot) => !isHeldOutsOwn(lot)).sort((a, b) => b.length - a.length)];
  const targets = new Map<readonly Image[], Split>();
  for (const lot of plain) {
    const to = lot.some((image) => image.split === 'test') ? 'test' : 'val';
    balance.move(lot, to);
    targets.set(lot, to);
  }
  for (const lot of heavy) balance.take(lot);
  for (const lot of heavy) {
    const to = balance.nearest(lot);
    balance.give(lot, to);
    targets.set(lot, to);
  }
  return [...targets]
    .flatMap(([lot, to], number) => {
      const because = lot.find((image) => image.split === to)?.path ?? '';
      return lot.filter((image) => image.split !== to).map((image): Move => ({ image, to, lot: number + 1, because }));
    })
    .sort((a, b) => byName(a.image.path, b.image.path));
}

/** The images in sets that share none. */
function lotsOf({ images, pictures, groups }: Duplicates): Image[][] {
  const places = new Map(images.map(({ id }, index) => [id, index]));
  const unions = new Unions(images.length);
  for (const [first, ...others] of [...pictures, ...groups]) {
    for (const other of others) unions.join(places.get(first?.id ?? 0) ?? 0, places.get(other.id) ?? 0);
  }
  return unions.sets().map((set) => set.flatMap((index) => images[index] ?? []));
}

function isHeldOutsOwn(lot: readonly Image[]): boolean {
  const training = lot.filter(({ split }) => split === 'train').length;
  return training <= lot.length - training;
}

/** What each split has of each class beside what it had. */
class Balance {
  readonly #had = new Map<string, number>();
  readonly #lacks = new Map<string, number>();

  constructor(images: readonly Image[]) {
    for (const image of images) add(this.#had, keyOf(image.split, image), 1);
  }

  /** Takes a lot out of the splits where it is. */
  take(lot: readonly Image[]): void {
    for (const image of lot) add(this.#lacks, keyOf(image.split, image), 1);
  }

  give(lot: readonly Image[], to: Split): void {
    for (const image of lot) add(this.#lacks, keyOf(to, image), -1);
  }

  move(lot: readonly Image[], to: Split): void {
    this.take(lot);
    this.give(lot, to);
  }

  /** Of the splits that the lot touches the one after which the splits are nearest to what they had; of equals the first. */
  nearest(lot: readonly Image[]): Split {
    const touched = splitSchema.options.filter((split) => lot.some((image) => image.split === split));
    const costs = touched.map((split) => ({ split, cost: this.#costOf(lot, split, touched) }));
    return costs.reduce((least, other) => (other.cost < least.cost ? other : least)).split;
  }

  /** Squares of what is lacking or too much of each class, by what there was (Pearson's chi-square). */
  #costOf(lot: readonly Image[], to: Split, touched: readonly Split[]): number {
    let cost = 0;
    for (const of of Map.groupBy(lot, (image) => image.class).values()) {
      for (const split of touched) {
        const key = of[0] === undefined ? '' : keyOf(split, of[0]);
        const lacking = (this.#lacks.get(key) ?? 0) - (split === to ? of.length : 0);
        cost += lacking ** 2 / Math.max(1, this.#had.get(key) ?? 0);
      }
    }
    return cost;
  }
}

function keyOf(split: Split, image: Image): string {
  return JSON.stringify([split, image.class]);
}

function add(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}
