/** How sure the difference of two runs' macro-F1 is: the images are drawn anew, with both runs' answers on each. */
import type { Random } from '../../random/random.ts';

/** Class indices of the same images in the same order. */
export type Judged = {
  readonly actual: readonly number[];
  readonly first: readonly number[];
  readonly second: readonly number[];
  readonly classCount: number;
};

export type Interval = { readonly low: number; readonly high: number };

/**
 * The 95 % percentile interval of second less first (B. Efron and R. Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13): the
 * images are drawn with replacement, as many as there are; the 2.5 % and 97.5 % points are interpolated as NumPy's `percentile` does.
 * A class that a resample happens not to have counts 0 in both, as scikit-learn's `zero_division=0` has it.
 * @param resamples at least 2
 */
export function macroF1DifferenceInterval(judged: Judged, resamples: number, random: Random): Interval {
  const { actual, first, second, classCount } = judged;
  const cells = (predicted: readonly number[]) => Uint32Array.from(actual, (row, image) => row * classCount + (predicted[image] ?? 0));
  const [firstCells, secondCells] = [cells(first), cells(second)];
  const [firstCounts, secondCounts] = [new Uint32Array(classCount ** 2), new Uint32Array(classCount ** 2)];
  const differences = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample++) {
    firstCounts.fill(0);
    secondCounts.fill(0);
    for (let drawn = 0; drawn < actual.length; drawn++) {
      const image = Math.floor(random.uniform(0, actual.length));
      add(firstCounts, firstCells[image] ?? 0);
      add(secondCounts, secondCells[image] ?? 0);
    }
    differences[resample] = flatMacroF1(secondCounts, classCount) - flatMacroF1(firstCounts, classCount);
  }
  differences.sort();
  return { low: pointOf(differences, 0.025), high: pointOf(differences, 0.975) };
}

function add(counts: Uint32Array, cell: number): void {
  counts[cell] = (counts[cell] ?? 0) + 1;
}

/** The mean of the classes' F1 = 2 · right / (actual + predicted). @param counts [actual, predicted] */
function flatMacroF1(counts: Uint32Array, classCount: number): number {
  let sum = 0;
  for (let one = 0; one < classCount; one++) {
    let both = 0;
    for (let other = 0; other < classCount; other++)
      both += (counts[one * classCount + other] ?? 0) + (counts[other * classCount + one] ?? 0);
    if (both > 0) sum += (2 * (counts[one * classCount + one] ?? 0)) / both;
  }
  return sum / classCount;
}

/** @param sorted ascending, not empty; @param share 0 to 1 */
function pointOf(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return low + (high - low) * (place - Math.floor(place));
}
