/** How far apart two vectors of numbers are, for tests. */
import type { LayoutEntry } from './description.ts';

/** Relative L2 error; `least` is the norm below which a tensor counts as zero but for rounding. */
export function relativeError(actual: ArrayLike<number>, wanted: ArrayLike<number>, least = 1e-30): number {
  let difference = 0;
  for (let i = 0; i < wanted.length; i++) difference += ((actual[i] ?? Number.NaN) - (wanted[i] ?? Number.NaN)) ** 2;
  return Math.sqrt(difference) / Math.max(length(wanted), least);
}

function length(vector: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < vector.length; i++) squares += (vector[i] ?? Number.NaN) ** 2;
  return Math.sqrt(squares);
}

/** Error of one tensor's gradient. A bias before a batch norm has none, so tensors below a tenth of the whole are measured against that. */
export function gradientError(actual: Float32Array, wanted: Float32Array | Float64Array, { offset, size }: LayoutEntry): number {
  return relativeError(actual.slice(offset, offset + size), wanted.slice(offset, offset + size), length(wanted) / 10);
}
