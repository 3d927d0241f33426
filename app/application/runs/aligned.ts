/** What two runs said of the same images, in the same order. Pure. */
import type { Judgements } from '../../store/judgements.ts';

export type Aligned = Judgements;

/**
 * The judgements in the order of `keys`; undefined where they are of other images. One key twice is two images.
 * Images of one data set come in one order, so that there is mostly nothing to do.
 */
export function aligned(judgements: Judgements, keys: readonly string[]): Aligned | undefined {
  const own = judgements.keys;
  if (own.length !== keys.length) return undefined;
  if (own.every((key, at) => key === keys[at])) return judgements;
  const places = Map.groupBy(own.keys(), (at) => own[at] ?? '');
  const order: number[] = [];
  for (const key of keys) {
    const place = places.get(key)?.shift();
    if (place === undefined) return undefined;
    order.push(place);
  }
  const width = judgements.classes.length;
  return {
    ...{ classes: judgements.classes, keys },
    actual: Uint16Array.from(order, (place) => judgements.actual[place] ?? 0),
    predicted: Uint16Array.from(order, (place) => judgements.predicted[place] ?? 0),
    probabilities: Float64Array.from(order.flatMap((place) => [...judgements.probabilities.subarray(place * width, (place + 1) * width)])),
  };
}
