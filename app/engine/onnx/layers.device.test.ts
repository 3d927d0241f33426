/** Every kind of layer and every loss on WebGPU against the same graph on the processor, which the gradient tests hold against float64. */
import { InferenceSession } from 'onnxruntime-node';
import { expect, it } from 'vitest';
import type { NetworkState, TrainingOptions } from '../engine.ts';
import { BATCH, frozenCase, frozenChoices, layerCases, type Problem, problemOf, stateOf } from '../layerCases.fixture.ts';
import { parameterLayout } from '../layout.ts';
import { gradientError, relativeError } from '../relativeError.fixture.ts';
import { buildTrainingGraph } from './trainingGraph.ts';
import { type Computing, compileTraining } from './trainingStep.ts';
import { describeOnWebgpu, ON_PROCESSOR, WEBGPU } from './webgpu.fixture.ts';

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

/** Nothing may be left to the processor: each such operation would carry its tensors there and back in every step. */
async function expectAllOnDevice({ network, loss }: Problem): Promise<void> {
  const { model } = buildTrainingGraph(network, { batch: BATCH, loss, trainable: () => true }, WEBGPU.target);
  const session = await InferenceSession.create(model, {
    ...{ executionProviders: ['webgpu'], logSeverityLevel: 4 },
    extra: { session: { disable_cpu_ep_fallback: '1' } },
  });
  await session.release();
}

describeOnWebgpu('a training step', () => {
  it.each(layerCases)('gives the loss, output, gradients and statistics of the processor, all by itself, for $of', async (example) => {
    const problem = problemOf(example);
    const options = { batch: BATCH, loss: problem.loss, trainable: () => true };
    await expectAgreement(problem, options, stateOf(problem.network));
    await expectAllOnDevice(problem);
  });

  it.each(frozenChoices)('gives those of the processor where $of and the rest is baked in', async ({ trainable }) => {
    const problem = problemOf(frozenCase);
    const state = stateOf(problem.network);
    await expectAgreement(problem, { batch: BATCH, loss: problem.loss, trainable, frozen: state }, state);
  });
});
