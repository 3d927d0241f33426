import { beforeAll, describe, expect, it } from 'vitest';
import type { Layer } from '../engine/description.ts';
import type { Engine } from '../engine/engine.ts';
import { conv, norm } from '../engine/layers.fixture.ts';
import { outputShape } from '../engine/layout.ts';
import { openOnnxEngine } from '../engine/onnx/engine.ts';
import { softmax } from '../training/losses.ts';
import { type Outputs, PEERS, type Predict } from './peers.fixture.ts';
import type { TrainedNetwork } from './tensors.ts';
import { factsOf, NETWORK_NAMES, someImages, trainedAtRandom, trainedNetwork } from './trained.fixture.ts';

/** Each network at a small size and at one that is odd somewhere on its way. */
const SIZES = { wbc: [16, 41], cam16: [16, 27], autoencoder: [8, 20], ensemble: [16, 36] } as const;
const BATCHES = [1, 3];

let engine: Engine;
beforeAll(async () => {
  engine = await openOnnxEngine({ threads: 1 });
});

/** What the engine's own inference gives, under the names of the exported outputs. */
async function ownOutputs({ network, state }: TrainedNetwork, images: Float32Array, batch: number): Promise<Outputs> {
  const inference = await engine.compileInference(network, batch, state);
  const output = await inference.run(images);
  await inference.dispose();
  const [width = 0, ...rest] = outputShape(network);
  if (rest.length > 0) return { reconstruction: [...output] };
  const rows = Array.from({ length: batch }, (_, row) => softmax(output.subarray(row * width, (row + 1) * width)));
  return { logits: [...output], probabilities: rows.flat() };
}

/** Compares every output of a batch of one and one of three images, of one loaded model. @returns the names of the outputs */
async function compare(predict: Predict, trained: TrainedNetwork): Promise<string[]> {
  const names = new Set<string>();
  for (const batch of BATCHES) {
    const images = someImages(trained.network, batch);
    const own = await ownOutputs(trained, images, batch);
    for (const [name, numbers] of Object.entries(await predict(images, batch))) {
      const expected = own[name] ?? [];
      names.add(name);
      expect(numbers).toHaveLength(expected.length);
      expect(Math.max(...numbers.map((number, i) => Math.abs(number - (expected[i] ?? Number.NaN))))).toBeLessThan(1e-5);
      // Equal numbers would prove little if the network said the same of everything.
      expect(Math.max(...expected) - Math.min(...expected)).toBeGreaterThan(0.02);
    }
  }
  return [...names].sort();
}

describe.each(PEERS)('in $name', ({ load, outputs }) => {
  it.each(NETWORK_NAMES.flatMap((name) => SIZES[name].map((size) => [name, size] as const)))(
    'the exported %s of %d px gives the numbers of our own inference, for one image and for three',
    async (name, size) => {
      const trained = trainedNetwork(name, size);
      const names = await compare(await load(trained, factsOf(name, size)), trained);
      expect(names).toEqual(name === 'autoencoder' ? ['reconstruction'] : outputs);
    },
  );

  const relu: Layer = { kind: 'relu' };
  const flatten: Layer = { kind: 'flatten' };
  const average: Layer = { kind: 'globalAveragePool' };
  const linear = (name: string, inputs: number, outputs: number): Layer => ({ kind: 'linear', name, inputs, outputs });
  const pool = (kernel: number, stride: number, padding: number): Layer => ({ kind: 'maxPool', kernel, stride, padding });
  /** [3, 10, 7] → [4, 5, 4] */
  const first = conv('first', 3, 4, 3, 2, 1);
  const twice: Layer = { kind: 'part', name: 'twice', layers: [conv('c', 4, 4, 3, 1, 1), norm('n', 4)] };
  const residual: Layer = { kind: 'residual', name: 'r', body: [conv('c', 3, 3, 3, 1, 1), norm('n', 3)], shortcut: [] };
  const branches = [
    { weight: 0.3, layers: [first] },
    { weight: 1, layers: [first, { kind: 'sigmoid' }] },
  ] as const;

  it.each([
    ['a padded max pooling of numbers below 0', [first, pool(3, 2, 1), flatten, linear('l', 24, 4)]],
    ['a max pooling padded by 2', [first, pool(5, 1, 2), flatten, linear('l', 80, 4)]],
    ['a padded max pooling after ReLU and another pooling', [first, relu, pool(2, 1, 0), pool(3, 1, 1), flatten, linear('l', 48, 4)]],
    [
      'a normalisation of the image, before a padded convolution',
      [{ kind: 'normalise', mean: [0.7, 0.4, 0.5], deviation: [0.1, 0.25, 0.3] }, first, average],
    ],
    ['a batch norm of the image itself', [norm('n', 3), first, average]],
    ['a batch norm of features', [first, flatten, norm('n', 80), relu, linear('l', 80, 4)]],
    ['a flatten that nothing linear follows', [first, flatten]],
    ['a flatten of features', [first, flatten, flatten, linear('l', 80, 4), flatten]],
    ['a ReLU between flatten and linear', [first, flatten, relu, linear('l', 80, 4)]],
    ['a convolution without bias or batch norm', [conv('c', 3, 4, 3, 1, 1, false), conv('d', 4, 4, 3, 1, 1), average]],
    ['a convolution that is padded beyond its middle', [conv('c', 3, 4, 3, 2, 2), average]],
    ['upsampling of an oblong image', [first, { kind: 'upsample', factor: 3 }, conv('c', 4, 2, 3), flatten, linear('l', 260, 4)]],
    [
      'a transposed convolution of an oblong image',
      [first, { kind: 'convTranspose', name: 't', inputs: 4, outputs: 2, kernel: 3, stride: 3 }, flatten, linear('l', 360, 4)],
    ],
    ['a residual block in a part', [{ kind: 'part', name: 'p', layers: [residual] }, first, average]],
    ['a weighted sum of images', [{ kind: 'weightedSum', branches }, average]],
    ['a weighted sum of one', [first, { kind: 'weightedSum', branches: [{ weight: 2, layers: [relu] }] }, average]],
    ['a part that is used twice', [first, relu, twice, twice, average]],
  ] as readonly [string, readonly Layer[]][])('%s is kept', async (_, layers) => {
    const trained = trainedAtRandom({ name: 'odd', input: [3, 10, 7], layers });
    await compare(await load(trained, factsOf('wbc', 10)), trained);
  });
});
