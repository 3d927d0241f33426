import { describe, expect, it } from 'vitest';
import { gradCam } from './gradCam.ts';

const numbers = (...values: readonly number[]) => Float32Array.from(values);

describe('a Grad-CAM map', () => {
  // Channel 1 weighs (1 + 3 + 0 + 0) / 4 = 1, channel 2 (−2 − 2 + 0 + 2) / 4 = −0.5: the sums are 4 − 1, 2 − 3, 0 − 0, 1 − 0.25.
  it('is the sum of the channels by their mean gradient, cut off below 0 and scaled to its largest value', () => {
    const activations = numbers(4, 2, 0, 1, 2, 6, 0, 0.5);
    const gradient = numbers(1, 3, 0, 0, -2, -2, 0, 2);
    expect(gradCam(activations, gradient, [2, 2, 2])).toEqual({ rows: 2, columns: 2, values: [1, 0, 0, 0.25] });
  });

  it('keeps rows and columns apart', () => {
    expect(gradCam(numbers(1, 2, 4), numbers(1, 1, 1), [1, 1, 3])).toEqual({ rows: 1, columns: 3, values: [0.25, 0.5, 1] });
    expect(gradCam(numbers(1, 2, 4), numbers(1, 1, 1), [1, 3, 1])).toMatchObject({ rows: 3, columns: 1 });
  });

  it.each([
    ['nothing speaks for the class', numbers(1, 2), numbers(-1, -1)],
    ['nothing was found', numbers(0, 0), numbers(1, 1)],
    ['the class hangs on nothing', numbers(1, 2), numbers(0, 0)],
    ['gradients cancel out', numbers(1, 2), numbers(3, -3)],
  ])('is 0 everywhere where %s', (_, activations, gradient) => {
    expect(gradCam(activations, gradient, [1, 1, 2]).values).toEqual([0, 0]);
  });

  it.each([
    ['too few activations', numbers(1), numbers(1, 1)],
    ['too short a gradient', numbers(1, 2), numbers(1)],
    ['a number that is none', numbers(1, 2), numbers(1, Number.NaN)],
    ['an infinite number', numbers(1, Number.POSITIVE_INFINITY), numbers(1, 1)],
  ])('does not pass %s off for a map', (_, activations, gradient) => {
    expect(() => gradCam(activations, gradient, [1, 1, 2])).toThrow(expect.objectContaining({ kind: 'diverged' }));
  });
});
