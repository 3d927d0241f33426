import { describe, expect, it } from 'vitest';
import { contrast, type Theme } from '../../../app/contract/colours.ts';
import { LINE_COLOURS } from './lineColours.ts';
import { linePath, nearest } from './lines.ts';

describe('a path', () => {
  it('has a gap where there is no value', () => {
    const points = [
      { x: 1, y: 1 },
      { x: 2, y: null },
      { x: 3, y: Number.NaN },
      { x: 4, y: 2 },
      { x: 5, y: 3 },
    ];
    const itself = (value: number) => value;
    expect(linePath(points, itself, itself)).toBe('M1.0 1.0M4.0 2.0L5.0 3.0');
    expect(linePath([], itself, itself)).toBe('');
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
  const BEHIND: Readonly<Record<Theme, readonly [number, number, number]>> = { light: [255, 255, 255], dark: [0x1b, 0x1e, 0x22] };
  const channel = (colour: string, at: number) => Number.parseInt(colour.slice(at, at + 2), 16);

  it.each(['light', 'dark'] as const)('stand out from what lies behind them in the %s theme', (theme) => {
    for (const colour of LINE_COLOURS[theme]) {
      expect(contrast([channel(colour, 1), channel(colour, 3), channel(colour, 5)], BEHIND[theme])).toBeGreaterThan(4.5);
    }
  });
});
