/** Folds of the training images for cross-validation: stratified by class, seeded, and never a group in two of them. Pure. */
import { SmearlabError } from '../../contract/failure.ts';
import { byName } from '../../library/dataSet.ts';
import { randomFor, shuffled } from '../../random/random.ts';

export type Foldable = {
  readonly path: string;
  readonly class: string | null;
  /** The smear or patient it comes from; null where it is on its own. */
  readonly group: string | null;
};

/**
 * Lots (groups, or single images) are dealt out one after the other, the largest first and equal ones in an order by seed, each to the fold
 * that has the smallest share of its classes so far; of equal folds the one with the fewest images.
 * @returns the fold of each image, from 0
 * @throws SmearlabError `too-few-images` where a fold would be left empty
 */
export function drawFolds(images: readonly Foldable[], folds: number, seed: number): number[] {
  const keyOf = ({ group, path }: Foldable) => (group === null ? `path:${path.normalize('NFC')}` : `group:${group}`);
  const lots = Map.groupBy(images, keyOf);
  const totals = Map.groupBy(images, (image) => image.class);
  const order = shuffled([...lots.keys()].sort(byName), randomFor(seed, 'folds'));
  order.sort((a, b) => (lots.get(b)?.length ?? 0) - (lots.get(a)?.length ?? 0));
  const dealt = Array.from({ length: folds }, () => ({ images: 0, byClass: new Map<string | null, number>() }));
  const foldOf = new Map<string, number>();
  for (const key of order) {
    const lot = lots.get(key) ?? [];
    const has = (fold: number) =>
      lot.reduce((sum, image) => sum + (dealt[fold]?.byClass.get(image.class) ?? 0) / (totals.get(image.class)?.length ?? 1), 0);
    const shares = dealt.map((_, fold) => has(fold));
    const best = dealt.reduce((chosen, own, fold) => {
      const difference = (shares[fold] ?? 0) - (shares[chosen] ?? 0);
      const isLess = Math.abs(difference) < 1e-12 ? own.images < (dealt[chosen]?.images ?? 0) : difference < 0;
      return isLess ? fold : chosen;
    }, 0);
    foldOf.set(key, best);
    const into = dealt[best];
    if (into === undefined) continue;
    into.images += lot.length;
    for (const image of lot) into.byClass.set(image.class, (into.byClass.get(image.class) ?? 0) + 1);
  }
  if (dealt.some((own) => own.images === 0)) {
    throw new SmearlabError(
      'too-few-images',
      `${lots.size} images or groups are too few for ${folds} folds. Take more images or fewer folds.`,
    );
  }
  return images.map((image) => foldOf.get(keyOf(image)) ?? 0);
}

/** A sentence for each class that some fold has nothing of. */
export function foldWarnings(images: readonly Foldable[], folds: readonly number[], count: number): string[] {
  return [
    ...Map.groupBy(
      images.map((image, at) => ({ name: image.class, fold: folds[at] })),
      ({ name }) => name,
    ),
  ]
    .filter(([, own]) => new Set(own.map(({ fold }) => fold)).size < count)
    .map(([name, own]) => {
      const one = new Set(own.map(({ fold }) => fold)).size === 1;
      const then = one ? 'where they are asked about, none of them was trained on' : 'they are judged in some of the folds only';
      return `The ${own.length} images of ${name} are not in every of ${count} folds: ${then}.`;
    })
    .sort(byName);
}
