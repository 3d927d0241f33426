/** Bilinear upsampling as two matrix products. TensorFlow.js has the operation, but its gradient takes pixels' corners for their centres. */
import { interpolationMatrix } from '../../interpolation.ts';
import type { Tensor, Tensor4D, Tfjs } from '../tfjs.ts';

/** Every side times `factor`, half-pixel centres (torch.nn.Upsample(mode='bilinear', align_corners=False)). */
export function upsample(tf: Tfjs, x: Tensor4D, factor: number): Tensor {
  const [batch, height, width, channels] = x.shape;
  const rows = tf.tensor2d(interpolationMatrix(height, factor), [height * factor, height]);
  const columns = tf.tensor2d(interpolationMatrix(width, factor), [width * factor, width]);
  const lines = tf.reshape(tf.transpose(x, [0, 3, 1, 2]), [batch * channels * height, width]);
  const wide = tf.reshape(tf.matMul(lines, columns, false, true), [batch, channels, height, width * factor]);
  const posts = tf.reshape(tf.transpose(wide, [0, 1, 3, 2]), [batch * channels * width * factor, height]);
  const high = tf.reshape(tf.matMul(posts, rows, false, true), [batch, channels, width * factor, height * factor]);
  return tf.transpose(high, [0, 3, 2, 1]);
}
