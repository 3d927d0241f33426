/** Turns the layers of a description into graph operations. */
import { SmearlabError } from '../../contract/failure.ts';
import type { Layer } from '../description.ts';
import { nameWithin } from '../layout.ts';
import type { Value } from './graph.ts';
import { flatten, normalise, relu, sigmoid, sum, weighted } from './layers/activation.ts';
import { globalAveragePool } from './layers/averagePool.ts';
import { type BatchNorm, constantBatchNorm, type Ending, frozenBatchNorm, trainedBatchNorm } from './layers/batchNorm.ts';
import { conv, convTranspose, givesPhases } from './layers/conv.ts';
import { linear } from './layers/linear.ts';
import { maxPool } from './layers/maxPool.ts';
import { upsample } from './layers/upsample.ts';
import type { Tape } from './tape.ts';

/** What the layers of one network are lowered with. */
export type Lowering = {
  readonly tape: Tape;
  /** The tensors of the network by full name. */
  readonly parameters: ReadonlyMap<string, Value>;
  /** Replaced by their new values where a batch norm moves them. */
  readonly statistics: Map<string, Value>;
  /** How the batch norm of this full name runs. */
  readonly batchNorm: (name: string) => 'trained' | 'frozen' | 'constant';
};

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
  let phases = 1;
  let left = ending;
  for (let i = 0; i < layers.length; i++) {
    const layer = layers[i];
    if (layer === undefined) break;
    if (layer.kind === 'conv') phases = phasesAfter(lowering, x, layer, prefix, layers.slice(i + 1));
    const fuses = layer.kind === 'batchNorm' || layer.kind === 'residual';
    if ((fuses || layer.kind === 'conv') && layers[i + 1]?.kind === 'relu') {
      const holdsBack = layers[i + 2]?.kind === 'maxPool';
      x = lowerLayer(lowering, x, layer, prefix, { other: undefined, relu: true, holdsBack }, { afterRelu, phases });
      afterRelu = true;
      i++;
    } else if (fuses && i === layers.length - 1) {
      x = lowerLayer(lowering, x, layer, prefix, left, { afterRelu, phases });
      left = NOTHING;
    } else if (layer.kind === 'relu') {
      x = relu(lowering.tape, x, layers[i + 1]?.kind === 'maxPool');
      afterRelu = true;
    } else {
      x = lowerLayer(lowering, x, layer, prefix, NOTHING, { afterRelu, phases });
      // Max pooling keeps a tensor free of negative numbers.
      afterRelu = afterRelu && layer.kind === 'maxPool';
      if (layer.kind === 'maxPool') phases = 1;
    }
  }
  return finished(lowering.tape, x, left);
}

/** Into how many phases a convolution cuts its output: as many as the max pooling wants that takes it next, but for batch norm and ReLU. */
function phasesAfter(
  { tape, parameters }: Lowering,
  x: Value,
  layer: Layer & { kind: 'conv' },
  prefix: string,
  after: readonly Layer[],
): number {
  const next = after.find(({ kind }) => kind !== 'batchNorm' && kind !== 'relu');
  if (next?.kind !== 'maxPool') return 1;
  const weight = named(parameters, `${nameWithin(prefix, layer.name)}.weight`);
  return givesPhases(tape, x, weight, layer, next.stride) ? next.stride : 1;
}

function finished(tape: Tape, x: Value, ending: Ending): Value {
  const whole = ending.other === undefined ? x : sum(tape, x, ending.other);
  return ending.relu ? relu(tape, whole, ending.holdsBack) : whole;
}

/** What is known of a layer's input, or of a convolution's output: whether it came out of a ReLU, and into how many phases it is cut. */
type Known = { readonly afterRelu: boolean; readonly phases: number };

function lowerLayer(lowering: Lowering, x: Value, layer: Layer, prefix: string, ending: Ending, { afterRelu, phases }: Known): Value {
  const { tape } = lowering;
  switch (layer.kind) {
    case 'conv': {
      const name = nameWithin(prefix, layer.name);
      const bias = layer.bias ? parameter(lowering, `${name}.bias`) : null;
      return conv(tape, x, parameter(lowering, `${name}.weight`), bias, {
        ...layer,
        relu: ending.relu,
        holdsBack: ending.holdsBack ?? false,
        phases,
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
      return maxPool(tape, x, { ...layer, afterRelu, inPhases: phases > 1 });
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

function lowerBatchNorm(lowering: Lowering, x: Value, layer: Layer & { kind: 'batchNorm' }, name: string, ending: Ending): Value {
  const { tape, statistics } = lowering;
  const norm: BatchNorm = {
    weight: parameter(lowering, `${name}.weight`),
    bias: parameter(lowering, `${name}.bias`),
    runningMean: named(statistics, `${name}.running_mean`),
    runningVariance: named(statistics, `${name}.running_var`),
    epsilon: layer.epsilon,
    momentum: layer.momentum,
  };
  switch (lowering.batchNorm(name)) {
    case 'constant':
      return finished(tape, constantBatchNorm(tape, x, norm), ending);
    case 'frozen':
      // Where no gradient passes, the standard operation does: with baked values it folds into the convolution before it.
      if (!tape.isTracked(x)) return finished(tape, constantBatchNorm(tape, x, norm), ending);
      return frozenBatchNorm(tape, x, norm, ending);
    case 'trained': {
      const { y, runningMean, runningVariance } = trainedBatchNorm(tape, x, norm, ending);
      statistics.set(`${name}.running_mean`, runningMean);
      statistics.set(`${name}.running_var`, runningVariance);
      return y;
    }
  }
}

function parameter(lowering: Lowering, name: string): Value {
  return named(lowering.parameters, name);
}

function named(values: ReadonlyMap<string, Value>, name: string): Value {
  const value = values.get(name);
  if (value === undefined) throw new SmearlabError('internal', `The network has no tensor named ${name}.`);
  return value;
}
