import { describe, expect, it } from 'vitest';
import { sharesInside } from './insideImage.ts';

const window = (kernel: number, stride: number, pads: readonly [number, number, number, number]) =>
  ({ kernel: [kernel, kernel], strides: [stride, stride], pads, groups: 1 }) as const;

describe('the share of outputs for which a tap lies inside the image', () => {
  it('is 1 everywhere without padding', () => {
    expect([...sharesInside([window(2, 1, [0, 0, 0, 0])], [5, 4])]).toEqual([1, 1, 1, 1]);
  });

  it('is less for the outer taps of a padded window', () => {
    const [edge, whole] = [0.75, 1];
    const rows = [edge, whole, edge];
    const expected = rows.flatMap((row) => rows.map((column) => row * column));
    expect([...sharesInside([window(3, 1, [1, 1, 1, 1])], [4, 4])]).toEqual(expected);
  });

  it('counts what a stride passes over', () => {
    // Of 4 pixels the windows begin at -1 and 1: the first tap is outside once, the others never.
    expect([...sharesInside([window(3, 2, [1, 1, 0, 0])], [4, 4])]).toEqual([0.25, 0.5, 0.5, 0.5, 1, 1, 0.5, 1, 1]);
  });

  it('is the mean over phases, which see different edges', () => {
    const phases = [window(1, 2, [1, 0, 0, 0]), window(1, 2, [0, 0, 0, 0])];
    expect([...sharesInside(phases, [3, 3])]).toEqual([0.75]);
  });
});
