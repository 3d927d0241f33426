/** Subsets: stratified, seeded, nested samples of the training images. */
import { SmearlabError } from '../contract/failure.ts';
import type { SubsetSettings } from '../contract/library.ts';
import { randomFor, shuffled } from '../random/random.ts';
import { byName, type LibraryImage } from './dataSet.ts';
import { counted } from './folded.ts';

type Drawn = Pick<LibraryImage, 'path' | 'class' | 'split'> & { readonly mask: unknown };

/** floor(count · percent / 100), unharmed by 0.29 · 100 being 28.999… in floating point. */
function share(count: number, percent: number): number {
  return Math.floor((count * percent) / 100 + 1e-9);
}

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

/** How many images of a class of `count` are drawn. */
function wantedOf(count: number, settings: SubsetSettings): number {
  return settings.kind === 'percent' ? share(count, settings.percent) : settings.count;
}

/**
 * Draws of every class a percentage or a number of its training images, and never fewer than the floor, as far as there are so many.
 * Of one seed a subset that asks for less of each class lies inside one that asks for more.
 * @returns the drawn images in the order they came in, and sentences naming classes that were raised, have too few or none
 */
export function drawSubsetBy<T extends Drawn>(images: readonly T[], settings: SubsetSettings, seed: number): DrawnSubset<T> {
  const classes = [...new Set(images.map((image) => image.class))].sort((a, b) => byName(a ?? '', b ?? ''));
  const drawn = new Set<T>();
  const warnings: string[] = [];
  const raised: string[] = [];
  const short: string[] = [];
  const trainingOf = Map.groupBy(
    images.filter((image) => image.split === 'train'),
    (image) => image.class,
  );
  for (const name of classes) {
    const training = trainingOf.get(name) ?? [];
    if (training.length === 0) {
      if (name !== null)
        warnings.push(`Class ${name} has no training images, so no network can learn it. Add some under train/data/${name}.`);
      continue;
    }
    const wanted = wantedOf(training.length, settings);
    const has = `${name ?? 'unlabelled'} (${counted(training.length, 'training image', 'training images')})`;
    if (wanted < settings.floor && wanted < training.length) raised.push(has);
    if (Math.max(wanted, settings.floor) > training.length) short.push(has);
    for (const image of drawingOrder(training, name ?? '', seed).slice(0, Math.max(settings.floor, wanted))) drawn.add(image);
  }
  warnings.push(...raisedWarning(raised, settings), ...shortWarning(short, settings));
  return { images: images.filter((image) => drawn.has(image)), warnings };
}

function subsetName(settings: SubsetSettings): string {
  return settings.kind === 'percent' ? `${settings.percent} % subset` : `subset of ${settings.count} of each class`;
}

function raisedWarning(raised: readonly string[], settings: SubsetSettings): string[] {
  if (raised.length === 0) return [];
  const { floor } = settings;
  const those = raised.length === 1 ? 'this class' : 'these classes';
  if (floor === 1) {
    return [
      `The ${subsetName(settings)} would have no image of ${raised.join(', ')}: one ${raised.length === 1 ? '' : 'of each '}is kept. What is said of ${those} rests on a single training image.`,
    ];
  }
  return [`The ${subsetName(settings)} would have fewer than ${floor} images of ${raised.join(', ')}: ${floor} are kept of ${those}.`];
}

function shortWarning(short: readonly string[], settings: SubsetSettings): string[] {
  if (short.length === 0) return [];
  const those = short.length === 1 ? 'this class' : 'these classes';
  return [`The ${subsetName(settings)} asks for more than there are of ${short.join(', ')}: all of ${those} are in it.`];
}
