/** The blocked convolutions against the plain ones, which the gradient tests hold against finite differences. */
import { describe, expect, it } from 'vitest';
import { randomFor } from '../../random/random.ts';
import type { Layer, NetworkDescription } from '../description.ts';
import type { TrainingOptions } from '../engine.ts';
import { initialState } from '../initialise.ts';
import { conv } from '../layers.fixture.ts';
import { outputShape, parameterLayout } from '../layout.ts';
import { elements } from '../shapes.ts';
import { blockSize } from './blockSize.ts';
import { openOnnxEngine } from './engine.ts';
import { BLOCKED, PROCESSOR } from './graph.ts';
import { buildTrainingGraph } from './trainingGraph.ts';

const BATCH = 3;
const block = await blockSize();
const first = conv('first', 3, 32, 3, 1, 1);

const cases: readonly { readonly of: string; readonly layers: readonly Layer[]; readonly side: number }[] = [
  { of: '3 × 3', layers: [first, conv('c', 32, 48, 3, 1, 1)], side: 7 },
  { of: '3 × 3 without padding and bias', layers: [first, conv('c', 32, 16, 3, 1, 0, false)], side: 6 },
  { of: '3 × 3 with stride 2 on an odd side', layers: [first, conv('c', 32, 64, 3, 2, 1)], side: 7 },
  { of: '7 × 7 with stride 2 on three channels', layers: [conv('c', 3, 64, 7, 2, 3)], side: 13 },
  { of: '5 × 5', layers: [first, conv('c', 32, 16, 5, 1, 2)], side: 8 },
  { of: '1 × 1', layers: [first, conv('c', 32, 16, 1)], side: 4 },
  { of: '1 × 1 with stride 2', layers: [first, conv('c', 32, 16, 1, 2)], side: 5 },
  { of: 'outputs that fill no block', layers: [first, conv('c', 32, 5, 3, 1, 1), conv('d', 5, 32, 3, 1, 1)], side: 6 },
  { of: 'four channels of input', layers: [conv('four', 3, 4, 1), conv('c', 4, 32, 3, 1, 1)], side: 6 },
  {
    of: 'one input for two',
    layers: [first, { kind: 'residual', name: 'r', body: [conv('a', 32, 32, 3, 1, 1)], shortcut: [conv('b', 32, 32, 1)] }],
    side: 6,
  },
];

function networkOf(layers: readonly Layer[], side: number): NetworkDescription {
  return { name: 'convolutions', input: [3, side, side], layers };
}

function uniform(name: string, count: number): Float32Array {
  const random = randomFor(9, name);
  return Float32Array.from({ length: count }, () => random.uniform(-1, 1));
}

/** Largest difference over the largest value. */
function relativeError(actual: Float32Array, wanted: Float32Array): number {
  const largest = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return actual.reduce((most, value, i) => Math.max(most, Math.abs(value - (wanted[i] ?? Number.NaN))), 0) / largest;
}

describe.skipIf(block === undefined)('blocked convolutions', () => {
  it.each(cases)('give the output and gradients of plain ones for $of', async ({ layers, side }) => {
    const network = networkOf(layers, side);
    const state = initialState(network, 3);
    const images = uniform('images', BATCH * elements(network.input));
    const targets = uniform('targets', BATCH * elements(outputShape(network)));
    const options: TrainingOptions = { batch: BATCH, loss: { kind: 'mse' }, trainable: () => true };
    const resultOf = async (convolutions: 'blocked' | 'plain') => {
      const engine = await openOnnxEngine({ threads: 1, convolutions });
      const step = await engine.compileTraining(network, options);
      const { output, gradient } = await step.run(images, targets, state);
      await step.dispose();
      return { output, gradient };
    };
    const [blocked, plain] = [await resultOf('blocked'), await resultOf('plain')];
    expect(relativeError(blocked.output, plain.output)).toBeLessThan(2e-6);
    for (const { name, offset, size } of parameterLayout(network).entries) {
      const of = ({ gradient }: typeof plain) => gradient.subarray(offset, offset + size);
      expect.soft(relativeError(of(blocked), of(plain)), name).toBeLessThan(3e-6);
    }
    const has = (blockOrNone?: number) =>
      Buffer.from(buildTrainingGraph(network, options, { ...PROCESSOR, block: blockOrNone }).model).includes(BLOCKED);
    expect([has(block), has()]).toEqual([true, false]);
  });
});
