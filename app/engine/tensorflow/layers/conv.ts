/** Convolutions and the linear layer. */
import { paddingOf } from '../padding.ts';
import type { Tensor, Tensor4D, Tfjs } from '../tfjs.ts';

/** x [N, H, W, C], weight [k, k, C, O], bias [O] or null. */
export function conv(
  tf: Tfjs,
  x: Tensor4D,
  weight: Tensor4D,
  bias: Tensor | null,
  { stride, padding }: { readonly stride: number; readonly padding: number },
): Tensor {
  const [, height, width] = x.shape;
  const way = paddingOf([height, width], { kernel: weight.shape[0], stride, padding });
  const y = way === 'before' ? tf.conv2d(surrounded(tf, x, padding, 0), weight, stride, 'valid') : tf.conv2d(x, weight, stride, way);
  return bias === null ? y : tf.add(y, bias);
}

/** Kernel = stride, no padding. x [N, H, W, C], weight [k, k, O, C], bias [O]. */
export function convTranspose(tf: Tfjs, x: Tensor4D, weight: Tensor4D, bias: Tensor): Tensor {
  const [batch, height, width] = x.shape;
  const [kernel, , outputs] = weight.shape;
  return tf.add(tf.conv2dTranspose(x, weight, [batch, height * kernel, width * kernel, outputs], kernel, 'valid'), bias);
}

/** x [N, in], weight [out, in], bias [out]. */
export function linear(tf: Tfjs, x: Tensor, weight: Tensor, bias: Tensor): Tensor {
  return tf.add(tf.matMul(x, weight, false, true), bias);
}

/** With a border of `value` around every image. */
export function surrounded(tf: Tfjs, x: Tensor4D, border: number, value: number): Tensor4D {
  const both: [number, number] = [border, border];
  return tf.pad(x, [[0, 0], both, both, [0, 0]], value);
}
