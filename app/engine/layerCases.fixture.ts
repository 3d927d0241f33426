/** Small problems that between them use every layer and every loss: what the tests hold an engine against other numbers with. */
import { randomFor } from '../random/random.ts';
import type { Layer, Loss, NetworkDescription } from './description.ts';
import type { NetworkState } from './engine.ts';
import { initialState } from './initialise.ts';
import { conv, norm } from './layers.fixture.ts';
import { outputShape } from './layout.ts';
import { elements } from './shapes.ts';

export const BATCH = 3;

const linear = (name: string, inputs: number, outputs: number): Layer => ({ kind: 'linear', name, inputs, outputs });
const pool = (kernel: number, stride: number, padding: number): Layer => ({ kind: 'maxPool', kernel, stride, padding });
export const MSE: Loss = { kind: 'mse' };
export const CROSS_ENTROPY: Loss = { kind: 'cross-entropy' };
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

export type LayerCase = { readonly of: string; readonly layers: readonly Layer[]; readonly side?: number; readonly loss?: Loss };
/** Every layer kind and every loss, alone and beside what it is fused or shared with. */
export const layerCases: readonly LayerCase[] = [
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
  { of: 'max pooling of 3 with stride 1', layers: [first, pool(3, 1, 1)], side: 5 },
  { of: 'max pooling of 2 with stride 3, which passes rows by', layers: [first, pool(2, 3, 0)], side: 8 },
  { of: 'max pooling of 5 with stride 2', layers: [first, pool(5, 2, 2)], side: 9 },
  { of: 'padded max pooling of a single pixel', layers: [first, pool(3, 2, 1)], side: 1 },
  {
    of: 'padded max pooling after a first 7 × 7 convolution with stride 2, batch norm and ReLU',
    layers: [conv('c', 2, 3, 7, 2, 3, false), norm('bn', 3), relu, pool(3, 2, 1)],
    side: 15,
  },
  { of: 'max pooling of 2 after a first 5 × 5 convolution with a bias, and ReLU', layers: [conv('c', 2, 3, 5, 1, 2), relu, pool(2, 2, 0)] },
  { of: 'max pooling with stride 3 after a first convolution', layers: [conv('c', 2, 3, 5, 1, 2), pool(3, 3, 0), sigmoid], side: 9 },
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

/** A network with three batch norms, to be trained in part. */
const partlyFrozen: readonly Layer[] = [
  first,
  norm('bn', 3),
  relu,
  block('b', 3, 4, 2, [conv('d', 3, 4, 1, 2, 0, false), norm('e', 4)]),
  relu,
  average,
  linear('fc', 4, 3),
];
export const frozenCase: LayerCase = { of: 'frozen', layers: partlyFrozen, loss: CROSS_ENTROPY };

export const frozenChoices: readonly { readonly of: string; readonly trainable: (parameter: string) => boolean }[] = [
  { of: 'all but the head is frozen', trainable: (name: string) => name.startsWith('fc') },
  { of: 'only the first convolution is trained', trainable: (name: string) => name.startsWith('first') },
  { of: 'one batch norm of three is trained', trainable: (name: string) => name === 'b.bn1.weight' },
  { of: 'every convolution is trained', trainable: (name: string) => /first|conv|\.d\./.test(name) },
];

export type Problem = {
  readonly network: NetworkDescription;
  readonly images: Float32Array;
  readonly targets: Float32Array;
  readonly loss: Loss;
};

/** Images, targets and state that are the same in every test. */
export function problemOf({ of, layers, side = 6, loss = MSE }: LayerCase): Problem {
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
export function stateOf(network: NetworkDescription): NetworkState {
  const random = randomFor(11, network.name);
  const { parameters, statistics } = initialState(network, 3);
  return {
    parameters: parameters.map((value) => value + random.uniform(-0.2, 0.2)),
    statistics: statistics.map((value) => value + random.uniform(0, 0.3)),
  };
}
