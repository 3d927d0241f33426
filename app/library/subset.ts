/** Subsets: stratified, seeded, nested samples of the training images. */
import { SmearlabError } from '../contract/failure.ts';
import type { SubsetSettings } from '../contract/library.ts';
import { randomFor, shuffled } from '../random/random.ts';
import { byName, type LibraryImage } from './dataSet.ts';
import { subsetCounts } from './subsetCounts.ts';

type Drawn = Pick<LibraryImage, 'path' | 'class' | 'split'> & { readonly mask: unknown };

/** The same on systems that hand out names decomposed. */
function composed({ path }: Drawn): string {
  return path.normalize('NFC');
}

/**
 * The order in which a class's images enter its subsets: every subset is a prefix of it, so the 1 % lies inside the 10 %.
 * Images with and without a mask are each shuffled, then merged by the keys (rank + ½) / count, so that every prefix has the
 * class's own share of masks (to within one image).
 */
function drawingOrder<T extends Drawn>(images: readonly T[], name: string, seed: number): T[] {
  const keyed = [true, false].flatMap((masked) => {
    const stratum = images.filter((image) => (image.mask !== null) === masked).sort((a, b) => byName(composed(a), composed(b)));
    const order = shuffled(stratum, randomFor(seed, 'subset', name, masked ? 'masked' : 'unmasked'));
    return order.map((image, rank) => ({ image, key: (rank + 0.5) / order.length }));
  });
  // Of two equal keys the masked image goes first: Array.sort is stable.
  return keyed.sort((a, b) => a.key - b.key).map(({ image }) => image);
}

/**
 * Draws a percentage of the training images, class by class: floor(n · percent / 100) of each, and one where that would be none.
 * @param images those of the data set; only the ones of split `train` are drawn, the others tell which classes there are
 * @param percent over 0 up to 100
 * @returns the drawn images in the order they came in, and sentences naming classes that were raised to one image or have none
 * @throws SmearlabError wrong-usage for another percentage
 */
export function drawSubset<T extends Drawn>(images: readonly T[], percent: number, seed: number): DrawnSubset<T> {
  if (!(percent > 0 && percent <= 100)) {
    throw new SmearlabError('wrong-usage', `A subset of ${percent} % cannot be drawn. Give a percentage over 0 up to 100.`);
  }
  return drawSubsetBy(images, { kind: 'percent', percent, floor: 1 }, seed);
}

export type DrawnSubset<T> = { readonly images: T[]; readonly warnings: string[] };

/**
 * Draws of every class a percentage or a number of its training images, and never fewer than the floor, as far as there are so many.
 * Of one seed a subset that asks for less of each class lies inside one that asks for more.
 * @returns the drawn images in the order they came in, and sentences naming classes that were raised, have too few or none
 */
export function drawSubsetBy<T extends Drawn>(images: readonly T[], settings: SubsetSettings, seed: number): DrawnSubset<T> {
  const classes = [...new Set(images.map((image) => image.class))].sort((a, b) => byName(a ?? '', b ?? ''));
  const trainingOf = Map.groupBy(
    images.filter((image) => image.split === 'train'),
    (image) => image.class,
  );
  const { counts, warnings } = subsetCounts(
    classes.map((name) => {
      const training = trainingOf.get(name) ?? [];
      return { class: name, training: training.length, masks: training.filter(({ mask }) => mask !== null).length };
    }),
    settings,
  );
  const drawn = new Set<T>();
  for (const { class: name, drawn: count } of counts) {
    for (const image of drawingOrder(trainingOf.get(name) ?? [], name ?? '', seed).slice(0, count)) drawn.add(image);
  }
  return { images: images.filter((image) => drawn.has(image)), warnings: [...warnings] };
}
