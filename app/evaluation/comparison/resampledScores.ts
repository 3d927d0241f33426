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
export function resampledScores(judged: JudgedTogether, resamples: number, random: Random): ResampledRun[] {
  const { actual, predicted, classCount } = judged;
  const { kindOf, cells, kinds } = kindsOf(judged);
  const runCount = predicted.length;
  const size = classCount ** 2;
  const [drawnOfKind, counts] = [new Uint32Array(kinds), new Uint32Array(runCount * size)];
  const scores = predicted.map(() => emptyScores(classCount, resamples));
  for (let resample = 0; resample < resamples; resample++) {
    drawnOfKind.fill(0);
    for (let drawn = 0; drawn < actual.length; drawn++) {
      const kind = kindOf[Math.floor(random.uniform(0, actual.length))] ?? 0;
      drawnOfKind[kind] = (drawnOfKind[kind] ?? 0) + 1;
    }
    spread(drawnOfKind, cells, runCount, counts);
    for (const [run, into] of scores.entries()) scoreInto(into, resample, counts.subarray(run * size, (run + 1) * size), classCount);
  }
  return scores;
}

/** Images that are of one class and that every run took for the same: they count alike in every resample, and there are few kinds of them. */
type Kinds = {
  /** By image. */
  readonly kindOf: Uint32Array;
  readonly kinds: number;
  /** Where a kind counts for each run: `[kind, run]`. */
  readonly cells: Uint32Array;
};

function kindsOf({ actual, predicted, classCount }: JudgedTogether): Kinds {
  const known = new Map<string, number>();
  const cells: number[] = [];
  const kindOf = new Uint32Array(actual.length);
  for (let image = 0; image < actual.length; image++) {
    const row = (actual[image] ?? 0) * classCount;
    const own = predicted.map((of, run) => run * classCount ** 2 + row + (of[image] ?? 0));
    const name = own.join();
    const kind = known.get(name) ?? known.size;
    if (kind === known.size) {
      known.set(name, kind);
      cells.push(...own);
    }
    kindOf[image] = kind;
  }
  return { kindOf, kinds: known.size, cells: Uint32Array.from(cells) };
}

/** How often each kind was drawn, as confusion matrices of all runs: `[run, actual, predicted]`. */
function spread(drawnOfKind: Uint32Array, cells: Uint32Array, runCount: number, counts: Uint32Array): void {
  counts.fill(0);
  for (let kind = 0; kind < drawnOfKind.length; kind++) {
    const times = drawnOfKind[kind] ?? 0;
    if (times === 0) continue;
    for (let place = kind * runCount; place < (kind + 1) * runCount; place++) {
      const cell = cells[place] ?? 0;
      counts[cell] = (counts[cell] ?? 0) + times;
    }
  }
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
