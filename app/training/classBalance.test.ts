import { describe, expect, it } from 'vitest';
import { classCounts, classWeightsOf, drawingWeights, logitOffsetOf } from './classBalance.ts';
import type { Example } from './examples.ts';

const image = { sha256: '1'.repeat(64), path: 'a.png', class: null, mask: null };
const examplesOf = (labels: readonly (number | null)[]): Example[] => labels.map((label) => ({ kind: 'image', image, label }));

describe('the counts of classes', () => {
  it.each([
    [
      [0, 2, 2, 0, 2],
      [2, 0, 3],
    ],
    [[], [0, 0, 0]],
    [
      [null, null],
      [0, 0, 0],
    ],
  ])('of labels %j are %j', (labels, counts) => {
    expect(classCounts(examplesOf(labels), 3)).toEqual(counts);
  });
});

describe('class weights', () => {
  it("are one for each, scikit-learn's balanced ones, or as they are named", () => {
    expect(classWeightsOf('none', [8, 2], ['A', 'B'])).toEqual([1, 1]);
    expect(classWeightsOf('balanced', [8, 2], ['A', 'B'])).toEqual([10 / 16, 10 / 4]);
    expect(classWeightsOf({ B: 3 }, [8, 2], ['A', 'B'])).toEqual([1, 3]);
  });

  it('of a class without examples are 0, not infinite', () => {
    expect(classWeightsOf('balanced', [8, 0], ['A', 'B'])).toEqual([0.5, 0]);
  });

  it('for a class that is not there are refused by its name', () => {
    expect(() => classWeightsOf({ A: 1, toString: 2 }, [1, 1], ['A', 'B'])).toThrow(
      expect.objectContaining({ kind: 'bad-recipe', message: expect.stringContaining('toString') }),
    );
    expect(classWeightsOf({}, [1], ['toString'])).toEqual([1]);
  });
});

describe('the offset of logits', () => {
  it('is τ times the logarithm of the prior, finite for a class without examples', () => {
    expect(logitOffsetOf(2, [8, 2])).toEqual([2 * Math.log(0.8), 2 * Math.log(0.2)]);
    expect(logitOffsetOf(1, [10, 0])[1]).toBeCloseTo(Math.log(0.1), 12);
    expect(logitOffsetOf(1, [0])).toEqual([0]);
  });
});

describe('how often an image is drawn', () => {
  it.each([
    ['none', undefined],
    ['balanced', [1 / 4, 1 / 4, 1 / 4, 1 / 4, 1]],
    ['square-root', [1 / 2, 1 / 2, 1 / 2, 1 / 2, 1]],
  ] as const)('with the sampling %s goes by the weights %j', (sampling, weights) => {
    expect(drawingWeights(sampling, examplesOf([0, 0, 0, 0, 1]), 2)).toEqual(weights);
  });
});
