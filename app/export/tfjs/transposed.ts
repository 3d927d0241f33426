/** Puts the axes of a tensor in another order. */
import { elements } from '../../engine/shapes.ts';

/** @param order axis i of the result is axis order[i] of `values`, which have the sizes `shape` */
export function transposed(values: Float32Array, shape: readonly number[], order: readonly number[]): Float32Array {
  const strides = shape.map((_, axis) => elements(shape.slice(axis + 1)));
  const steps = order.map((axis) => strides[axis] ?? 0);
  const sizes = order.map((axis) => shape[axis] ?? 0);
  const index = sizes.map(() => 0);
  const result = new Float32Array(values.length);
  let from = 0;
  for (let i = 0; i < result.length; i++) {
    result[i] = values[from] ?? Number.NaN;
    // Counts on along the last axis, and where that is at its end along the one before it.
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      const [step = 0, size = 0, at = 0] = [steps[axis], sizes[axis], index[axis]];
      from += step;
      index[axis] = at + 1;
      if (at + 1 < size) break;
      from -= step * size;
      index[axis] = 0;
    }
  }
  return result;
}
