/** Batch normalisation over [N, H, W, C] or [N, C]. */
import type { BatchNormTensors } from '../../batchNormTensors.ts';
import { elements } from '../../shapes.ts';
import { type Tensor, type Tfjs, withGradient } from '../tfjs.ts';

export type BatchNorm = BatchNormTensors<Tensor>;

export type Normalised = { readonly y: Tensor; readonly runningMean: Tensor; readonly runningVariance: Tensor };

/**
 * Training: normalises by this batch's mean and variance, and moves the running ones towards them (the variance by n/(n−1)). The
 * variance is that of the centred values, and what the rounded mean is off by is put right: bright, even backgrounds need both.
 * @param keep holds on to a tensor beyond this operation: the moved statistics
 */
export function trainedBatchNorm(tf: Tfjs, x: Tensor, norm: BatchNorm, keep: (tensor: Tensor) => Tensor): Normalised {
  const axes = [...x.shape.keys()].slice(0, -1);
  const count = elements(x.shape.slice(0, -1));
  let runningMean = norm.runningMean;
  let runningVariance = norm.runningVariance;
  const moved = (running: Tensor, now: Tensor) => keep(tf.add(tf.mul(running, 1 - norm.momentum), tf.mul(now, norm.momentum)));
  const forward = () => {
    const roughMean = tf.mean(x, axes);
    const centred = tf.sub(x, roughMean);
    const off = tf.mean(centred, axes);
    const variance = tf.sub(tf.mean(tf.square(centred), axes), tf.square(off));
    const inverse = tf.rsqrt(tf.add(variance, norm.epsilon));
    const factor = tf.mul(norm.weight, inverse);
    runningMean = moved(norm.runningMean, tf.add(roughMean, off));
    runningVariance = moved(norm.runningVariance, tf.mul(variance, count / (count - 1)));
    const value = tf.add(tf.mul(centred, factor), tf.sub(norm.bias, tf.mul(factor, off)));
    return { value, saved: [centred, off, inverse, factor] };
  };
  const y = withGradient(tf, [x, norm.weight, norm.bias], forward, (dy, [centred = x, off = x, inverse = x, factor = x]) => {
    const sum = tf.sum(dy, axes);
    const sumCentred = tf.sub(tf.sum(tf.mul(dy, centred), axes), tf.mul(off, sum));
    const sumNormalised = tf.mul(inverse, sumCentred);
    // dx = factor · (dy − sum/n − normalised · sumNormalised/n), written as factor·dy + slope·centred + shift.
    const slope = tf.mul(tf.mul(factor, tf.mul(inverse, sumNormalised)), -1 / count);
    const shift = tf.sub(tf.mul(tf.mul(factor, sum), -1 / count), tf.mul(slope, off));
    const dx = tf.add(tf.add(tf.mul(dy, factor), tf.mul(centred, slope)), shift);
    return [dx, sumNormalised, sum];
  });
  return { y, runningMean, runningVariance };
}

/** By the running statistics, which stay as they are: inference, and a frozen batch norm in training, as PyTorch's eval() does. */
export function frozenBatchNorm(tf: Tfjs, x: Tensor, norm: BatchNorm): Tensor {
  const factor = tf.mul(norm.weight, tf.rsqrt(tf.add(norm.runningVariance, norm.epsilon)));
  return tf.add(tf.mul(x, factor), tf.sub(norm.bias, tf.mul(norm.runningMean, factor)));
}
