/** Forward, loss, gradients and batch statistics of every layer against the slow forward and its finite differences. */
import { describe, expect, it } from 'vitest';
import { randomFor } from '../../random/random.ts';
import type { Layer, LayoutEntry, Loss, NetworkDescription } from '../description.ts';
import { initialState } from '../initialise.ts';
import { conv, norm } from '../layers.fixture.ts';
import { outputShape, parameterLayout, statisticsLayout } from '../layout.ts';
import { elements } from '../shapes.ts';
import { type SlowState, slowForward, slowLoss } from '../slowForward.fixture.ts';
import { openOnnxEngine } from './engine.ts';

const linear = (name: string, inputs: number, outputs: number): Layer => ({ kind: 'linear', name, inputs, outputs });
const pool = (kernel: number, stride: number, padding: number): Layer => ({ kind: 'maxPool', kernel, stride, padding });
const MSE: Loss = { kind: 'mse' };
const CROSS_ENTROPY: Loss = { kind: 'cross-entropy' };
const softened = (focalGamma: number, logitOffset: readonly number[] | null): Loss => ({
  kind: 'soft-cross-entropy',
  focalGamma,
  logitOffset,
});
const relu: Layer = { kind: 'relu' };
const sigmoid: Layer = { kind: 'sigmoid' };
const average: Layer = { kind: 'globalAveragePool' };
const flatten: Layer = { kind: 'flatten' };

/** A first convolution makes whatever follows pass its gradient on to something that is checked. */
const first = conv('first', 2, 3, 3, 1, 1);
const block = (name: string, inputs: number, outputs: number, stride: number, shortcut: readonly Layer[]): Layer => ({
  kind: 'residual',
  name,
  body: [
    conv('conv1', inputs, outputs, 3, stride, 1, false),
    norm('bn1', outputs),
    relu,
    conv('conv2', outputs, outputs, 3, 1, 1, false),
    norm('bn2', outputs),
  ],
  shortcut,
});

type Case = { readonly of: string; readonly layers: readonly Layer[]; readonly side?: number; readonly loss?: Loss };
const cases: readonly Case[] = [
  { of: 'a 3 × 3 convolution with few outputs', layers: [first, conv('c', 3, 4, 3, 1, 1)] },
  { of: 'a 3 × 3 convolution with many outputs', layers: [first, conv('c', 3, 9, 3, 1, 1)] },
  { of: 'a 3 × 3 convolution without padding and bias', layers: [first, conv('c', 3, 4, 3, 1, 0, false)] },
  { of: 'a 3 × 3 convolution with stride 2 on an even side', layers: [first, conv('c', 3, 4, 3, 2, 1)] },
  { of: 'a 3 × 3 convolution with stride 2 on an odd side', layers: [first, conv('c', 3, 4, 3, 2, 1)], side: 7 },
  { of: 'a 7 × 7 convolution with stride 2', layers: [first, conv('c', 3, 4, 7, 2, 3)], side: 9 },
  { of: 'a 5 × 5 convolution', layers: [first, conv('c', 3, 2, 5, 1, 2)] },
  { of: 'a 1 × 1 convolution', layers: [first, conv('c', 3, 4, 1)] },
  { of: 'a 1 × 1 convolution with stride 2', layers: [first, conv('c', 3, 4, 1, 2)], side: 7 },
  { of: 'a 1 × 1 convolution with padding', layers: [first, conv('c', 3, 4, 1, 1, 1)], side: 4 },
  { of: 'a 2 × 2 convolution with stride 2 that leaves a row over', layers: [first, conv('c', 3, 4, 2, 2)], side: 7 },
  {
    of: 'a transposed convolution of 2',
    layers: [first, { kind: 'convTranspose', name: 't', inputs: 3, outputs: 4, kernel: 2, stride: 2 }],
    side: 4,
  },
  {
    of: 'a transposed convolution of 3',
    layers: [first, { kind: 'convTranspose', name: 't', inputs: 3, outputs: 2, kernel: 3, stride: 3 }],
    side: 3,
  },
  { of: 'batch norm at the end', layers: [first, norm('bn', 3)] },
  { of: 'batch norm and ReLU', layers: [first, norm('bn', 3), relu, conv('c', 3, 2, 1)] },
  { of: 'batch norm between other layers', layers: [first, norm('bn', 3), sigmoid] },
  { of: 'batch norm of features', layers: [first, flatten, linear('l', 108, 4), norm('bn', 4), relu, linear('m', 4, 3)] },
  {
    of: 'normalisation of the images, before a padded convolution',
    layers: [{ kind: 'normalise', mean: [0.7, 0.4], deviation: [0.1, 0.25] }, first, average],
  },
  {
    of: 'normalisation between other layers',
    layers: [first, relu, { kind: 'normalise', mean: [0.5, -1, 0], deviation: [2, 0.1, 1] }, pool(2, 2, 0), conv('c', 3, 2, 1)],
  },
  { of: 'ReLU', layers: [first, relu] },
  { of: 'sigmoid', layers: [first, sigmoid] },
  { of: 'max pooling of 2 after ReLU', layers: [first, relu, pool(2, 2, 0)] },
  { of: 'max pooling of 2 on an odd side', layers: [first, pool(2, 2, 0)], side: 7 },
  { of: 'padded max pooling of 3 after ReLU', layers: [first, relu, pool(3, 2, 1)] },
  { of: 'padded max pooling of 3 on negative inputs', layers: [first, sigmoid, conv('c', 3, 3, 1), pool(3, 2, 1)] },
  { of: 'padded max pooling of 3 on an odd side', layers: [first, pool(3, 2, 1)], side: 7 },
  { of: 'global average pooling', layers: [first, average] },
  { of: 'flatten and linear', layers: [first, flatten, linear('l', 48, 3)], side: 4 },
  { of: 'upsampling by 2', layers: [first, { kind: 'upsample', factor: 2 }], side: 3 },
  { of: 'upsampling by 4', layers: [first, { kind: 'upsample', factor: 4 }], side: 3 },
  { of: 'a residual block with the identity', layers: [first, block('b', 3, 3, 1, []), relu, average] },
  { of: 'a residual block with a shortcut', layers: [first, block('b', 3, 4, 2, [conv('d', 3, 4, 1, 2, 0, false), norm('e', 4)]), relu] },
  { of: 'a residual block without anything after it', layers: [first, block('b', 3, 3, 1, [])] },
  {
    of: 'a residual block that ends in a convolution',
    layers: [{ kind: 'residual', name: 'b', body: [conv('c', 2, 2, 3, 1, 1)], shortcut: [] }, relu],
  },
  {
    of: 'a residual block at the end of another',
    layers: [first, { kind: 'residual', name: 'a', body: [block('b', 3, 3, 1, [])], shortcut: [conv('d', 3, 3, 1)] }, relu],
  },
  { of: 'a part', layers: [first, { kind: 'part', name: 'p', layers: [conv('c', 3, 2, 3), relu] }] },
  {
    of: 'one part used twice in a row',
    layers: [
      first,
      { kind: 'part', name: 'p', layers: [conv('c', 3, 3, 3, 1, 1), sigmoid] },
      { kind: 'part', name: 'p', layers: [conv('c', 3, 3, 3, 1, 1), sigmoid] },
    ],
  },
  {
    of: 'a weighted sum whose branches share a part',
    loss: CROSS_ENTROPY,
    layers: [
      first,
      {
        kind: 'weightedSum',
        branches: [
          { weight: 0.2, layers: [{ kind: 'part', name: 'shared', layers: [conv('c', 3, 2, 3), relu, average] }, linear('a', 2, 3)] },
          { weight: 0.6, layers: [average] },
          {
            weight: 0.2,
            layers: [norm('bn', 3), { kind: 'part', name: 'shared', layers: [conv('c', 3, 2, 3), relu, average] }, linear('b', 2, 3)],
          },
        ],
      },
    ],
  },
  { of: 'cross-entropy', loss: CROSS_ENTROPY, layers: [first, average, linear('l', 3, 5)] },
  { of: 'cross-entropy with soft, weighted targets', loss: softened(0, null), layers: [first, average, linear('l', 3, 5)] },
  { of: 'logit-adjusted loss', loss: softened(0, [0.3, -2, 0.5, -4, 1]), layers: [first, average, linear('l', 3, 5)] },
  { of: 'focal loss with γ 2', loss: softened(2, null), layers: [first, average, linear('l', 3, 5)] },
  { of: 'focal loss with γ .5', loss: softened(0.5, null), layers: [first, average, linear('l', 3, 5)] },
  { of: 'focal loss with adjusted logits', loss: softened(1.5, [0.3, -2, 0.5, -4, 1]), layers: [first, average, linear('l', 3, 5)] },
];

const BATCH = 3;
const engine = await openOnnxEngine({ threads: 1 });

type Problem = { readonly network: NetworkDescription; readonly images: Float32Array; readonly targets: Float32Array; readonly loss: Loss };

function problemOf({ of, layers, side = 6, loss = MSE }: Case): Problem {
  const network: NetworkDescription = { name: of, input: [2, side, side], layers };
  const random = randomFor(7, of);
  const images = Float32Array.from({ length: BATCH * elements(network.input) }, () => random.uniform(0, 1));
  const output = outputShape(network);
  const targets = new Float32Array(BATCH * elements(output));
  if (loss.kind === 'cross-entropy')
    for (let n = 0; n < BATCH; n++) targets[n * elements(output) + random.integer(0, elements(output) - 1)] = 1;
  else
    targets.forEach((_, i) => {
      targets[i] = random.uniform(0, 1);
    });
  return { network, images, targets, loss };
}

/** Initial state with every number moved, so that no batch norm is at its special values. */
function stateOf(network: NetworkDescription) {
  const random = randomFor(11, network.name);
  const { parameters, statistics } = initialState(network, 3);
  return {
    parameters: parameters.map((value) => value + random.uniform(-0.2, 0.2)),
    statistics: statistics.map((value) => value + random.uniform(0, 0.3)),
  };
}

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

describe('a training step agrees with the layers written out in double precision', () => {
  it.each(cases)('for $of', async (example) => {
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
  it.each(cases)('agrees with the slow forward for $of', async ({ of, layers, side = 6, loss = MSE }) => {
    const { network, images } = problemOf({ of, layers, side, loss });
    const state = stateOf(network);
    const inference = await engine.compileInference(network, BATCH, state);
    const output = slowForward(network, BATCH, images, doubles(state), () => false);
    expect(relativeError(await inference.run(images), output.data)).toBeLessThan(3e-6);
    await inference.dispose();
  });
});

describe('a frozen batch norm', () => {
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
