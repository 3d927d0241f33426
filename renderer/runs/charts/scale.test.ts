import { describe, expect, it } from 'vitest';
import { epochScale, niceScale, placed, spread } from './scale.ts';

describe('axes', () => {
  it.each<[number[], number, number]>([
    [[0.12, 0.97], 0, 1],
    [[3, 3], 3, 4],
    [[Number.NaN, 0.2, 0.4], 0.2, 0.4],
    [[], 0, 1],
    [[-5, 5], -5, 5],
  ])('hold %j between %d and %d', (values, low, high) => {
    const scale = niceScale(values);
    expect([scale.low <= low, scale.high >= high]).toEqual([true, true]);
    expect(scale.ticks.length).toBeGreaterThan(1);
    expect(scale.ticks.length).toBeLessThan(8);
  });

  it.each([1, 2, 7, 12, 200, 999, 100_000])('of %i epochs begin with 1, end with the last and have few ticks', (last) => {
    const { ticks } = epochScale(last);
    expect([ticks[0], ticks.at(-1)]).toEqual([1, Math.max(2, last)]);
    expect(ticks.length).toBeLessThan(9);
    expect(ticks).toEqual([...new Set(ticks)].sort((a, b) => a - b));
  });

  it('put the low end at one side and the high end at the other', () => {
    const scale = { low: 2, high: 4, ticks: [] };
    expect([placed(scale, 2, 100, 0), placed(scale, 3, 100, 0), placed(scale, 4, 100, 0)]).toEqual([100, 50, 0]);
  });
});

describe('labels', () => {
  it.each<[number[], number[]]>([
    [
      [10, 50],
      [10, 50],
    ],
    [
      [50, 50, 50],
      [50, 62, 74],
    ],
    [
      [99, 98],
      [100, 88],
    ],
    [[], []],
  ])('at %j are moved apart to %j', (heights, expected) => expect(spread(heights, 12, 0, 100)).toEqual(expected));
});
