import { describe, expect, it } from 'vitest';
import { reliability } from './reliability.ts';

describe('reliability', () => {
  it.each([
    [0, 0],
    [0.1, 0],
    [0.1000001, 1],
    [0.95, 9],
    [1, 9],
    // A softmax may come out an ulp above 1.
    [1.0000001, 9],
  ])('puts a confidence of %d into bin %i', (confidence, bin) => {
    expect(reliability([confidence], [true]).bins.findIndex(({ images }) => images === 1)).toBe(bin);
  });

  it('of no images is all zeros', () => {
    const { bins, expectedCalibrationError } = reliability([], []);
    expect(bins).toHaveLength(10);
    expect([expectedCalibrationError, ...bins.map(({ accuracy }) => accuracy)].every((value) => value === 0)).toBe(true);
  });

  it('of a run that is always sure and half of the time wrong is off by a half', () => {
    expect(reliability([1, 1], [true, false]).expectedCalibrationError).toBe(0.5);
  });
});
