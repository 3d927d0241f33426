/** The losses; the formulas are in description.ts. */
import type { Loss } from '../../description.ts';
import { elements } from '../../shapes.ts';
import { type Tensor, type Tfjs, withGradient } from '../tfjs.ts';

/** @param output logits [N, class] or the reconstruction [N, C, H, W]; @param target as the output */
export function lossOf(tf: Tfjs, loss: Loss, output: Tensor, target: Tensor): Tensor {
  switch (loss.kind) {
    case 'cross-entropy':
      return meanOverImages(tf, tf.mul(tf.logSoftmax(output), target));
    case 'soft-cross-entropy':
      return softCrossEntropy(tf, output, target, loss);
    case 'mse':
      return meanSquaredError(tf, output, target);
  }
}

function softCrossEntropy(
  tf: Tfjs,
  logits: Tensor,
  target: Tensor,
  { focalGamma, logitOffset }: Loss & { readonly kind: 'soft-cross-entropy' },
): Tensor {
  const shifted = logitOffset === null ? logits : tf.add(logits, tf.tensor1d([...logitOffset]));
  const logProbability = tf.logSoftmax(shifted);
  if (focalGamma === 0) return meanOverImages(tf, tf.mul(logProbability, target));
  // Never 0, where a γ below 1 has an infinite slope.
  const rest = tf.maximum(tf.sub(1, tf.exp(logProbability)), 1e-7);
  return meanOverImages(tf, tf.mul(logProbability, tf.mul(target, tf.pow(rest, focalGamma))));
}

/** −Σ / N */
function meanOverImages(tf: Tfjs, terms: Tensor): Tensor {
  return tf.mul(tf.sum(terms), -1 / (terms.shape[0] ?? 0));
}

/** d/dy = 2 (output − target) / count. */
function meanSquaredError(tf: Tfjs, output: Tensor, target: Tensor): Tensor {
  const forward = () => {
    const difference = tf.sub(output, target);
    return { value: tf.mean(tf.square(difference)), saved: [difference] };
  };
  const count = elements(output.shape);
  return withGradient(tf, [output], forward, (dy, [difference = output]) => [tf.mul(tf.mul(difference, 2 / count), dy)]);
}
