import { expect, it } from 'vitest';
import { near } from './trial.ts';

const vector = (...numbers: number[]) => Float32Array.from(numbers);

it.each([
  ['themselves', vector(1, 2, 3), vector(1, 2, 3), true],
  ['rounded', vector(1, 2, 3), vector(1.000001, 2, 2.99999), true],
  ['of nothing', vector(), vector(), true],
  ['with one number other', vector(1, 2, 3), vector(1, 2, 3.5), false],
  ['with one that is no number', vector(1, 2, 3), vector(1, Number.NaN, 3), false],
  ['that are infinite', vector(1, 2, 3), vector(1, 2, Number.POSITIVE_INFINITY), false],
  ['too few', vector(1, 2, 3), vector(1, 2), false],
  ['that should be nothing', vector(0, 0), vector(0, 1e-3), false],
])('numbers %s: near or not', (_, wanted, given, expected) => {
  expect(near(wanted, given)).toBe(expected);
});
