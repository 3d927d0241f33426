/** Lowers a batch norm in the way it runs: trained, frozen or constant. */
import { batchNormTensors, namedTensor } from '../batchNormTensors.ts';
import type { Layer } from '../description.ts';
import type { Value } from './graph.ts';
import { relu, sum } from './layers/activation.ts';
import { type BatchNorm, constantBatchNorm, type Ending, frozenBatchNorm, trainedBatchNorm } from './layers/batchNorm.ts';
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

export function lowerBatchNorm(lowering: Lowering, x: Value, layer: Layer & { kind: 'batchNorm' }, name: string, ending: Ending): Value {
  const [y] = lowerBatchNormOfParts(lowering, [x], layer, name, ending);
  if (y === undefined) throw new TypeError('One tensor is normalised to one.');
  return y;
}

/** The same of a tensor that comes in parts of one shape, such as its phases. */
export function lowerBatchNormOfParts(
  lowering: Lowering,
  xs: readonly [Value, ...Value[]],
  layer: Layer & { kind: 'batchNorm' },
  name: string,
  ending: Ending,
): readonly Value[] {
  const { tape, statistics } = lowering;
  const norm: BatchNorm = batchNormTensors(lowering, layer, name);
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

/** What an ending asks for, as operations of their own. */
export function finished(tape: Tape, x: Value, ending: Ending): Value {
  const whole = ending.other === undefined ? x : sum(tape, x, ending.other);
  return ending.relu ? relu(tape, whole, ending.holdsBack) : whole;
}

/** @throws SmearlabError `internal` when the network has no such parameter */
export function parameter(lowering: Lowering, name: string): Value {
  return namedTensor(lowering.parameters, name);
}
