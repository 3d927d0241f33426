/** How sure the difference of two runs' macro-F1 is. */
import type { Random } from '../../random/random.ts';
import { differenceInterval, type Interval, resampledScores } from './resampledScores.ts';

/** Class indices of the same images in the same order. */
export type Judged = {
  readonly actual: readonly number[];
  readonly first: readonly number[];
  readonly second: readonly number[];
  readonly classCount: number;
};

/** The 95 % percentile interval of second less first, by resampling the images (`resampledScores`). @param resamples at least 2 */
export function macroF1DifferenceInterval({ actual, first, second, classCount }: Judged, resamples: number, random: Random): Interval {
  const [ofFirst, ofSecond] = resampledScores({ actual, predicted: [first, second], classCount }, resamples, random);
  if (ofFirst === undefined || ofSecond === undefined) return { low: 0, high: 0 };
  return differenceInterval(ofFirst.macroF1, ofSecond.macroF1);
}
