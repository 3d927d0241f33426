import { describe, expect, it } from 'vitest';
import { wilsonInterval } from './intervals.ts';

describe('the Wilson interval', () => {
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
  ])('of %i in %i is what is printed by Newcombe (Statistics in Medicine 17, 1998, method 3)', (successes, n, low, high) => {
    expect(wilsonInterval(successes, n).map((bound) => bound.toFixed(4))).toEqual([low.toFixed(4), high.toFixed(4)]);
  });

  it.each([
    [1, 2],
    [9, 10],
    [1632, 1728],
  ])('of %i in %i ends at the shares p that are 1.96 of their own standard errors away, which defines it', (successes, n) => {
    for (const bound of wilsonInterval(successes, n)) {
      expect(Math.abs(successes / n - bound) / Math.sqrt((bound * (1 - bound)) / n)).toBeCloseTo(1.959963984540054, 10);
    }
  });

  it('of nothing knows nothing', () => expect(wilsonInterval(0, 0)).toEqual([0, 1]));

  it.each([1, 7, 1728, 1e9])('stays inside 0..1 and does not collapse when none or all of %i are right', (n) => {
    const [noneLow, noneHigh] = wilsonInterval(0, n);
    const [allLow, allHigh] = wilsonInterval(n, n);
    expect([noneLow, allHigh]).toEqual([0, 1]);
    expect(noneHigh).toBeGreaterThan(0);
    expect(allLow).toBeLessThan(1);
    expect(allLow).toBeCloseTo(1 - noneHigh, 12);
  });

  it.each([
    [3, 2],
    [-1, 2],
    [0.5, 2],
    [Number.NaN, 2],
    [0, Number.POSITIVE_INFINITY],
  ])('refuses %d of %d', (successes, n) => expect(() => wilsonInterval(successes, n)).toThrow('is no share'));
});
