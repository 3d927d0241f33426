/** A network's flat vectors as tensors by name. */
import type { Layout, LayoutEntry } from '../description.ts';
import { entryOf } from '../layout.ts';
import { isImages, type Tensor, type Tfjs } from './tfjs.ts';

/** One tensor of a flat vector, as it lies there. It may go on reading the vector, so nobody may write to that while it is used. */
export function tensorOfEntry(tf: Tfjs, vector: Float32Array, entry: LayoutEntry): Tensor {
  return tf.tensor(entryOf(vector, entry), [...entry.shape], 'float32');
}

/**
 * A parameter as TensorFlow wants it: kernels [out, in, k, k] become [k, k, in, out] (of transposed convolutions, [in, out, k, k] becomes
 * [k, k, out, in]); all else stays as it is.
 */
export function laidOut(tf: Tfjs, tensor: Tensor): Tensor {
  return isImages(tensor) ? tf.transpose(tensor, [2, 3, 1, 0]) : tensor;
}

/** Tensors that stay for as long as a network is compiled, laid out once over copies of their numbers. Whoever asked disposes of them. */
export function constantsOf(tf: Tfjs, layout: Layout, vector: Float32Array, isConstant: (name: string) => boolean): Map<string, Tensor> {
  const constants = new Map<string, Tensor>();
  try {
    for (const entry of layout.entries) {
      if (!isConstant(entry.name)) continue;
      const values = entryOf(vector, entry).slice();
      constants.set(entry.name, tf.keep(tf.tidy(() => laidOut(tf, tf.tensor(values, [...entry.shape], 'float32')))));
    }
    return constants;
  } catch (error) {
    for (const tensor of constants.values()) tensor.dispose();
    throw error;
  }
}

/** Those of a layout that are no constants, read from the state of a step. */
export function fedOf(tf: Tfjs, layout: Layout, vector: Float32Array, constants: ReadonlyMap<string, Tensor>): Map<string, Tensor> {
  const fed = layout.entries.filter(({ name }) => !constants.has(name));
  return new Map(fed.map((entry) => [entry.name, tensorOfEntry(tf, vector, entry)]));
}
