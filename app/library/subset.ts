/** Subsets: stratified, seeded, nested samples of the training images. */
import { SmearlabError } from '../contract/failure.ts';
import { randomFor, shuffled } from '../random/random.ts';
import { byName, type LibraryImage } from './dataSet.ts';
import { counted } from './folded.ts';

type Drawn = Pick<LibraryImage, 'path' | 'class' | 'split'> & { readonly mask: unknown };

/** floor(count · percent / 100), unharmed by 0.29 · 100 being 28.999… in floating point. */
function share(count: number, percent: number): number {
  return Math.floor((count * percent) / 100 + 1e-9);
}

/**
 * The order in which a class's images enter its subsets: every subset is a prefix of it, so the 1 % lies inside the 10 %.
 * Images with and without a mask are each shuffled, then merged by the keys (rank + ½) / count, so that every prefix has the
 * class's own share of masks (to within one image).
 */
function drawingOrder<T extends Drawn>(images: readonly T[], name: string, seed: number): T[] {
  const keyed = [true, false].flatMap((masked) => {
    const stratum = images.filter((image) => (image.mask !== null) === masked).sort((a, b) => byName(a.path, b.path));
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
export function drawSubset<T extends Drawn>(images: readonly T[], percent: number, seed: number): { images: T[]; warnings: string[] } {
  if (!(percent > 0 && percent <= 100)) {
    throw new SmearlabError('wrong-usage', `A subset of ${percent} % cannot be drawn. Give a percentage over 0 up to 100.`);
  }
  const classes = [...new Set(images.map((image) => image.class))].sort((a, b) => byName(a ?? '', b ?? ''));
  const drawn = new Set<T>();
  const warnings: string[] = [];
  const raised: string[] = [];
  for (const name of classes) {
    const training = images.filter((image) => image.class === name && image.split === 'train');
    if (training.length === 0) {
      if (name !== null)
        warnings.push(`Class ${name} has no training images, so no network can learn it. Add some under train/data/${name}.`);
      continue;
    }
    const wanted = share(training.length, percent);
    if (wanted === 0) raised.push(`${name ?? 'unlabelled'} (${counted(training.length, 'training image', 'training images')})`);
    for (const image of drawingOrder(training, name ?? '', seed).slice(0, Math.max(1, wanted))) drawn.add(image);
  }
  if (raised.length > 0) {
    warnings.push(
      `The ${percent} % subset would have no image of ${raised.join(', ')}: one ${raised.length === 1 ? '' : 'of each '}is kept. What is said of ${raised.length === 1 ? 'this class' : 'these classes'} rests on a single training image.`,
    );
  }
  return { images: images.filter((image) => drawn.has(image)), warnings };
}
