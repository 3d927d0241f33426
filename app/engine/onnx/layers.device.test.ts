/** Every kind of layer and every loss on WebGPU against the same graph on the processor, which the gradient tests hold against float64. */
import { expect, it } from 'vitest';
import type { NetworkState, TrainingOptions } from '../engine.ts';
import { BATCH, frozenCase, frozenChoices, layerCases, type Problem, problemOf, stateOf } from '../layerCases.fixture.ts';
import { parameterLayout } from '../layout.ts';
import { gradientError, relativeError } from '../relativeError.fixture.ts';
import { buildTrainingGraph } from './trainingGraph.ts';
import { type Computing, compileTraining } from './trainingStep.ts';
import { describeOnWebgpu, ON_PROCESSOR, openedWithoutProcessor, WEBGPU } from './webgpu.fixture.ts';

/** Single precision, summed in another order. */
const CLOSE = 1e-5;

async function stepOn(computing: Computing, { network, images, targets }: Problem, options: TrainingOptions, state: NetworkState) {
  const step = await compileTraining(network, options, computing);
  const { loss, output, gradient, statistics } = await step.run(images, targets, state);
  const result = { loss, output: output.slice(), gradient: gradient.slice(), statistics: statistics.slice() };
  await step.dispose();
  return result;
}

async function expectAgreement(problem: Problem, options: TrainingOptions, state: NetworkState): Promise<void> {
  const wanted = await stepOn(ON_PROCESSOR, problem, options, state);
  const given = await stepOn(WEBGPU, problem, options, state);
  expect(Math.abs(given.loss / wanted.loss - 1)).toBeLessThan(CLOSE);
  expect(relativeError(given.output, wanted.output)).toBeLessThan(CLOSE);
  expect(relativeError(given.statistics, wanted.statistics)).toBeLessThan(CLOSE);
  for (const entry of parameterLayout(problem.network).entries) {
    expect.soft(gradientError(given.gradient, wanted.gradient, entry), entry.name).toBeLessThan(CLOSE);
  }
}

describeOnWebgpu('a training step', () => {
  it.each(layerCases)('gives the loss, output, gradients and statistics of the processor, all by itself, for $of', async (example) => {
    const problem = problemOf(example);
    const options = { batch: BATCH, loss: problem.loss, trainable: () => true };
    await expectAgreement(problem, options, stateOf(problem.network));
    await openedWithoutProcessor(buildTrainingGraph(problem.network, options, WEBGPU.target).model);
  });

  it.each(frozenChoices)('gives those of the processor where $of and the rest is baked in', async ({ trainable }) => {
    const problem = problemOf(frozenCase);
    const state = stateOf(problem.network);
    await expectAgreement(problem, { batch: BATCH, loss: problem.loss, trainable, frozen: state }, state);
  });
});
