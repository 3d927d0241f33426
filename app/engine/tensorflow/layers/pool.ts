/** Max pooling and global average pooling. */
import { paddingOf, type Window } from '../padding.ts';
import { type Tensor, type Tensor4D, type Tfjs, withGradient } from '../tfjs.ts';
import { surrounded } from './conv.ts';

/** A border that no maximum can equal. Not −∞: what multiplies a border by 0 must not make NaN of it. */
const LOWEST = -3e38;

/**
 * Max pooling, rounded down. Of equal maxima TensorFlow.js' JavaScript gives the gradient to the first in reading order, as PyTorch does;
 * which of them TensorFlow's own kernels and cuDNN choose is theirs to say.
 */
export function maxPool(tf: Tfjs, x: Tensor4D, window: Window): Tensor {
  const [, height, width] = x.shape;
  const { kernel, stride, padding } = window;
  const way = paddingOf([height, width], window);
  return way === 'before' ? tf.maxPool(surrounded(tf, x, padding, LOWEST), kernel, stride, 'valid') : tf.maxPool(x, kernel, stride, way);
}

/** Mean over the plane: [N, H, W, C] → [N, C]. */
export function globalAveragePool(tf: Tfjs, x: Tensor4D): Tensor {
  const [batch, height, width, channels] = x.shape;
  return withGradient(
    tf,
    [x],
    () => ({ value: tf.mean(x, [1, 2]), saved: [] }),
    (dy) => [tf.tile(tf.reshape(tf.mul(dy, 1 / (height * width)), [batch, 1, 1, channels]), [1, height, width, 1])],
  );
}
