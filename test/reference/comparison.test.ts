/** Comparing two runs against SciPy, scikit-learn and NumPy (vectors made by make_comparison.py). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compareRuns, type JudgedRun } from '../../app/evaluation/comparison/compareRuns.ts';
import { exactP } from '../../app/evaluation/comparison/mcnemar.ts';
import { differenceInterval, percentileInterval, resampledScores, SCORES } from '../../app/evaluation/comparison/resampledScores.ts';
import { randomFor } from '../../app/random/random.ts';

const numbers = z.array(z.int());
const fileSchema = z.strictObject({
  madeBy: z.string(),
  mcnemar: z.array(z.strictObject({ b: z.int(), c: z.int(), p: z.number() })),
  cases: z.array(
    z.strictObject({
      ...{ name: z.string(), classes: z.int(), actual: numbers, first: numbers, second: numbers },
      ...{ macroF1: z.tuple([z.number(), z.number()]), interval: z.tuple([z.number(), z.number()]), noise: z.number() },
      perClass: z.array(z.strictObject({ ends: z.array(z.tuple([z.number(), z.number()])).length(4), noise: z.number() })),
    }),
  ),
});
const { mcnemar, cases } = fileSchema.parse(JSON.parse(readFileSync(new URL('./vectors/comparison.json', import.meta.url), 'utf8')));

describe('SciPy and the application agree on McNemar’s exact p', () => {
  it.each(mcnemar)('of $b and $c', ({ b, c, p }) => {
    expect(Math.abs(exactP(b, c) - p)).toBeLessThanOrEqual(1e-9 * p);
    expect(exactP(c, b)).toBe(exactP(b, c));
  });
});

describe('NumPy and the application agree on the intervals of each class in', () => {
  it.each(cases)('$name', ({ classes, actual, first, second, perClass }) => {
    const judged = { actual, predicted: [first, second], classCount: classes };
    const [ofFirst, ofSecond] = resampledScores(judged, 2000, randomFor(1, 'paired bootstrap'));
    for (const [of, { ends, noise }] of perClass.entries()) {
      const [mine, theirs] = [ofFirst?.perClass[of], ofSecond?.perClass[of]];
      if (mine === undefined || theirs === undefined) throw new Error(`No scores of class ${of}.`);
      const found = [...SCORES.map((score) => percentileInterval(mine[score])), differenceInterval(mine.f1, theirs.f1)];
      for (const [at, [low, high]] of ends.entries()) {
        expect(Math.abs((found[at]?.low ?? Number.NaN) - low)).toBeLessThanOrEqual(1.5 * noise);
        expect(Math.abs((found[at]?.high ?? Number.NaN) - high)).toBeLessThanOrEqual(1.5 * noise);
      }
    }
  });
});

describe('scikit-learn, NumPy and the application agree on', () => {
  it.each(cases)('$name', ({ classes, actual, first, second, macroF1, interval, noise }) => {
    const run = (name: string, predicted: readonly number[]): JudgedRun => ({
      name,
      classes: Array.from({ length: classes }, (_, index) => `class ${index}`),
      predictions: actual.map((one, image) => {
        const path = `${image}.png`;
        return { sha256: String(image), path, actual: one, predicted: predicted[image] ?? 0, probabilities: [] };
      }),
    });
    const found = compareRuns(run('first', first), run('second', second));
    expect(found.macroF1[0]).toBeCloseTo(macroF1[0], 12);
    expect(found.macroF1[1]).toBeCloseTo(macroF1[1], 12);
    expect(found.difference.value).toBeCloseTo(macroF1[1] - macroF1[0], 12);
    // Two thousand resamples by other random numbers: as far off as NumPy's own are.
    expect(Math.abs(found.difference.low - interval[0])).toBeLessThan(1.5 * noise);
    expect(Math.abs(found.difference.high - interval[1])).toBeLessThan(1.5 * noise);
  });
});
