import { expect, it } from 'vitest';
import { interpolationMatrix } from './interpolation.ts';

it('interpolates between half-pixel centres and repeats the edge, as torch.nn.Upsample does', () => {
  expect([...interpolationMatrix(2, 2)]).toEqual([1, 0, 0.75, 0.25, 0.25, 0.75, 0, 1]);
});

it.each([
  [1, 4],
  [3, 3],
  [5, 2],
])('gives every output pixel weights that add up to 1 (%i times %i)', (side, factor) => {
  const matrix = interpolationMatrix(side, factor);
  for (let row = 0; row < side * factor; row++) {
    expect(matrix.subarray(row * side, (row + 1) * side).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 6);
  }
});
