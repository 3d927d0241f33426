/** The difference of two recipes that were each trained from several seeds: what is left of it when the luck of the draw is taken out. */
import { tQuantile } from './studentT.ts';

export type SeedScore = { readonly seed: number; readonly score: number };

export type SeedDifference = {
  /** Seeds that both have. */
  readonly seeds: readonly number[];
  /** Mean of second less first, seed by seed, and its 95 % interval. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
};

/**
 * Student's interval of the mean of paired differences (Student, Biometrika 6, 1908), paired by the seed, which draws the same subset and
 * the same first weights on both sides. Undefined with fewer than two seeds that both have. Where a seed occurs twice, its first score counts.
 */
export function differenceOverSeeds(first: readonly SeedScore[], second: readonly SeedScore[]): SeedDifference | undefined {
  const scoreOf = (scores: readonly SeedScore[], seed: number) => scores.find((one) => one.seed === seed)?.score;
  const pairs = [...new Set(first.map(({ seed }) => seed))].flatMap((seed) => {
    const [a, b] = [scoreOf(first, seed), scoreOf(second, seed)];
    return a === undefined || b === undefined ? [] : [{ seed, difference: b - a }];
  });
  if (pairs.length < 2) return undefined;
  const { mean, deviation } = meanAndDeviation(pairs.map(({ difference }) => difference));
  const margin = (tQuantile(0.975, pairs.length - 1) * deviation) / Math.sqrt(pairs.length);
  return { seeds: pairs.map(({ seed }) => seed), value: mean, low: mean - margin, high: mean + margin };
}

/** @param numbers not empty @returns the deviation of a sample (n − 1); 0 of a single number */
export function meanAndDeviation(numbers: readonly number[]): { readonly mean: number; readonly deviation: number } {
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  const squares = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0);
  return { mean, deviation: numbers.length < 2 ? 0 : Math.sqrt(squares / (numbers.length - 1)) };
}
