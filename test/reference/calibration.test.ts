/** Temperature scaling, and risk against coverage, against SciPy and NumPy (vectors made by make_calibration.py). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { calibrate } from '../../app/evaluation/calibration/calibrate.ts';

const numbers = z.array(z.number());
const caseSchema = z.strictObject({
  ...{ name: z.string(), actual: z.array(z.int()), probabilities: z.array(numbers), temperature: z.number() },
  ...{ lossBefore: z.number(), lossAfter: z.number(), coverage: numbers, risk: numbers, target: z.number(), coverageAtTarget: z.number() },
});
const { cases } = z
  .strictObject({ madeBy: z.string(), cases: z.array(caseSchema).min(5) })
  .parse(JSON.parse(readFileSync(new URL('./vectors/calibration.json', import.meta.url), 'utf8')));

describe.each(cases)('probabilities that are $name', (of) => {
  const images = of.probabilities.map((probabilities, at) => ({ probabilities, actual: of.actual[at] ?? 0 }));
  const found = calibrate(images, of.target);

  it('get the temperature that SciPy finds, and its loss', () => {
    expect(found.temperature / of.temperature).toBeCloseTo(1, 5);
    expect(found.before.loss).toBeCloseTo(of.lossBefore, 12);
    expect(found.after.loss).toBeCloseTo(of.lossAfter, 9);
  });

  it('have the risks that NumPy counts at each coverage, and the coverage at the target', () => {
    expect(found.curve.map(({ coverage }) => coverage)).toEqual(of.coverage);
    for (const [at, { error }] of found.curve.entries()) expect(error).toBeCloseTo(of.risk[at] ?? -1, 12);
    expect(found.threshold.coverage).toBe(of.coverageAtTarget);
  });
});
