/** Forward, loss, gradients and batch statistics of every layer against the slow forward and its finite differences. */
import { describe, expect, it } from 'vitest';
import type { LayoutEntry } from '../description.ts';
import {
  average,
  BATCH,
  block,
  CROSS_ENTROPY,
  first,
  layerCases,
  linear,
  MSE,
  type Problem,
  problemOf,
  relu,
  stateOf,
} from '../layerCases.fixture.ts';
import { conv, norm } from '../layers.fixture.ts';
import { parameterLayout, statisticsLayout } from '../layout.ts';
import { type SlowState, slowForward, slowLoss } from '../slowForward.fixture.ts';
import { openOnnxEngine } from './engine.ts';

/** As on a processor, and with nothing but the operations that every device computes. */
const engines = [
  { operations: "the processor's operations", engine: await openOnnxEngine({ threads: 1 }) },
  { operations: 'portable operations', engine: await openOnnxEngine({ threads: 1, portable: true }) },
];

/** d loss / d parameters by central differences in double precision. */
function slowGradient(
  { network, images, targets, loss }: Problem,
  state: SlowState,
  batchStatistics: (name: string) => boolean,
): Float64Array {
  const parameters = state.parameters.slice();
  const lossAt = () => slowLoss(loss, slowForward(network, BATCH, images, { ...state, parameters }, batchStatistics), targets);
  const step = 1e-6;
  return parameters.map((value, i) => {
    parameters[i] = value + step;
    const above = lossAt();
    parameters[i] = value - step;
    const below = lossAt();
    parameters[i] = value;
    return (above - below) / (2 * step);
  });
}

/** Relative L2 error; `least` is the norm below which a tensor counts as zero but for rounding. */
function relativeError(actual: ArrayLike<number>, wanted: ArrayLike<number>, least = 1e-30): number {
  let difference = 0;
  for (let i = 0; i < wanted.length; i++) difference += ((actual[i] ?? Number.NaN) - (wanted[i] ?? Number.NaN)) ** 2;
  return Math.sqrt(difference) / Math.max(length(wanted), least);
}

function length(vector: ArrayLike<number>): number {
  return Math.hypot(...Array.from(vector));
}

/** Error of one tensor's gradient. A bias before a batch norm has none, so tensors below a tenth of the whole are measured against that. */
function gradientError(actual: Float32Array, wanted: Float64Array, { offset, size }: LayoutEntry): number {
  return relativeError(actual.slice(offset, offset + size), wanted.slice(offset, offset + size), length(wanted) / 10);
}

const doubles = (state: { parameters: Float32Array; statistics: Float32Array }): SlowState => ({
  parameters: Float64Array.from(state.parameters),
  statistics: Float64Array.from(state.statistics),
});

describe.each(engines)('a training step of $operations agrees with the layers written out in double precision', ({ engine }) => {
  it.each(layerCases)('for $of', async (example) => {
    const problem = problemOf(example);
    const { network, images, targets, loss } = problem;
    const state = stateOf(network);
    const step = await engine.compileTraining(network, { batch: BATCH, loss, trainable: () => true });
    const result = await step.run(images, targets, state);
    const moved = Float64Array.from(state.statistics);
    const statistics = statisticsLayout(network);
    const move = (name: string, values: Float64Array) => {
      const entry = statistics.entries.find((candidate) => candidate.name === name);
      values.forEach((value, i) => {
        const index = (entry?.offset ?? Number.NaN) + i;
        moved[index] = 0.9 * (moved[index] ?? Number.NaN) + 0.1 * value;
      });
    };
    const output = slowForward(
      network,
      BATCH,
      images,
      doubles(state),
      () => true,
      (name, mean, variance) => {
        move(`${name}.running_mean`, mean);
        move(`${name}.running_var`, variance);
      },
    );
    expect(relativeError(result.output, output.data)).toBeLessThan(3e-6);
    expect(result.loss).toBeCloseTo(slowLoss(loss, output, targets), 5);
    expect(relativeError(result.statistics, moved)).toBeLessThan(1e-6);
    const gradient = slowGradient(problem, doubles(state), () => true);
    for (const entry of parameterLayout(network).entries) {
      expect.soft(gradientError(result.gradient, gradient, entry), entry.name).toBeLessThan(1e-5);
    }
    await step.dispose();
  });
});

describe.each(engines)('inference with baked weights and $operations', ({ engine }) => {
  it.each(layerCases)('agrees with the slow forward for $of', async ({ of, layers, side = 6, loss = MSE }) => {
    const { network, images } = problemOf({ of, layers, side, loss });
    const state = stateOf(network);
    const inference = await engine.compileInference(network, BATCH, state);
    const output = slowForward(network, BATCH, images, doubles(state), () => false);
    expect(relativeError(await inference.run(images), output.data)).toBeLessThan(3e-6);
    await inference.dispose();
  });
});

describe.each(engines)('a frozen batch norm of $operations', ({ engine }) => {
  const layers = [
    first,
    norm('bn', 3),
    relu,
    block('b', 3, 4, 2, [conv('d', 3, 4, 1, 2, 0, false), norm('e', 4)]),
    relu,
    average,
    linear('fc', 4, 3),
  ];
  const problem = problemOf({ of: 'frozen', layers, loss: CROSS_ENTROPY });
  const state = stateOf(problem.network);

  const choices = [
    { of: 'all but the head is frozen', trainable: (name: string) => name.startsWith('fc') },
    { of: 'only the first convolution is trained', trainable: (name: string) => name.startsWith('first') },
    { of: 'one batch norm of three is trained', trainable: (name: string) => name === 'b.bn1.weight' },
    { of: 'every convolution is trained', trainable: (name: string) => /first|conv|\.d\./.test(name) },
  ];
  const ways = [
    { way: 'fed with every step', values: {} },
    { way: 'baked in', values: { frozen: state } },
  ];
  it.each(choices.flatMap((choice) => ways.map((way) => ({ ...choice, ...way }))))(
    'uses and keeps its running statistics when $of and the rest is $way',
    async ({ trainable, values }) => {
      const { network, images, targets, loss } = problem;
      const step = await engine.compileTraining(network, { batch: BATCH, loss, trainable, ...values });
      const result = await step.run(images, targets, state);
      const isTrained = (name: string) => trainable(`${name}.weight`) || trainable(`${name}.bias`);
      for (const { name, offset, size } of statisticsLayout(network).entries) {
        const unchanged = result.statistics.slice(offset, offset + size).join() === state.statistics.slice(offset, offset + size).join();
        expect.soft(unchanged, name).toBe(!isTrained(name.replace(/\.running.*/, '')));
      }
      const gradient = slowGradient(problem, doubles(state), isTrained);
      for (const entry of parameterLayout(network).entries) {
        const actual = result.gradient.slice(entry.offset, entry.offset + entry.size);
        if (trainable(entry.name)) expect.soft(gradientError(result.gradient, gradient, entry), entry.name).toBeLessThan(1e-5);
        else
          expect
            .soft(
              actual.every((value) => value === 0),
              entry.name,
            )
            .toBe(true);
      }
      await step.dispose();
    },
  );
});
