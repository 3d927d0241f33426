import { describe, expect, it } from 'vitest';
import { classificationReportSchema } from '../contract/evaluation.ts';
import { accuracy, classificationReport, macroF1, reportFromConfusion } from './classificationReport.ts';
import { confusionMatrix } from './confusionMatrix.ts';

describe('the confusion matrix', () => {
  it('has actual classes as rows and predicted ones as columns', () => {
    expect(confusionMatrix([0, 0, 1, 2], [0, 2, 1, 0], 3)).toEqual([
      [1, 0, 1],
      [0, 1, 0],
      [1, 0, 0],
    ]);
  });

  it.each([
    ['lists of different length', [0, 1], [0], 2],
    ['an actual class that is none', [2], [0], 2],
    ['a predicted class that is none', [0], [-1], 2],
    ['a class that is no whole number', [0.5], [0], 2],
    ['a class that is not a number', [0], [Number.NaN], 2],
  ])('refuses %s', (_, actual, predicted, classes) => {
    expect(() => confusionMatrix(actual, predicted, classes)).toThrow(/classes/);
  });
});

describe('the classification report', () => {
  it('counts a class without images as 0 in the macro average and not at all in the weighted one', () => {
    const report = classificationReport([0, 0, 1], [0, 0, 1], ['a', 'b', 'absent']);
    expect(report.perClass['absent']).toEqual({ precision: 0, recall: 0, f1: 0, support: 0 });
    expect(report.macroAverage.f1).toBeCloseTo(2 / 3, 12);
    expect(report.weightedAverage.f1).toBe(1);
    expect(report.accuracy).toBe(1);
  });

  it('of no images is all zeros', () => {
    const zeros = { precision: 0, recall: 0, f1: 0, support: 0 };
    expect(classificationReport([], [], ['a'])).toEqual({
      perClass: { a: zeros },
      accuracy: 0,
      macroAverage: zeros,
      weightedAverage: zeros,
    });
  });

  it('keeps class names that JavaScript objects treat specially', () => {
    const names = ['__proto__', 'constructor', '<b>'];
    const report = classificationReport([0, 1, 2], [0, 1, 1], names);
    expect(Object.keys(report.perClass)).toEqual(names);
    expect(Object.getOwnPropertyDescriptor(report.perClass, '__proto__')?.value.f1).toBe(1);
  });

  it('never gives a share above 1, which the contract would refuse', () => {
    for (let classes = 1; classes <= 40; classes++) {
      const labels = Array.from({ length: classes * 3 }, (_, image) => (image * image) % classes);
      const names = Array.from({ length: classes }, (_, index) => `class ${index}`);
      expect(() => classificationReportSchema.parse(classificationReport(labels, labels, names))).not.toThrow();
    }
  });

  it('refuses a matrix that is not square over its classes, and a name that occurs twice', () => {
    expect(() => reportFromConfusion([[1, 0]], ['a'])).toThrow('columns');
    expect(() => reportFromConfusion([[1]], ['a', 'b'])).toThrow('rows');
    expect(() => classificationReport([0], [0], ['a', 'a'])).toThrow('twice');
  });

  it('agrees with accuracy and macro-F1 taken alone', () => {
    const confusion = [
      [3, 1],
      [2, 4],
    ];
    const report = reportFromConfusion(confusion, ['a', 'b']);
    expect(accuracy(confusion)).toBe(report.accuracy);
    expect(macroF1(confusion)).toBe(report.macroAverage.f1);
    expect(report.accuracy).toBe(0.7);
  });
});
