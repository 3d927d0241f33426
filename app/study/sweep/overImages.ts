/** How sure a sweep's scores are of the images they are over: the images are drawn anew, with all seeds' answers on each. Pure. */
import type { Prediction } from '../../contract/evaluation.ts';
import { differenceInterval, type Interval, percentileInterval, resampledScores } from '../../evaluation/comparison/resampledScores.ts';
import { randomFor } from '../../random/random.ts';

const RESAMPLES = 1000;

/** What each seed's folds took the same images for. */
export type AnswersOfSeeds = ReadonlyMap<number, readonly Prediction[]>;

/** The 95 % percentile interval of the mean over the seeds of macro-F1. */
export function intervalOverImages(answers: AnswersOfSeeds, classCount: number): Interval | null {
  const means = resampledMeans([answers], [...answers.keys()], classCount)?.[0];
  return means === undefined ? null : percentileInterval(means);
}

/** Of second less first, over the seeds that both have. */
export function differenceOverImages(first: AnswersOfSeeds, second: AnswersOfSeeds, classCount: number): Interval | null {
  const both = [...first.keys()].filter((seed) => second.has(seed));
  const [before, after] = resampledMeans([first, second], both, classCount) ?? [];
  return before === undefined || after === undefined ? null : differenceInterval(before, after);
}

/** The mean over the seeds of each candidate's macro-F1, the same resample at the same place in all. */
function resampledMeans(of: readonly AnswersOfSeeds[], seeds: readonly number[], classCount: number): Float64Array[] | undefined {
  const any = seeds[0] === undefined ? undefined : of[0]?.get(seeds[0]);
  if (any === undefined || any.length === 0) return undefined;
  const paths = any.map(({ path }) => path).toSorted();
  const inOrder = (answers: readonly Prediction[]) => {
    const byPath = new Map(answers.map(({ path, predicted }) => [path, predicted]));
    return paths.map((path) => byPath.get(path) ?? -1);
  };
  const actualOf = new Map(any.map(({ path, actual }) => [path, actual]));
  const predicted = of.flatMap((answers) => seeds.map((seed) => inOrder(answers.get(seed) ?? [])));
  if (predicted.some((own) => own.includes(-1))) return undefined;
  const judged = { actual: paths.map((path) => actualOf.get(path) ?? 0), predicted, classCount };
  const scores = resampledScores(judged, RESAMPLES, randomFor(0, 'sweep over images'));
  return of.map((_, candidate) => {
    const own = scores.slice(candidate * seeds.length, (candidate + 1) * seeds.length);
    return Float64Array.from({ length: RESAMPLES }, (__, at) => own.reduce((sum, { macroF1 }) => sum + (macroF1[at] ?? 0), 0) / own.length);
  });
}
