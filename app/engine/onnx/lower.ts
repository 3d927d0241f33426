/** Turns the layers of a description into graph operations. */
import { SmearlabError } from '../../contract/failure.ts';
import type { Layer } from '../description.ts';
import { nameWithin } from '../layout.ts';
import type { Value } from './graph.ts';
import { flatten, normalise, relu, sigmoid, sum, weighted } from './layers/activation.ts';
import { globalAveragePool } from './layers/averagePool.ts';
import { type BatchNorm, constantBatchNorm, type Ending, frozenBatchNorm, trainedBatchNorm } from './layers/batchNorm.ts';
import { conv, convPhases, convTranspose } from './layers/conv.ts';
import { linear } from './layers/linear.ts';
import { maxPool, maxPoolPhases } from './layers/maxPool.ts';
import type { Phases } from './layers/phases.ts';
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
  let left = ending;
  for (let i = 0; i < layers.length; i++) {
    const layer = layers[i];
    if (layer === undefined) break;
    const stem = stemAt(layers, i);
    const pooled = stem === undefined ? undefined : lowerStem(lowering, x, stem, prefix);
    if (stem !== undefined && pooled !== undefined) {
      x = pooled;
      afterRelu = stem.relu;
      i += stem.length - 1;
      continue;
    }
    const fuses = layer.kind === 'batchNorm' || layer.kind === 'residual';
    if ((fuses || layer.kind === 'conv') && layers[i + 1]?.kind === 'relu') {
      const holdsBack = layers[i + 2]?.kind === 'maxPool';
      x = lowerLayer(lowering, x, layer, prefix, { other: undefined, relu: true, holdsBack }, afterRelu);
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

function finished(tape: Tape, x: Value, ending: Ending): Value {
  const whole = ending.other === undefined ? x : sum(tape, x, ending.other);
  return ending.relu ? relu(tape, whole, ending.holdsBack) : whole;
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
      return lowerBatchNorm(lowering, [x], layer, nameWithin(prefix, layer.name), ending)[0] ?? x;
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

/** A convolution, what may come between, and a max pooling: so the networks begin. */
type Stem = {
  readonly conv: Layer & { kind: 'conv' };
  readonly norm: (Layer & { kind: 'batchNorm' }) | undefined;
  readonly relu: boolean;
  readonly pool: Layer & { kind: 'maxPool' };
  /** How many layers that are. */
  readonly length: number;
};

function stemAt(layers: readonly Layer[], at: number): Stem | undefined {
  const [conv, ...after] = layers.slice(at, at + 4);
  const norm = after[0]?.kind === 'batchNorm' ? after.shift() : undefined;
  const relu = after[0]?.kind === 'relu' ? after.shift() : undefined;
  const pool = after[0];
  if (conv?.kind !== 'conv' || pool?.kind !== 'maxPool' || (norm !== undefined && norm.kind !== 'batchNorm')) return undefined;
  const length = 2 + Number(norm !== undefined) + Number(relu !== undefined);
  return { conv, norm, relu: relu !== undefined, pool, length };
}

/** Where the convolution can give its phases, the pooling takes them as they are, and nothing is cut up and put together again. */
function lowerStem(lowering: Lowering, x: Value, { conv, norm, relu, pool }: Stem, prefix: string): Value | undefined {
  const { tape } = lowering;
  const name = nameWithin(prefix, conv.name);
  const weight = parameter(lowering, `${name}.weight`);
  const bias = conv.bias ? parameter(lowering, `${name}.bias`) : null;
  const options = { ...conv, relu: relu && norm === undefined, holdsBack: true };
  const phases = convPhases(tape, x, weight, bias, options, pool.stride);
  if (phases === undefined) return undefined;
  const ending = { other: undefined, relu, holdsBack: true };
  const normed = norm === undefined ? phases : normedPhases(lowering, phases, norm, nameWithin(prefix, norm.name), ending);
  return maxPoolPhases(tape, normed, { ...pool, afterRelu: relu });
}

function normedPhases(lowering: Lowering, phases: Phases, layer: Layer & { kind: 'batchNorm' }, name: string, ending: Ending): Phases {
  const [first, ...rest] = phases.flat();
  if (first === undefined) return phases;
  const normed = lowerBatchNorm(lowering, [first, ...rest], layer, name, ending);
  return phases.map((row, at) => normed.slice(at * row.length, (at + 1) * row.length));
}

/** Of one tensor, or of its phases. */
function lowerBatchNorm(
  lowering: Lowering,
  xs: readonly [Value, ...Value[]],
  layer: Layer & { kind: 'batchNorm' },
  name: string,
  ending: Ending,
): readonly Value[] {
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
      return xs.map((x) => finished(tape, constantBatchNorm(tape, x, norm), ending));
    case 'frozen':
      // Where no gradient passes, the standard operation does: with baked values it folds into the convolution before it.
      if (!tape.isTracked(xs[0])) return xs.map((x) => finished(tape, constantBatchNorm(tape, x, norm), ending));
      return xs.map((x) => frozenBatchNorm(tape, x, norm, ending));
    case 'trained': {
      const { ys, runningMean, runningVariance } = trainedBatchNorm(tape, xs, norm, ending);
      statistics.set(`${name}.running_mean`, runningMean);
      statistics.set(`${name}.running_var`, runningVariance);
      return ys;
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
