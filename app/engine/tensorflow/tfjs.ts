/**
 * TensorFlow.js as this engine uses it: a value that is handed in, since its code comes with the optional package (or, in tests, with the
 * plain JavaScript backend); only its types are imported. Images are [batch, height, width, channel] here, as TensorFlow wants them.
 */
import type * as core from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { SmearlabError } from '../../contract/failure.ts';

export type Tfjs = typeof core;
export type { Scalar, Tensor, Tensor4D } from '@tensorflow/tfjs-core';

/** The tensor as images. Throws when it is none, which the description's shapes should have told before. */
export function asImages(x: Tensor): Tensor4D {
  if (isImages(x)) return x;
  throw new SmearlabError('internal', `A layer takes images but gets a tensor of [${x.shape.join(', ')}].`);
}

export function isImages(x: Tensor): x is Tensor4D {
  return x.rank === 4;
}

type Forward = { readonly value: Tensor /** What the gradient needs of it. */; readonly saved: readonly Tensor[] };

/**
 * An operation with a gradient of our own. TensorFlow.js' own gradients of ReLU, sums and means fill a tensor as large as the activations
 * with ones in JavaScript and send it to the device in every step.
 * @param gradient from d loss / d value and what was saved to d loss / d input of each input
 */
export function withGradient(
  tf: Tfjs,
  inputs: readonly Tensor[],
  forward: () => Forward,
  gradient: (dy: Tensor, saved: readonly Tensor[]) => Tensor[],
): Tensor {
  const operation = tf.customGrad((...given) => {
    const save = given.at(-1);
    const { value, saved } = forward();
    if (typeof save === 'function') save([...saved]);
    return { value, gradFunc: gradient };
  });
  return operation(...inputs);
}

/** Runs a computation and lets go of every tensor that it made and did not keep. */
export function inScope<T>(tf: Tfjs, compute: () => T): T {
  const engine = tf.engine();
  engine.startScope();
  try {
    return compute();
  } finally {
    engine.endScope();
  }
}

/** The numbers of a tensor, perhaps its own: to be copied before it is let go of. Blocks the thread until the device has them. */
export function numbersOf(tensor: Tensor): Float32Array {
  return tensor.dataSync<'float32'>();
}
