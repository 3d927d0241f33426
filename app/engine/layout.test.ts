import { describe, expect, it } from 'vitest';
import type { Layer, NetworkDescription } from './description.ts';
import { outputShape, parameterCount, parameterLayout, statisticsLayout, trainedRanges } from './layout.ts';

const conv = (name: string, inputs: number, outputs: number, kernel = 3, stride = 1, padding = 1, bias = true): Layer => ({
  kind: 'conv',
  name,
  inputs,
  outputs,
  kernel,
  stride,
  padding,
  bias,
});
const norm = (name: string, channels: number): Layer => ({ kind: 'batchNorm', name, channels, epsilon: 1e-5, momentum: 0.1 });
const pool = (kernel: number, stride: number, padding = 0): Layer => ({ kind: 'maxPool', kernel, stride, padding });
const network = (layers: readonly Layer[], side = 8, channels = 3): NetworkDescription => ({
  name: 'probe',
  input: [channels, side, side],
  layers,
});

describe('parameterLayout', () => {
  it('names, orders and shapes parameters as PyTorch does', () => {
    const { entries, size } = parameterLayout(
      network([
        conv('conv1', 3, 4, 7, 2, 3, false),
        norm('bn1', 4),
        {
          kind: 'residual',
          name: 'layer1.0',
          body: [conv('conv1', 4, 6), norm('bn1', 6)],
          shortcut: [conv('downsample.0', 4, 6, 1, 1, 0, false)],
        },
        { kind: 'convTranspose', name: 'up', inputs: 6, outputs: 2, kernel: 2, stride: 2 },
        { kind: 'part', name: 'head', layers: [{ kind: 'linear', name: 'fc', inputs: 2, outputs: 5 }] },
      ]),
    );
    expect(entries.map(({ name, shape }) => [name, shape])).toEqual([
      ['conv1.weight', [4, 3, 7, 7]],
      ['bn1.weight', [4]],
      ['bn1.bias', [4]],
      ['layer1.0.conv1.weight', [6, 4, 3, 3]],
      ['layer1.0.conv1.bias', [6]],
      ['layer1.0.bn1.weight', [6]],
      ['layer1.0.bn1.bias', [6]],
      ['layer1.0.downsample.0.weight', [6, 4, 1, 1]],
      ['up.weight', [6, 2, 2, 2]],
      ['up.bias', [2]],
      ['head.fc.weight', [5, 2]],
      ['head.fc.bias', [5]],
    ]);
    expect(entries.reduce((end, { offset, size: own }) => (offset === end ? end + own : Number.NaN), 0)).toBe(size);
  });

  it('counts the parameters of two parts of one name once', () => {
    const part: Layer = { kind: 'part', name: 'cam16', layers: [conv('conv1', 3, 3)] };
    const twice = network([
      {
        kind: 'weightedSum',
        branches: [
          { weight: 0.5, layers: [part] },
          { weight: 0.5, layers: [part, part] },
        ],
      },
    ]);
    expect(parameterCount(twice)).toBe(parameterCount(network([part])));
    expect(parameterCount(twice)).toBe(3 * 3 * 9 + 3);
  });

  it('refuses one name for two shapes', () => {
    expect(() => parameterLayout(network([conv('conv1', 3, 4), conv('conv1', 4, 4)]))).toThrow(/conv1\.weight is described twice/);
  });
});

describe('statisticsLayout', () => {
  it('names running mean and variance, inside blocks too', () => {
    const block: Layer = { kind: 'residual', name: 'b', body: [norm('bn2', 3)], shortcut: [] };
    const { entries, size } = statisticsLayout(network([norm('bn1', 3), { kind: 'relu' }, block]));
    expect(entries.map(({ name }) => name)).toEqual(['bn1.running_mean', 'bn1.running_var', 'b.bn2.running_mean', 'b.bn2.running_var']);
    expect(size).toBe(12);
  });
});

describe('trainedRanges', () => {
  it.each([
    { trainable: () => true, ranges: [[0, 18]] },
    { trainable: () => false, ranges: [] },
    { trainable: (name: string) => name.startsWith('b'), ranges: [[6, 12]] },
    {
      trainable: (name: string) => name !== 'b.bias',
      ranges: [
        [0, 9],
        [12, 18],
      ],
    },
  ])('joins neighbours: $ranges', ({ trainable, ranges }) => {
    expect(trainedRanges(parameterLayout(network([norm('a', 3), norm('b', 3), norm('c', 3)])), trainable)).toEqual(ranges);
  });
});

describe('outputShape', () => {
  it.each([
    { of: 'a convolution keeps the size', layers: [conv('c', 3, 5)], side: 9, shape: [5, 9, 9] },
    { of: 'a stem halves an odd size upwards', layers: [conv('c', 3, 5, 7, 2, 3)], side: 9, shape: [5, 5, 5] },
    { of: 'pooling rounds down', layers: [pool(2, 2)], side: 9, shape: [3, 4, 4] },
    { of: 'padded pooling', layers: [pool(3, 2, 1)], side: 9, shape: [3, 5, 5] },
    { of: 'flatten', layers: [{ kind: 'flatten' } as const], side: 4, shape: [48] },
    { of: 'global average pooling', layers: [{ kind: 'globalAveragePool' } as const], side: 4, shape: [3] },
    { of: 'upsampling', layers: [{ kind: 'upsample', factor: 4 } as const], side: 4, shape: [3, 16, 16] },
  ])('$of', ({ layers, side, shape }) => {
    expect(outputShape(network(layers, side))).toEqual(shape);
  });

  it.each([
    { of: 'nothing is left to pool', layers: [pool(2, 2), pool(2, 2)], side: 3, kind: 'image-size', says: /too small/ },
    {
      of: 'the linear layer was made for another size',
      layers: [{ kind: 'flatten' } as const, { kind: 'linear', name: 'fc', inputs: 48, outputs: 2 } as const],
      side: 5,
      kind: 'image-size',
      says: /fc takes 48 features but gets 75 features/,
    },
    {
      of: 'branches do not meet',
      layers: [
        {
          kind: 'weightedSum',
          branches: [
            { weight: 1, layers: [] },
            { weight: 1, layers: [pool(2, 2), { kind: 'upsample', factor: 2 }] },
          ],
        } as const,
      ],
      side: 5,
      kind: 'image-size',
      says: /3 × 5 × 5 and 3 × 4 × 4/,
    },
    {
      of: 'the channels do not match',
      layers: [conv('c', 4, 5)],
      side: 5,
      kind: 'internal',
      says: /c takes 4 channels but gets 3 × 5 × 5/,
    },
    ...[
      { mean: [0.5, 0.5], deviation: [1, 1] },
      { mean: [0.5, 0.5, 0.5], deviation: [1, 1, 0] },
      { mean: [0.5, 0.5, 0.5], deviation: [1, 1, Number.NaN] },
    ].map((numbers) => ({
      of: `a normalisation has the numbers ${JSON.stringify(numbers)} for three channels`,
      layers: [{ kind: 'normalise', ...numbers } as const],
      side: 4,
      kind: 'internal',
      says: /one mean and one deviation above 0 for each of 3 channels/,
    })),
    {
      of: 'an image layer gets features',
      layers: [{ kind: 'flatten' } as const, pool(2, 2)],
      side: 4,
      kind: 'internal',
      says: /takes an image/,
    },
  ])('says so when $of', ({ layers, side, kind, says }) => {
    const failing = () => outputShape(network(layers, side));
    expect(failing).toThrow(says);
    expect(failing).toThrow(expect.objectContaining({ kind }));
  });
});
