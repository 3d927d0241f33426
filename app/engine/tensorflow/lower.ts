/** Turns the layers of a description into TensorFlow.js operations. */
import { batchNormTensors, namedTensor } from '../batchNormTensors.ts';
import type { Layer } from '../description.ts';
import { nameWithin } from '../layout.ts';
import { flatten, normalise, relu } from './layers/activation.ts';
import { type BatchNorm, frozenBatchNorm, trainedBatchNorm } from './layers/batchNorm.ts';
import { conv, convTranspose, linear } from './layers/conv.ts';
import { globalAveragePool, maxPool } from './layers/pool.ts';
import { upsample } from './layers/upsample.ts';
import { asImages, type Tensor, type Tfjs } from './tfjs.ts';

/** What the layers of one network are lowered with. */
export type Lowering = {
  readonly tf: Tfjs;
  /** By full name, as `laidOut` has them. */
  readonly parameters: ReadonlyMap<string, Tensor>;
  /** Replaced by their new values where a batch norm moves them. */
  readonly statistics: Map<string, Tensor>;
  /** Whether the batch norm of this full name uses its batch's statistics. */
  readonly trainsBatchNorm: (name: string) => boolean;
  /** Holds on to a tensor until the step is done with. */
  readonly keep: (tensor: Tensor) => Tensor;
};

/**
 * The layers one after the other. x is [N, H, W, C] or [N, feature]; it stays the caller's, every other tensor is let go of as soon as the
 * next layer has it (what a gradient needs of it, TensorFlow.js holds on to).
 */
export function lowerLayers(lowering: Lowering, input: Tensor, layers: readonly Layer[], prefix = ''): Tensor {
  let x = input;
  for (const layer of layers) {
    const y = lowering.tf.tidy(() => lowerLayer(lowering, x, layer, prefix));
    if (x !== input && x !== y) x.dispose();
    x = y;
  }
  return x;
}

function lowerLayer(lowering: Lowering, x: Tensor, layer: Layer, prefix: string): Tensor {
  const { tf } = lowering;
  switch (layer.kind) {
    case 'conv': {
      const name = nameWithin(prefix, layer.name);
      const bias = layer.bias ? parameter(lowering, `${name}.bias`) : null;
      return conv(tf, asImages(x), asImages(parameter(lowering, `${name}.weight`)), bias, layer);
    }
    case 'convTranspose': {
      const name = nameWithin(prefix, layer.name);
      return convTranspose(tf, asImages(x), asImages(parameter(lowering, `${name}.weight`)), parameter(lowering, `${name}.bias`));
    }
    case 'linear': {
      const name = nameWithin(prefix, layer.name);
      return linear(tf, x, parameter(lowering, `${name}.weight`), parameter(lowering, `${name}.bias`));
    }
    case 'batchNorm':
      return lowerBatchNorm(lowering, x, layer, nameWithin(prefix, layer.name));
    case 'normalise':
      return normalise(tf, asImages(x), layer.mean, layer.deviation);
    case 'relu':
      return relu(tf, x);
    case 'sigmoid':
      return tf.sigmoid(x);
    case 'maxPool':
      return maxPool(tf, asImages(x), layer);
    case 'globalAveragePool':
      return globalAveragePool(tf, asImages(x));
    case 'flatten':
      return flatten(tf, x);
    case 'upsample':
      return upsample(tf, asImages(x), layer.factor);
    case 'residual': {
      const name = nameWithin(prefix, layer.name);
      return tf.add(lowerLayers(lowering, x, layer.body, name), lowerLayers(lowering, x, layer.shortcut, name));
    }
    case 'part':
      return lowerLayers(lowering, x, layer.layers, nameWithin(prefix, layer.name));
    case 'weightedSum':
      return layer.branches
        .map(({ weight, layers }) => tf.mul(lowerLayers(lowering, x, layers, prefix), weight))
        .reduce((total, branch) => tf.add(total, branch));
  }
}

function lowerBatchNorm(lowering: Lowering, x: Tensor, layer: Layer & { kind: 'batchNorm' }, name: string): Tensor {
  const { tf, statistics } = lowering;
  const norm: BatchNorm = batchNormTensors(lowering, layer, name);
  if (!lowering.trainsBatchNorm(name)) return frozenBatchNorm(tf, x, norm);
  const { y, runningMean, runningVariance } = trainedBatchNorm(tf, x, norm, lowering.keep);
  statistics.set(`${name}.running_mean`, runningMean);
  statistics.set(`${name}.running_var`, runningVariance);
  return y;
}

function parameter(lowering: Lowering, name: string): Tensor {
  return namedTensor(lowering.parameters, name);
}
