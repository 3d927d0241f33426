import { describe, expect, it } from 'vitest';
import { contrast, type Theme } from '../../../app/contract/colours.ts';
import { LINE_COLOURS } from './lineColours.ts';
import { linePath, nearest, placeIn, rangeFromZero, spreadLabels, ticksOf } from './scale.ts';

describe('ticks', () => {
  it.each([
    [[0, 1], 5, 0, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [[0, 0.3], 3, 0, [0, 0.1, 0.2, 0.3]],
    [[1, 12], 6, 1, [2, 4, 6, 8, 10, 12]],
    [[1, 2], 8, 1, [1, 2]],
    [[1, 200], 5, 1, [50, 100, 150, 200]],
    [[3, 3], 4, 0, [3]],
  ] as const)('of %j lie at round numbers', (range, count, least, wanted) => {
    expect(ticksOf(range, count, least)).toEqual(wanted);
  });

  it('are a handful, whatever the range', () => {
    for (const most of [1e-9, 0.07, 3, 19.5, 1234, 8e7]) {
      const { length } = ticksOf([0, most], 5);
      expect(length).toBeGreaterThanOrEqual(3);
      expect(length).toBeLessThanOrEqual(7);
    }
  });
});

describe('a range from zero', () => {
  it.each([
    [[], [0, 1]],
    [
      [0, 0],
      [0, 1],
    ],
    [
      [0.93, 1.61],
      [0, 2],
    ],
    [[0.004], [0, 0.004]],
    [
      [Number.NaN, Number.POSITIVE_INFINITY, 0.5],
      [0, 0.6],
    ],
  ])('of %j ends at a round number above all', (values, wanted) => {
    expect(rangeFromZero(values)).toEqual(wanted);
  });
});

describe('a path', () => {
  it('has a gap where there is no value', () => {
    const points = [
      { x: 1, y: 1 },
      { x: 2, y: null },
      { x: 3, y: Number.NaN },
      { x: 4, y: 2 },
      { x: 5, y: 3 },
    ];
    expect(
      linePath(
        points,
        (x) => x,
        (y) => y,
      ),
    ).toBe('M1.0 1.0M4.0 2.0L5.0 3.0');
  });

  it('lies in the middle of a range of one value', () => {
    expect(placeIn([2, 2], [0, 10])(2)).toBe(5);
    expect(placeIn([0, 4], [100, 0])(1)).toBe(75);
  });
});

describe('labels', () => {
  it('that would lie over each other move apart, in their order and within the chart', () => {
    expect(spreadLabels([50, 10], 15, [0, 100])).toEqual([50, 10]);
    expect(spreadLabels([50, 49], 15, [0, 100])).toEqual([64, 49]);
    expect(spreadLabels([98, 99, 100], 15, [0, 100])).toEqual([70, 85, 100]);
    expect(spreadLabels([], 15, [0, 100])).toEqual([]);
  });
});

describe('the nearest value', () => {
  it.each([
    [[1, 2, 3], 2.4, 2],
    [[1, 2, 3], 99, 3],
    [[], 1, undefined],
  ])('of %j to %d is %s', (values, wanted, found) => {
    expect(nearest(values, wanted)).toBe(found);
  });
});

describe('colours of lines', () => {
  const BEHIND: Readonly<Record<Theme, string>> = { light: '#ffffff', dark: '#1b1e22' };
  const parts = (text: string) => [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16)) as [number, number, number];

  it.each(['light', 'dark'] as const)('stand out from what lies behind them in the %s theme', (theme) => {
    for (const colour of LINE_COLOURS[theme]) expect(contrast(parts(colour), parts(BEHIND[theme]))).toBeGreaterThan(4.5);
  });
});
