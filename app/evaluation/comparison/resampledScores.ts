/** How sure the scores of several runs on the same images are: the images are drawn anew, with all runs' answers on each. */
import type { Random } from '../../random/random.ts';

export type Interval = { readonly low: number; readonly high: number };

/** Class indices of the same images in the same order. */
export type JudgedTogether = {
  readonly actual: ArrayLike<number>;
  /** What each run predicted. */
  readonly predicted: readonly ArrayLike<number>[];
  readonly classCount: number;
};

export const SCORES = ['precision', 'recall', 'f1'] as const;
export type Score = (typeof SCORES)[number];

/** One number for each resample, the same resample at the same place in all of them. */
export type ResampledRun = { readonly macroF1: Float64Array; readonly perClass: readonly Readonly<Record<Score, Float64Array>>[] };

/**
 * Scores of each run over images drawn with replacement, as many as there are (B. Efron and R. Tibshirani, An Introduction to the
 * Bootstrap, 1993, ch. 13). All runs are judged on the same draws, so that their scores can be paired resample by resample.
 * A class that a resample happens not to have, or that is never predicted, counts 0, as scikit-learn's `zero_division=0` has it.
 * @param resamples at least 2
 */
export function resampledScores({ actual, predicted, classCount }: JudgedTogether, resamples: number, random: Random): ResampledRun[] {
  const cells = cellsOf(actual, predicted, classCount);
  const runCount = predicted.length;
  const size = classCount ** 2;
  const counts = new Uint32Array(runCount * size);
  const scores = predicted.map(() => emptyScores(classCount, resamples));
  for (let resample = 0; resample < resamples; resample++) {
    counts.fill(0);
    for (let drawn = 0; drawn < actual.length; drawn++) {
      const first = Math.floor(random.uniform(0, actual.length)) * runCount;
      for (let run = 0; run < runCount; run++) {
        const cell = cells[first + run] ?? 0;
        counts[cell] = (counts[cell] ?? 0) + 1;
      }
    }
    for (const [run, into] of scores.entries()) scoreInto(into, resample, counts.subarray(run * size, (run + 1) * size), classCount);
  }
  return scores;
}

/** The place in `counts` that each image counts at for each run, one image after the other: `[image, run]`. */
function cellsOf(actual: ArrayLike<number>, predicted: readonly ArrayLike<number>[], classCount: number): Uint32Array {
  const cells = new Uint32Array(actual.length * predicted.length);
  for (const [run, of] of predicted.entries()) {
    for (let image = 0; image < actual.length; image++) {
      cells[image * predicted.length + run] = run * classCount ** 2 + (actual[image] ?? 0) * classCount + (of[image] ?? 0);
    }
  }
  return cells;
}

function emptyScores(classCount: number, resamples: number): ResampledRun {
  const list = () => new Float64Array(resamples);
  return {
    macroF1: list(),
    perClass: Array.from({ length: classCount }, () => ({ precision: list(), recall: list(), f1: list() })),
  };
}

/** @param counts [actual, predicted] */
function scoreInto({ macroF1, perClass }: ResampledRun, at: number, counts: Uint32Array, classCount: number): void {
  let sum = 0;
  for (const [one, into] of perClass.entries()) {
    let [support, taken] = [0, 0];
    for (let other = 0; other < classCount; other++) {
      support += counts[one * classCount + other] ?? 0;
      taken += counts[other * classCount + one] ?? 0;
    }
    const right = counts[one * classCount + one] ?? 0;
    into.precision[at] = taken === 0 ? 0 : right / taken;
    into.recall[at] = support === 0 ? 0 : right / support;
    const f1 = support + taken === 0 ? 0 : (2 * right) / (support + taken);
    into.f1[at] = f1;
    sum += f1;
  }
  macroF1[at] = sum / classCount;
}

/** The 95 % percentile interval of resampled scores; the 2.5 % and 97.5 % points are interpolated as NumPy's `percentile` does. */
export function percentileInterval(scores: Float64Array): Interval {
  const sorted = scores.toSorted();
  return { low: pointOf(sorted, 0.025), high: pointOf(sorted, 0.975) };
}

/** The interval of `second` less `first`, resample by resample. */
export function differenceInterval(first: Float64Array, second: Float64Array): Interval {
  return percentileInterval(second.map((score, resample) => score - (first[resample] ?? 0)));
}

/** @param sorted ascending, not empty; @param share 0 to 1 */
function pointOf(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return low + (high - low) * (place - Math.floor(place));
}
