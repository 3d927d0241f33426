import { describe, expect, it } from 'vitest';
import { clipByNorm } from './clipping.ts';

const vector = (...numbers: number[]) => Float32Array.from(numbers);

describe('clipping by norm', () => {
  it('scales a long gradient down to the norm and keeps its direction', () => {
    const gradient = vector(3, 0, -4);
    expect(clipByNorm(gradient, 1)).toBe(5);
    expect(gradient[0]).toBeCloseTo(0.6, 6);
    expect(gradient[2]).toBeCloseTo(-0.8, 6);
  });

  it.each([
    ['short', vector(0.3, -0.4)],
    ['zero', vector(0, 0)],
    ['empty', vector()],
  ])('leaves a %s gradient as it is', (_, gradient) => {
    const before = gradient.slice();
    clipByNorm(gradient, 1);
    expect(gradient).toEqual(before);
  });

  it('of squares beyond single precision still finds the norm', () => {
    const gradient = vector(3e30, 4e30);
    expect(clipByNorm(gradient, 1) / 5e30).toBeCloseTo(1, 6);
    expect(gradient[0]).toBeCloseTo(0.6, 6);
  });

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY]])('does not hide a gradient with %d in it', (broken) => {
    const gradient = vector(1, broken);
    clipByNorm(gradient, 1);
    expect(gradient[1]).toBeNaN();
  });
});
