import { describe, expect, it } from 'vitest';
import { optimizerSchema } from '../contract/learning.ts';
import type { NetworkDescription } from './description.ts';
import type { NetworkState, TrainingOptions, TrainingStep } from './engine.ts';
import { learnOnHost } from './hostLearning.ts';
import type { LearningOptions } from './learning.ts';

/** Two numbers in, two weights and two biases; a statistic. */
const network: NetworkDescription = {
  name: 'pair',
  input: [1, 1, 2],
  layers: [
    { kind: 'flatten' },
    { kind: 'linear', name: 'fc', inputs: 2, outputs: 1 },
    { kind: 'batchNorm', name: 'bn', channels: 1, epsilon: 1e-5, momentum: 0.1 },
  ],
};
const start = (): NetworkState => ({ parameters: Float32Array.of(1, 2, 3, 4, 5), statistics: Float32Array.of(0, 1) });
const options = (more: Partial<LearningOptions> = {}): LearningOptions => ({
  ...{ loss: { kind: 'mse' }, trainable: () => true, clipNorm: null, movingAverage: null },
  optimizer: optimizerSchema.parse({ kind: 'sgd', momentum: 0 }),
  ...more,
});

/** An engine whose gradient is 1 for each image of the batch, and whose steps say what becomes of them. */
function counted() {
  const compiled: number[] = [];
  const disposed: number[] = [];
  const baked: (NetworkState | undefined)[] = [];
  const compile = async (_: NetworkDescription, { batch, frozen }: TrainingOptions): Promise<TrainingStep> => {
    if (batch > 8) throw new Error('too large');
    compiled.push(batch);
    baked.push(frozen);
    return {
      run: async (_images, _targets, { parameters, statistics }) => ({
        loss: parameters[0] ?? Number.NaN,
        output: Float32Array.of(batch),
        gradient: parameters.map(() => batch),
        statistics: statistics.map((value) => value + 1),
      }),
      dispose: async () => {
        disposed.push(batch);
      },
    };
  };
  return { compile, compiled, disposed, baked };
}

const images = (batch: number) => new Float32Array(2 * batch);

describe('learning on the host', () => {
  it('takes batches of any size in any order on one state, and compiles each size once', async () => {
    const { compile, compiled, disposed } = counted();
    const learning = learnOnHost(compile, network, options(), { state: start(), optimizer: null });
    for (const batch of [2, 3, 2, 3])
      expect((await learning.step(images(batch), images(batch), 0.1)).output).toEqual(Float32Array.of(batch));
    const { state, optimizer } = await learning.read();
    expect(state.parameters[0]).toBeCloseTo(1 - 0.1 * (2 + 3 + 2 + 3), 6);
    expect([...state.statistics]).toEqual([4, 5]);
    expect(optimizer.step).toBe(4);
    await learning.dispose();
    expect(compiled).toEqual([2, 3]);
    expect(disposed).toEqual([2, 3]);
  });

  it('tells the loss of before the step', async () => {
    const learning = learnOnHost(counted().compile, network, options(), { state: start(), optimizer: null });
    expect((await learning.step(images(1), images(1), 0.5)).loss).toBe(1);
    expect((await learning.step(images(1), images(1), 0.5)).loss).toBe(0.5);
  });

  it('keeps the state itself where nothing is averaged, and else an average that goes on where one is given', async () => {
    const plain = learnOnHost(counted().compile, network, options(), { state: start(), optimizer: null });
    const { state, kept } = await plain.read();
    expect(kept).toBe(state);

    const from = { state: start(), kept: { ...start(), parameters: Float32Array.of(9, 9, 9, 9, 9) }, optimizer: { step: 20, vectors: {} } };
    const averaging = learnOnHost(counted().compile, network, options({ movingAverage: { decay: 0.5 } }), from);
    await averaging.step(images(1), images(1), 0);
    expect((await averaging.read()).kept.parameters[0]).toBe(5);
    expect((await averaging.read()).state.parameters[0]).toBe(1);
  });

  it('clips before it steps', async () => {
    const learning = learnOnHost(counted().compile, network, options({ clipNorm: 1 }), { state: start(), optimizer: null });
    await learning.step(images(4), images(4), 1);
    expect((await learning.read()).state.parameters[0]).toBeCloseTo(1 - 1 / Math.sqrt(5), 6);
  });

  it('leaves what is not trained as it is, and bakes it in', async () => {
    const { compile, baked } = counted();
    const state = start();
    const learning = learnOnHost(compile, network, options({ trainable: (name) => name === 'fc.bias' }), { state, optimizer: null });
    await learning.step(images(1), images(1), 1);
    expect([...state.parameters]).toEqual([1, 2, 2, 4, 5]);
    expect(baked).toEqual([state]);
  });

  it.each([0, 3])('refuses %i numbers, which are no batch of pairs', async (count) => {
    const learning = learnOnHost(counted().compile, network, options(), { state: start(), optimizer: null });
    await expect(learning.step(new Float32Array(count), new Float32Array(1), 1)).rejects.toThrow(/no batch of images/);
  });

  it('is disposed of after a batch that could not be compiled', async () => {
    const { compile, disposed } = counted();
    const learning = learnOnHost(compile, network, options(), { state: start(), optimizer: null });
    await learning.step(images(1), images(1), 1);
    await expect(learning.step(images(9), images(9), 1)).rejects.toThrow('too large');
    await expect(learning.dispose()).resolves.toBeUndefined();
    expect(disposed).toEqual([1]);
  });
});
