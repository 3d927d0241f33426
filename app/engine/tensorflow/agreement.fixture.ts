/** What every backend of the tensorflow engine must show: that it computes what the onnx engine computes. */
import { expect } from 'vitest';
import type { NetworkDescription } from '../description.ts';
import type { Engine, NetworkState, StepResult, TrainingOptions } from '../engine.ts';
import { BATCH, frozenCase, frozenChoices, type LayerCase, problemOf, stateOf } from '../layerCases.fixture.ts';
import { entryOf, parameterLayout, statisticsLayout } from '../layout.ts';
import { gradientError, relativeError } from '../relativeError.fixture.ts';

/** One step of a network, its numbers copied. */
export async function stepOf(
  engine: Engine,
  network: NetworkDescription,
  options: TrainingOptions,
  images: Float32Array,
  targets: Float32Array,
  state: NetworkState,
): Promise<StepResult> {
  const step = await engine.compileTraining(network, options);
  try {
    const { loss, output, gradient, statistics } = await step.run(images, targets, state);
    return { loss, output: output.slice(), gradient: gradient.slice(), statistics: statistics.slice() };
  } finally {
    await step.dispose();
  }
}

export async function predictionOf(engine: Engine, network: NetworkDescription, batch: number, images: Float32Array, state: NetworkState) {
  const inference = await engine.compileInference(network, batch, state);
  try {
    return (await inference.run(images)).slice();
  } finally {
    await inference.dispose();
  }
}

/** @returns the largest relative L2 error among loss, output, statistics and the gradient of every parameter that is trained */
export function distance(network: NetworkDescription, options: TrainingOptions, actual: StepResult, wanted: StepResult): number {
  const trained = parameterLayout(network).entries.filter(({ name }) => options.trainable(name));
  return Math.max(
    Math.abs(actual.loss - wanted.loss) / Math.max(1, Math.abs(wanted.loss)),
    relativeError(actual.output, wanted.output),
    relativeError(actual.statistics, wanted.statistics),
    ...trained.map((entry) => gradientError(actual.gradient, wanted.gradient, entry)),
  );
}

/** Nothing that is frozen has a gradient or moves, exactly. */
export function expectFrozen(network: NetworkDescription, options: TrainingOptions, actual: StepResult, state: NetworkState): void {
  for (const entry of parameterLayout(network).entries) {
    if (!options.trainable(entry.name))
      expect
        .soft(
          entryOf(actual.gradient, entry).every((value) => value === 0),
          entry.name,
        )
        .toBe(true);
  }
  for (const entry of statisticsLayout(network).entries) {
    const norm = entry.name.replace(/\.running_(mean|var)$/, '');
    const moves = options.trainable(`${norm}.weight`) || options.trainable(`${norm}.bias`);
    const isSame = entryOf(actual.statistics, entry).join() === entryOf(state.statistics, entry).join();
    expect.soft(isSame, entry.name).toBe(!moves);
  }
}

/** A training step and inference of one small problem, against the other engine. */
export async function layerDistance(engine: Engine, other: Engine, example: LayerCase): Promise<{ training: number; inference: number }> {
  const { network, images, targets, loss } = problemOf(example);
  const state = stateOf(network);
  const options = { batch: BATCH, loss, trainable: () => true };
  const actual = await stepOf(engine, network, options, images, targets, state);
  const wanted = await stepOf(other, network, options, images, targets, state);
  const predicted = await predictionOf(engine, network, BATCH, images, state);
  const expected = await predictionOf(other, network, BATCH, images, state);
  return { training: distance(network, options, actual, wanted), inference: relativeError(predicted, expected) };
}

/** Every choice of what is frozen, once fed with every step and once baked in. */
export const frozenWays = frozenChoices.flatMap((choice) => [
  { ...choice, way: 'fed with every step', isBaked: false },
  { ...choice, way: 'baked in', isBaked: true },
]);

/** A step of a network that is trained in part, against the other engine. */
export async function frozenDistance(engine: Engine, other: Engine, { trainable, isBaked }: (typeof frozenWays)[number]): Promise<number> {
  const { network, images, targets, loss } = problemOf(frozenCase);
  const state = stateOf(network);
  const options = { batch: BATCH, loss, trainable, ...(isBaked ? { frozen: state } : {}) };
  const actual = await stepOf(engine, network, options, images, targets, state);
  expectFrozen(network, options, actual, state);
  return distance(network, options, actual, await stepOf(other, network, options, images, targets, state));
}
