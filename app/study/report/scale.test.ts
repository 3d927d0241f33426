import { describe, expect, it } from 'vitest';
import { epochScale, niceScale, place } from './scale.ts';

describe('a scale of values', () => {
  it.each([
    [
      [0, 1.63],
      [0, 0.5, 1, 1.5, 2],
    ],
    [
      [0, 0.0031],
      [0, 0.001, 0.002, 0.003, 0.004],
    ],
    [
      [0, 950],
      [0, 500, 1000],
    ],
    [
      [-3, 4],
      [-4, -2, 0, 2, 4],
    ],
    [
      [0, Number.NaN, Number.POSITIVE_INFINITY, 8],
      [0, 2, 4, 6, 8],
    ],
    [[], [0, 0.5, 1]],
    [[Number.NaN], [0, 0.5, 1]],
  ])('over %j has its ticks at %j', (values, ticks) => {
    expect(niceScale(values).ticks).toEqual(ticks);
  });

  it.each([[[0]], [[5, 5]], [[1e-12, 2e-12]], [[1e9, 3e9]], [[-2, -1]]])('over %j holds all its values and has a height', (values) => {
    const scale = niceScale(values);
    expect(scale.high).toBeGreaterThan(scale.low);
    for (const value of values) {
      expect(value).toBeGreaterThanOrEqual(scale.low);
      expect(value).toBeLessThanOrEqual(scale.high);
    }
    expect(scale.ticks.length).toBeLessThan(12);
  });

  it('places its ends at the ends', () => {
    const scale = niceScale([0, 2]);
    expect([place(scale, 0, 166, 26), place(scale, 2, 166, 26), place(scale, 1, 166, 26)]).toEqual([166, 26, 96]);
  });
});

describe('a scale of epochs', () => {
  it.each([
    [1, [1, 2]],
    [2, [1, 2]],
    [6, [1, 2, 3, 4, 5, 6]],
    [12, [1, 2, 4, 6, 8, 10, 12]],
    [100, [1, 20, 40, 60, 80, 100]],
    [7, [1, 2, 4, 7]],
  ])('to %i is labelled %j', (last, ticks) => {
    expect(epochScale(last).ticks).toEqual(ticks);
  });

  it.each([1, 3, 17, 99, 4096, 100_000])('to %i labels whole epochs only, few of them, in order', (last) => {
    const { ticks } = epochScale(last);
    expect(ticks.length).toBeLessThanOrEqual(9);
    expect(ticks.every(Number.isInteger)).toBe(true);
    expect([...ticks].sort((a, b) => a - b)).toEqual(ticks);
    expect(new Set(ticks).size).toBe(ticks.length);
  });
});
