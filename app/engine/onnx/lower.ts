/** Turns the layers of a description into graph operations. */
import type { Layer } from '../description.ts';
import { nameWithin } from '../layout.ts';
import type { Value } from './graph.ts';
import { flatten, normalise, relu, sigmoid, sum, weighted } from './layers/activation.ts';
import { globalAveragePool } from './layers/averagePool.ts';
import type { Ending } from './layers/batchNorm.ts';
import { conv, convTranspose } from './layers/conv.ts';
import { linear } from './layers/linear.ts';
import { maxPool } from './layers/maxPool.ts';
import { upsample } from './layers/upsample.ts';
import { finished, type Lowering, lowerBatchNorm, lowerConvAndNorm, parameter } from './lowerBatchNorm.ts';
import { lowerStem } from './lowerStem.ts';

export type { Lowering } from './lowerBatchNorm.ts';

const NOTHING: Ending = { other: undefined, relu: false };

/**
 * The layers one after the other. `ending` is what the caller wants done with the result; a batch norm at the end does it
 * in its own pass, and so does one that is followed by a ReLU here, and a convolution.
 */
export function lowerLayers(
  lowering: Lowering,
  input: Value,
  layers: readonly Layer[],
  prefix = '',
  ending = NOTHING,
  inputAfterRelu = false,
): Value {
  let x = input;
  let afterRelu = inputAfterRelu;
  let left = ending;
  for (let i = 0; i < layers.length; i++) {
    const layer = layers[i];
    if (layer === undefined) break;
    const stem = layer.kind === 'conv' ? lowerStem(lowering, x, layers.slice(i), prefix) : undefined;
    if (stem !== undefined) {
      x = stem.y;
      afterRelu = stem.afterRelu;
      i += stem.length - 1;
      continue;
    }
    const next = layers[i + 1];
    const pair = layer.kind === 'conv' && next?.kind === 'batchNorm' ? { conv: layer, norm: next } : undefined;
    if (pair !== undefined) {
      const isLast = i + 2 === layers.length;
      const withRelu = layers[i + 2]?.kind === 'relu';
      const pairEnding = withRelu ? reluEnding(layers[i + 3]) : isLast ? left : NOTHING;
      const [y] = lowerConvAndNorm(lowering, x, pair, prefix, pairEnding) ?? [];
      if (y !== undefined) {
        x = y;
        afterRelu = withRelu;
        if (isLast) left = NOTHING;
        i += 1 + Number(withRelu);
        continue;
      }
    }
    const fuses = layer.kind === 'batchNorm' || layer.kind === 'residual';
    if ((fuses || layer.kind === 'conv') && next?.kind === 'relu') {
      x = lowerLayer(lowering, x, layer, prefix, reluEnding(layers[i + 2]), afterRelu);
      afterRelu = true;
      i++;
    } else if (fuses && i === layers.length - 1) {
      x = lowerLayer(lowering, x, layer, prefix, left, afterRelu);
      left = NOTHING;
    } else if (layer.kind === 'relu') {
      x = relu(lowering.tape, x, layers[i + 1]?.kind === 'maxPool');
      afterRelu = true;
    } else {
      x = lowerLayer(lowering, x, layer, prefix, NOTHING, afterRelu);
      // Max pooling keeps a tensor free of negative numbers.
      afterRelu = afterRelu && layer.kind === 'maxPool';
    }
  }
  return finished(lowering.tape, x, left);
}

/** A ReLU, before this layer. */
function reluEnding(next: Layer | undefined): Ending {
  return { other: undefined, relu: true, holdsBack: next?.kind === 'maxPool' };
}

function lowerLayer(lowering: Lowering, x: Value, layer: Layer, prefix: string, ending: Ending, afterRelu: boolean): Value {
  const { tape } = lowering;
  switch (layer.kind) {
    case 'conv': {
      const name = nameWithin(prefix, layer.name);
      const bias = layer.bias ? parameter(lowering, `${name}.bias`) : null;
      return conv(tape, x, parameter(lowering, `${name}.weight`), bias, {
        ...layer,
        relu: ending.relu,
        holdsBack: ending.holdsBack ?? false,
      });
    }
    case 'convTranspose': {
      const name = nameWithin(prefix, layer.name);
      return convTranspose(tape, x, parameter(lowering, `${name}.weight`), parameter(lowering, `${name}.bias`));
    }
    case 'linear': {
      const name = nameWithin(prefix, layer.name);
      return linear(tape, x, parameter(lowering, `${name}.weight`), parameter(lowering, `${name}.bias`));
    }
    case 'batchNorm':
      return lowerBatchNorm(lowering, x, layer, nameWithin(prefix, layer.name), ending);
    case 'normalise':
      return normalise(tape, x, layer.mean, layer.deviation);
    case 'relu':
      return relu(tape, x);
    case 'sigmoid':
      return sigmoid(tape, x);
    case 'maxPool':
      return maxPool(tape, x, { ...layer, afterRelu });
    case 'globalAveragePool':
      return globalAveragePool(tape, x);
    case 'flatten':
      return flatten(tape, x);
    case 'upsample':
      return upsample(tape, x, layer.factor);
    case 'residual': {
      const name = nameWithin(prefix, layer.name);
      const shortcut = lowerLayers(lowering, x, layer.shortcut, name, NOTHING, afterRelu);
      const body = lowerLayers(
        lowering,
        x,
        layer.body,
        name,
        { ...ending, other: shortcut, relu: ending.relu && ending.other === undefined },
        afterRelu,
      );
      return ending.other === undefined ? body : finished(tape, body, ending);
    }
    case 'part':
      return lowerLayers(lowering, x, layer.layers, nameWithin(prefix, layer.name), NOTHING, afterRelu);
    case 'weightedSum':
      return layer.branches
        .map((branch) => weighted(tape, lowerLayers(lowering, x, branch.layers, prefix, NOTHING, afterRelu), branch.weight))
        .reduce((total, branch) => sum(tape, total, branch));
  }
}
