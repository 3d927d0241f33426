import { describe, expect, it } from 'vitest';
import { exactInterval } from './exactInterval.ts';

describe('the exact interval', () => {
  it.each([
    [0, 100, 0, 4],
    [1, 100, 0, 6],
    [50, 100, 39, 61],
    [0, 200, 0, 2],
    [50, 200, 19, 32],
    [0, 1000, 0, 1],
  ])('of %i in %i is, rounded outwards to whole per cent, %i to %i, as haematology reads it', (cells, counted, low, high) => {
    const [below, above] = exactInterval(cells, counted);
    expect([Math.floor(100 * below), Math.ceil(100 * above)]).toEqual([low, high]);
  });

  it('of nothing knows nothing', () => expect(exactInterval(0, 0)).toEqual([0, 1]));

  it.each([1, 2, 100, 20_000])('of %i holds the share itself, touches 0 and 1 at the ends alone, and mirrors', (counted) => {
    for (const cells of new Set([0, 1, Math.floor(counted / 3), counted - 1, counted])) {
      const [low, high] = exactInterval(cells, counted);
      expect(low <= cells / counted && cells / counted <= high).toBe(true);
      expect([low === 0, high === 1]).toEqual([cells === 0, cells === counted]);
      expect(exactInterval(counted - cells, counted)[0]).toBeCloseTo(1 - high, 14);
    }
  });

  it('is narrower the more cells are counted', () => {
    const widths = [100, 200, 500, 1000].map((counted) => {
      const [low, high] = exactInterval(counted / 10, counted);
      return high - low;
    });
    expect([...widths].sort((a, b) => b - a)).toEqual(widths);
  });

  it.each([
    [3, 2],
    [-1, 2],
    [0.5, 2],
    [Number.NaN, 2],
    [0, Number.POSITIVE_INFINITY],
    [0, 2 ** 60],
  ])('refuses %d of %d', (cells, counted) => expect(() => exactInterval(cells, counted)).toThrow('is no share'));
});
