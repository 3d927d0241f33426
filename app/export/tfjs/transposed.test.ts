import { describe, expect, it } from 'vitest';
import { transposed } from './transposed.ts';

const ramp = (size: number) => Float32Array.from({ length: size }, (_, i) => i);

describe('the axes of a tensor', () => {
  it('of two change places', () => {
    expect([...transposed(ramp(6), [2, 3], [1, 0])]).toEqual([0, 3, 1, 4, 2, 5]);
  });

  it.each([
    { shape: [2, 3, 4, 5], order: [2, 3, 1, 0] },
    { shape: [2, 3, 4], order: [0, 2, 1] },
    { shape: [3, 1, 2], order: [2, 0, 1] },
    { shape: [4], order: [0] },
    { shape: [2, 2, 2], order: [0, 1, 2] },
  ])('$shape come in the order $order', ({ shape, order }) => {
    const values = ramp(shape.reduce((a, b) => a * b));
    const result = transposed(values, shape, order);
    const sizes = order.map((axis) => shape[axis] ?? 0);
    result.forEach((value, i) => {
      // Both indices written out, from the last axis to the first.
      let rest = i;
      const index = sizes.map(() => 0);
      for (let axis = sizes.length - 1; axis >= 0; axis--) {
        index[axis] = rest % (sizes[axis] ?? 1);
        rest = Math.floor(rest / (sizes[axis] ?? 1));
      }
      const from = shape.reduce((at, size, axis) => at * size + (index[order.indexOf(axis)] ?? 0), 0);
      expect(value).toBe(values[from]);
    });
  });

  it('of no numbers give none', () => {
    expect(transposed(new Float32Array(0), [0, 3], [1, 0])).toHaveLength(0);
  });
});
