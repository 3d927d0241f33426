/** Forward, loss, gradients and batch statistics of every layer against the slow forward and its finite differences. */
import { describe, expect, it } from 'vitest';
import { BATCH, frozenCase, frozenChoices, layerCases, MSE, type Problem, problemOf, stateOf } from '../layerCases.fixture.ts';
import { parameterLayout, statisticsLayout } from '../layout.ts';
import { gradientError, relativeError } from '../relativeError.fixture.ts';
import { type SlowState, slowForward, slowLoss } from '../slowForward.fixture.ts';
import { openOnnxEngine } from './engine.ts';

const engine = await openOnnxEngine({ threads: 1 });

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

const doubles = (state: { parameters: Float32Array; statistics: Float32Array }): SlowState => ({
  parameters: Float64Array.from(state.parameters),
  statistics: Float64Array.from(state.statistics),
});

describe('a training step agrees with the layers written out in double precision', () => {
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

describe('inference with baked weights', () => {
  it.each(layerCases)('agrees with the slow forward for $of', async ({ of, layers, side = 6, loss = MSE }) => {
    const { network, images } = problemOf({ of, layers, side, loss });
    const state = stateOf(network);
    const inference = await engine.compileInference(network, BATCH, state);
    const output = slowForward(network, BATCH, images, doubles(state), () => false);
    expect(relativeError(await inference.run(images), output.data)).toBeLessThan(3e-6);
    await inference.dispose();
  });
});

describe('a frozen batch norm', () => {
  const problem = problemOf(frozenCase);
  const state = stateOf(problem.network);

  const ways = [
    { way: 'fed with every step', values: {} },
    { way: 'baked in', values: { frozen: state } },
  ];
  it.each(frozenChoices.flatMap((choice) => ways.map((way) => ({ ...choice, ...way }))))(
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
