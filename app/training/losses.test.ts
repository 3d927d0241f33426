import { describe, expect, it } from 'vitest';
import { argmaxRows, crossEntropy, meanSquaredError, softmax } from './losses.ts';

describe('softmax and cross-entropy', () => {
  it('agree with each other', () => {
    const logits = Float32Array.from([1, -2, 0.5]);
    expect(crossEntropy(logits, 2)).toBeCloseTo(-Math.log(softmax(logits)[2] ?? 0), 12);
  });

  it('stay finite for logits far beyond what exp can take', () => {
    expect(softmax(Float32Array.from([1000, 0]))).toEqual([1, 0]);
    expect(crossEntropy(Float32Array.from([1000, 0]), 1)).toBe(1000);
  });
});

describe('the predicted class', () => {
  it('is the largest logit, of equals the first, also where all are negative', () => {
    expect(argmaxRows(Float32Array.from([-3, -1, -1, 5, 5, 5]), 2, 3)).toEqual([1, 0]);
  });
});

describe('the mean squared error', () => {
  it('is the mean over all values', () => {
    expect(meanSquaredError(Float32Array.from([1, 2]), Float32Array.from([0, 4]))).toBe(2.5);
  });
});
