/** Lowers a batch norm in the way it runs: trained, frozen or constant. */
import { batchNormTensors, namedTensor } from '../batchNormTensors.ts';
import type { Layer } from '../description.ts';
import { nameWithin } from '../layout.ts';
import type { Value } from './graph.ts';
import { relu, sum } from './layers/activation.ts';
import {
  asGiven,
  asImages,
  type BatchNorm,
  constantBatchNorm,
  type Ending,
  frozenBatchNorm,
  trainedBatchNorm,
  type Unnormalised,
  unnormalised,
} from './layers/batchNorm.ts';
import { convToNormalise } from './layers/convToNormalise.ts';
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

export function lowerBatchNorm(lowering: Lowering, x: Value, layer: BatchNormLayer, name: string, ending: Ending): Value {
  const [y] = lowerBatchNormOfParts(lowering, [x], layer, name, ending);
  if (y === undefined) throw new TypeError('One tensor is normalised to one.');
  return y;
}

export type BatchNormLayer = Layer & { kind: 'batchNorm' };

/** The same of a tensor that comes in parts of one shape, such as its phases. */
export function lowerBatchNormOfParts(
  lowering: Lowering,
  xs: readonly [Value, ...Value[]],
  layer: BatchNormLayer,
  name: string,
  ending: Ending,
): readonly Value[] {
  const { tape } = lowering;
  const norm = batchNormTensors(lowering, layer, name);
  switch (lowering.batchNorm(name)) {
    case 'constant':
      return xs.map((x) => finished(tape, constantBatchNorm(tape, x, norm), ending));
    case 'frozen':
      // Where no gradient passes, the standard operation does: with baked values it folds into the convolution before it.
      if (!tape.isTracked(xs[0])) return xs.map((x) => finished(tape, constantBatchNorm(tape, x, norm), ending));
      return xs.map((x) => frozenBatchNorm(tape, x, norm, ending));
    case 'trained': {
      const [first, ...rest] = xs;
      const images = unnormalised(tape, [asImages(tape, first), ...rest.map((x) => asImages(tape, x))]);
      return lowerTrained(lowering, images, norm, name, ending).map((y) => asGiven(tape, y, first));
    }
  }
}

/** Normalises by the batch, and moves the running statistics. */
export function lowerTrained(lowering: Lowering, x: Unnormalised, norm: BatchNorm, name: string, ending: Ending): readonly Value[] {
  const { ys, runningMean, runningVariance } = trainedBatchNorm(lowering.tape, x, norm, ending);
  lowering.statistics.set(`${name}.running_mean`, runningMean);
  lowering.statistics.set(`${name}.running_var`, runningVariance);
  return ys;
}

/**
 * A convolution together with the batch norm that takes its output, in so many phases along each side; undefined where they are better
 * lowered one after the other: where the norm is not trained, or the convolution has a bias of its own.
 */
export function lowerConvAndNorm(
  lowering: Lowering,
  x: Value,
  { conv, norm }: { readonly conv: Layer & { kind: 'conv' }; readonly norm: BatchNormLayer },
  prefix: string,
  ending: Ending,
  phases = 1,
): readonly Value[] | undefined {
  const name = nameWithin(prefix, norm.name);
  if (conv.bias || lowering.batchNorm(name) !== 'trained') return undefined;
  const weight = parameter(lowering, `${nameWithin(prefix, conv.name)}.weight`);
  const output = convToNormalise(lowering.tape, x, weight, conv, phases);
  return output && lowerTrained(lowering, output, batchNormTensors(lowering, norm, name), name, ending);
}

/** What an ending asks for, as operations of their own. */
export function finished(tape: Tape, x: Value, ending: Ending): Value {
  const whole = ending.other === undefined ? x : sum(tape, x, ending.other);
  return ending.relu ? relu(tape, whole, ending.holdsBack) : whole;
}

/** @throws SmearlabError `internal` when the network has no such parameter */
export function parameter(lowering: Lowering, name: string): Value {
  return namedTensor(lowering.parameters, name);
}
