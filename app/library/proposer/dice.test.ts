import { describe, expect, it } from 'vitest';
import { dice } from './dice.ts';

const region = (...data: number[]) => ({ data: Uint8Array.from(data), width: data.length, height: 1 });

describe('Dice of two regions', () => {
  it.each([
    { of: 'the same', a: region(0, 1, 1), b: region(0, 1, 1), is: 1 },
    { of: 'none shared', a: region(1, 0, 0), b: region(0, 1, 1), is: 0 },
    { of: 'half of one', a: region(1, 1, 0, 0), b: region(1, 0, 0, 0), is: 2 / 3 },
    { of: 'both empty', a: region(0, 0), b: region(0, 0), is: 1 },
    { of: 'one empty', a: region(0, 0), b: region(0, 1), is: 0 },
  ])('is $is where $of', ({ a, b, is }) => {
    expect(dice(a, b)).toBeCloseTo(is, 12);
    expect(dice(b, a)).toBeCloseTo(is, 12);
  });

  it('is of regions of one size only', () => {
    expect(() => dice(region(1), region(1, 0))).toThrow(RangeError);
  });
});
