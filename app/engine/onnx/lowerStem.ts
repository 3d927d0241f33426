/** Lowers what networks begin with as one: a convolution, batch norm and ReLU where there are any, and max pooling. */
import type { Layer } from '../description.ts';
import { nameWithin } from '../layout.ts';
import type { Value } from './graph.ts';
import type { Ending } from './layers/batchNorm.ts';
import { convPhases } from './layers/conv.ts';
import { maxPoolPhases } from './layers/maxPool.ts';
import type { Phases } from './layers/phases.ts';
import { type Lowering, lowerBatchNormOfParts, lowerConvAndNorm, parameter } from './lowerBatchNorm.ts';

/** A convolution, what may come between, and a max pooling: so the networks begin. */
type Stem = {
  readonly conv: Layer & { kind: 'conv' };
  readonly norm: (Layer & { kind: 'batchNorm' }) | undefined;
  readonly relu: boolean;
  readonly pool: Layer & { kind: 'maxPool' };
  /** How many layers that are. */
  readonly length: number;
};

function stemOf(layers: readonly Layer[]): Stem | undefined {
  const [conv, ...after] = layers;
  const norm = after[0]?.kind === 'batchNorm' ? after.shift() : undefined;
  const relu = after[0]?.kind === 'relu' ? after.shift() : undefined;
  const pool = after[0];
  if (conv?.kind !== 'conv' || pool?.kind !== 'maxPool' || (norm !== undefined && norm.kind !== 'batchNorm')) return undefined;
  const length = 2 + Number(norm !== undefined) + Number(relu !== undefined);
  return { conv, norm, relu: relu !== undefined, pool, length };
}

/** The output of a stem, how many layers that were, and whether it has no negative numbers. */
export type LoweredStem = { readonly y: Value; readonly length: number; readonly afterRelu: boolean };

/**
 * The stem that these layers begin with, where the convolution can give its phases: then the pooling takes them as they are, and nothing
 * is cut up and put together again.
 */
export function lowerStem(lowering: Lowering, x: Value, layers: readonly Layer[], prefix: string): LoweredStem | undefined {
  const stem = stemOf(layers);
  if (stem === undefined) return undefined;
  const { conv, norm, relu, pool, length } = stem;
  const { tape } = lowering;
  const name = nameWithin(prefix, conv.name);
  const weight = parameter(lowering, `${name}.weight`);
  const bias = conv.bias ? parameter(lowering, `${name}.bias`) : null;
  const options = { ...conv, relu: relu && norm === undefined, holdsBack: true };
  const ending = { other: undefined, relu, holdsBack: true };
  const finish = (phases: Phases) => ({ y: maxPoolPhases(tape, phases, { ...pool, afterRelu: relu }), length, afterRelu: relu });
  const together = norm && lowerConvAndNorm(lowering, x, { conv, norm }, prefix, ending, pool.stride);
  if (together !== undefined) return finish(inRows(together, pool.stride));
  const phases = convPhases(tape, x, weight, bias, options, pool.stride);
  if (phases === undefined) return undefined;
  return finish(norm === undefined ? phases : normedPhases(lowering, phases, norm, nameWithin(prefix, norm.name), ending));
}

function normedPhases(lowering: Lowering, phases: Phases, layer: Layer & { kind: 'batchNorm' }, name: string, ending: Ending): Phases {
  const [first, ...rest] = phases.flat();
  if (first === undefined) return phases;
  return inRows(lowerBatchNormOfParts(lowering, [first, ...rest], layer, name, ending), phases.length);
}

function inRows(phases: readonly Value[], side: number): Phases {
  return Array.from({ length: side }, (_, row) => phases.slice(row * side, (row + 1) * side));
}
