/** The application's numbers against scikit-learn's on the same predictions (vectors made by make_sklearn.py). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ClassScores, classScoresSchema, confusionMatrixSchema } from '../../app/contract/evaluation.ts';
import { classificationReport, reportFromConfusion } from '../../app/evaluation/classificationReport.ts';
import { confusionMatrix } from '../../app/evaluation/confusionMatrix.ts';

const TOLERANCE = 1e-12;

const fileSchema = z.strictObject({
  madeBy: z.string(),
  cases: z.array(
    z.strictObject({
      name: z.string(),
      classes: z.int(),
      actual: z.array(z.int()),
      predicted: z.array(z.int()),
      confusion: confusionMatrixSchema,
      perClass: z.array(classScoresSchema),
      macroAverage: classScoresSchema,
      weightedAverage: classScoresSchema,
      accuracy: z.number(),
    }),
  ),
});

const { cases } = fileSchema.parse(JSON.parse(readFileSync(new URL('./vectors/sklearn.json', import.meta.url), 'utf8')));

function expectSame(ours: ClassScores | undefined, theirs: ClassScores | undefined): void {
  expect(ours?.support).toBe(theirs?.support);
  for (const score of ['precision', 'recall', 'f1'] as const) {
    expect(Math.abs((ours?.[score] ?? Number.NaN) - (theirs?.[score] ?? Number.NaN))).toBeLessThan(TOLERANCE);
  }
}

describe('scikit-learn and the application agree on', () => {
  it.each(cases)('$name', ({ classes, actual, predicted, ...theirs }) => {
    const names = Array.from({ length: classes }, (_, index) => `class ${index}`);
    expect(confusionMatrix(actual, predicted, classes)).toEqual(theirs.confusion);
    for (const ours of [classificationReport(actual, predicted, names), reportFromConfusion(theirs.confusion, names)]) {
      for (const [index, name] of names.entries()) expectSame(ours.perClass[name], theirs.perClass[index]);
      expectSame(ours.macroAverage, theirs.macroAverage);
      expectSame(ours.weightedAverage, theirs.weightedAverage);
      expect(Math.abs(ours.accuracy - theirs.accuracy)).toBeLessThan(TOLERANCE);
    }
  });

  it('all fifteen hostile cases', () => expect(cases).toHaveLength(15));
});
