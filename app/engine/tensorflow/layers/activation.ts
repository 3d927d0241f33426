/** Layers without parameters that work element by element or only change the shape, and the borders between our layout and TensorFlow's. */
import { elements } from '../../shapes.ts';
import { isImages, type Tensor, type Tfjs, withGradient } from '../tfjs.ts';

export function relu(tf: Tfjs, x: Tensor): Tensor {
  const forward = () => {
    const value = tf.relu(x);
    return { value, saved: [value] };
  };
  return withGradient(tf, [x], forward, (dy, [y = x]) => [tf.mul(dy, tf.cast(tf.greater(y, 0), 'float32'))]);
}

/** (x − mean) / deviation of each channel; x [N, H, W, C]. */
export function normalise(tf: Tfjs, x: Tensor, mean: readonly number[], deviation: readonly number[]): Tensor {
  return tf.div(tf.sub(x, tf.tensor1d([...mean])), tf.tensor1d([...deviation]));
}

/** [N, H, W, C] → [N, C·H·W], in the order that our vectors have. */
export function flatten(tf: Tfjs, x: Tensor): Tensor {
  return tf.reshape(channelsFirst(tf, x), [x.shape[0] ?? 0, elements(x.shape.slice(1))]);
}

/** [N, C, H, W] → [N, H, W, C]; features stay as they are. */
export function channelsLast(tf: Tfjs, x: Tensor): Tensor {
  return isImages(x) ? tf.transpose(x, [0, 2, 3, 1]) : x;
}

/** [N, H, W, C] → [N, C, H, W]; features stay as they are. */
export function channelsFirst(tf: Tfjs, x: Tensor): Tensor {
  return isImages(x) ? tf.transpose(x, [0, 3, 1, 2]) : x;
}
