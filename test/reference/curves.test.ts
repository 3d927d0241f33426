/** ROC, precision-recall, reliability and differences over seeds against scikit-learn, SciPy and NumPy (vectors made by make_curves.py). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { differenceOverSeeds } from '../../app/evaluation/comparison/overSeeds.ts';
import { rankCurves } from '../../app/evaluation/ranking/rankCurves.ts';
import { rankedOf, stepsOf } from '../../app/evaluation/ranking/ranked.ts';
import { reliability } from '../../app/evaluation/reliability.ts';

const numbers = z.array(z.number());
const points = z.array(z.tuple([z.number(), z.number()]));
const fileSchema = z.strictObject({
  madeBy: z.string(),
  cases: z.array(
    z.strictObject({
      ...{ name: z.string(), actual: z.array(z.int()), probabilities: z.array(numbers) },
      classes: z.array(z.strictObject({ roc: points, auc: z.number(), precisionRecall: points, averagePrecision: z.number() }).nullable()),
      reliability: z.strictObject({ images: z.array(z.int()), confidence: numbers, accuracy: numbers, ece: z.number() }),
    }),
  ),
  seeds: z.array(z.strictObject({ first: numbers, second: numbers, interval: z.tuple([z.number(), z.number()]) })),
});
const { cases, seeds } = fileSchema.parse(JSON.parse(readFileSync(new URL('./vectors/curves.json', import.meta.url), 'utf8')));

type Points = readonly (readonly [number, number])[];

/** How far `of` lies from the line through `line`, along either axis at most. */
function distance([x, y]: readonly [number, number], line: Points): number {
  return Math.min(
    ...line.slice(1).map(([x2, y2], at) => {
      const [x1, y1] = line[at] ?? [0, 0];
      const along = [x2 - x1, y2 - y1] as const;
      const length = along[0] ** 2 + along[1] ** 2;
      const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * along[0] + (y - y1) * along[1]) / length));
      return Math.hypot(x - x1 - share * along[0], y - y1 - share * along[1]);
    }),
  );
}

function farthest(of: Points, from: Points): number {
  return Math.max(...of.map((point) => distance(point, from)));
}

describe.each(cases)('scikit-learn and the application agree on $name', ({ actual, probabilities, classes, reliability: expected }) => {
  const flat = Float64Array.from(probabilities.flat());
  const ranked = (of: number) => rankedOf(flat, actual, of, classes.length);

  it.each(classes.map((of, index) => ({ of, index })))('ROC and precision-recall of class $index', ({ of, index }) => {
    const found = rankCurves(ranked(index), 10_000);
    if (of === null) return expect(found).toBeUndefined();
    expect(found?.roc.area).toBeCloseTo(of.auc, 12);
    expect(found?.precisionRecall.area).toBeCloseTo(of.averagePrecision, 12);
    // Points between others on a line are left out; none that is there is another one.
    expect(farthest(found?.roc.points ?? [], of.roc)).toBeLessThan(1e-12);
    expect(farthest(of.roc, found?.roc.points ?? [])).toBeLessThan(1e-12);
    expect(farthest(found?.precisionRecall.points ?? [], of.precisionRecall)).toBeLessThan(1e-12);
    expect(farthest(of.precisionRecall, found?.precisionRecall.points ?? [])).toBeLessThan(1e-12);
    expect(stepsOf(ranked(index))).toHaveLength(of.roc.length);
  });

  it('thinned curves lie within a hundredth of the whole ones, and keep their ends and areas', () => {
    for (const [index, of] of classes.entries()) {
      const [whole, few] = [rankCurves(ranked(index), 10_000), rankCurves(ranked(index), 200)];
      if (of === null || whole === undefined || few === undefined) continue;
      expect(few.roc.area).toBe(whole.roc.area);
      expect(farthest(of.roc, few.roc.points)).toBeLessThan(0.01);
      expect([few.roc.points[0], few.roc.points.at(-1)]).toEqual([
        [0, 0],
        [1, 1],
      ]);
    }
  });

  it('reliability', () => {
    const confidence = probabilities.map((row) => Math.max(...row));
    const isRight = probabilities.map((row, image) => row.indexOf(Math.max(...row)) === actual[image]);
    const found = reliability(confidence, isRight);
    const held = found.bins.filter(({ images }) => images > 0);
    expect(held.map(({ images }) => images)).toEqual(expected.images);
    for (const [at, bin] of held.entries()) {
      expect(bin.low).toBeLessThanOrEqual(bin.confidence);
      expect(bin.high).toBeGreaterThanOrEqual(bin.confidence);
      expect(bin.confidence).toBeCloseTo(expected.confidence[at] ?? Number.NaN, 12);
      expect(bin.accuracy).toBeCloseTo(expected.accuracy[at] ?? Number.NaN, 12);
    }
    expect(found.expectedCalibrationError).toBeCloseTo(expected.ece, 12);
  });
});

it.each(seeds)('SciPy and the application agree on the difference over the seeds of $first', ({ first, second, interval: [low, high] }) => {
  const scores = (list: readonly number[]) => list.map((score, seed) => ({ seed, score }));
  // In another order on one side: seeds are what pairs.
  const found = differenceOverSeeds(scores(first), scores(second).toReversed());
  expect(found?.low).toBeCloseTo(low, 10);
  expect(found?.high).toBeCloseTo(high, 10);
});
