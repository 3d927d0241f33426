import { describe, expect, it } from 'vitest';
import { randomFor } from '../../random/random.ts';
import { outerProduct, rowsOfFactors } from './outerProduct.ts';

describe('the outer product of factors', () => {
  it.each([
    { rows: 1, outputs: 2, inputs: 3 },
    { rows: 3, outputs: 1, inputs: 5 },
    { rows: 4, outputs: 3, inputs: 2 },
    { rows: 9, outputs: 2, inputs: 8195 },
  ])('is the matrix written out, for $rows rows of $outputs and $inputs, whatever stood there before', ({ rows, outputs, inputs }) => {
    const random = randomFor(rows, 'outer product');
    const dy = Float32Array.from({ length: rows * outputs }, () => random.normal());
    const x = Float32Array.from({ length: rows * inputs }, () => random.normal());
    const gradient = new Float32Array(outputs * inputs).fill(7);
    outerProduct(gradient, rowsOfFactors(dy, x, rows), 0.5);
    let worst = 0;
    for (let output = 0; output < outputs; output++) {
      for (let input = 0; input < inputs; input++) {
        let sum = 0;
        for (let row = 0; row < rows; row++) sum += (dy[row * outputs + output] ?? 0) * (x[row * inputs + input] ?? 0);
        worst = Math.max(worst, Math.abs((gradient[output * inputs + input] ?? Number.NaN) - 0.5 * sum));
      }
    }
    expect(worst).toBeLessThan(1e-5);
  });

  it.each([
    { what: 'no rows', rows: [] },
    { what: 'rows of another size', rows: rowsOfFactors(new Float32Array(2), new Float32Array(4), 1) },
  ])('refuses $what', ({ rows }) => {
    expect(() => outerProduct(new Float32Array(6), rows, 1)).toThrow(RangeError);
  });
});
