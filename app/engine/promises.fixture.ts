/** What every engine promises beyond gradients, as tests: repeatability, first maxima, bright backgrounds, any batch, clear failures. */
import { describe, expect, it } from 'vitest';
import { SmearlabError } from '../contract/failure.ts';
import { randomFor } from '../random/random.ts';
import type { Layer, Loss, NetworkDescription } from './description.ts';
import type { Engine } from './engine.ts';
import { initialState } from './initialise.ts';
import { slowForward } from './slowForward.fixture.ts';

const everything = () => true;
const MSE: Loss = { kind: 'mse' };
const CROSS_ENTROPY: Loss = { kind: 'cross-entropy' };
const conv = (name: string, inputs: number, outputs: number, kernel: number, bias = false): Layer => ({
  kind: 'conv',
  name,
  inputs,
  outputs,
  kernel,
  stride: 1,
  padding: (kernel - 1) / 2,
  bias,
});
const norm = (name: string, channels: number): Layer => ({ kind: 'batchNorm', name, channels, epsilon: 1e-5, momentum: 0.1 });

/** The layout is [weight, bias, running mean, running variance]: one convolution, one batch norm, one linear layer. */
const small: NetworkDescription = {
  name: 'small',
  input: [3, 12, 12],
  layers: [
    conv('conv1', 3, 8, 3),
    norm('bn1', 8),
    { kind: 'relu' },
    { kind: 'maxPool', kernel: 3, stride: 2, padding: 1 },
    { kind: 'globalAveragePool' },
    { kind: 'linear', name: 'fc', inputs: 8, outputs: 5 },
  ],
};

function imagesFor(network: NetworkDescription, batch: number, low = 0, high = 1): Float32Array {
  const random = randomFor(5, 'images');
  const [channels, height, width] = network.input;
  return Float32Array.from({ length: batch * channels * height * width }, () => random.uniform(low, high));
}

function oneHot(batch: number, classes: number): Float32Array {
  return Float32Array.from({ length: batch * classes }, (_, i) => (i % classes === Math.floor(i / classes) % classes ? 1 : 0));
}

/** @param open opens the engine; `memory` as its options have it */
export function promises(engine: Engine, open: (memory: number) => Promise<Engine>): void {
  describe('with one thread', () => {
    it('the same step gives the same bits, also when compiled again', async () => {
      const state = initialState(small, 1);
      const once = async () => {
        const step = await engine.compileTraining(small, { batch: 4, loss: CROSS_ENTROPY, trainable: everything });
        const first = await step.run(imagesFor(small, 4), oneHot(4, 5), state);
        const copy = {
          loss: first.loss,
          gradient: first.gradient.slice(),
          statistics: first.statistics.slice(),
          output: first.output.slice(),
        };
        const second = await step.run(imagesFor(small, 4), oneHot(4, 5), state);
        expect({ ...second }).toEqual(copy);
        await step.dispose();
        return copy;
      };
      expect(await once()).toEqual(await once());
    });
  });

  describe('the statistics of a batch', () => {
    const branched: NetworkDescription = {
      ...small,
      layers: [
        { kind: 'part', name: 'stem', layers: [conv('conv1', 3, 8, 3), norm('bn1', 8), { kind: 'relu' }] },
        { kind: 'residual', name: 'block', body: [conv('conv2', 8, 8, 3), norm('bn2', 8)], shortcut: [] },
        { kind: 'relu' },
        { kind: 'globalAveragePool' },
        { kind: 'linear', name: 'fc', inputs: 8, outputs: 5 },
      ],
    };
    const withMomentum = (layers: readonly Layer[], momentum: number): Layer[] =>
      layers.map((layer) => {
        if (layer.kind === 'batchNorm') return { ...layer, momentum };
        if (layer.kind === 'part') return { ...layer, layers: withMomentum(layer.layers, momentum) };
        return layer.kind === 'residual' ? { ...layer, body: withMomentum(layer.body, momentum) } : layer;
      });

    it.each([
      ['all of it is trained', everything],
      ['one of its batch norms is frozen', (name: string) => !name.startsWith('stem.bn1')],
    ])('are those a training step would move to with a momentum of 1, where %s', async (_, trainable) => {
      const state = initialState(branched, 3);
      const images = imagesFor(branched, 6, 0.7, 1);
      const all = { ...branched, layers: withMomentum(branched.layers, 1) };
      const step = await engine.compileTraining(all, { batch: 6, loss: CROSS_ENTROPY, trainable });
      const wanted = (await step.run(images, oneHot(6, 5), state)).statistics.slice();
      const measuring = await engine.compileStatistics(branched, { batch: 6, trainable }, state);
      const own = await measuring.run(images);
      expect(own).toHaveLength(wanted.length);
      expect(own).not.toEqual(state.statistics);
      for (const [at, value] of wanted.entries()) expect(own[at]).toBeCloseTo(value, 5);
      await step.dispose();
      await measuring.dispose();
    });

    it('are the state’s own where nothing is trained', async () => {
      const state = initialState(small, 1);
      const measuring = await engine.compileStatistics(small, { batch: 2, trainable: () => false }, state);
      expect(await measuring.run(imagesFor(small, 2))).toEqual(state.statistics);
      await measuring.dispose();
    });

    it('leave the state as it is, and refuse another number of images than they were prepared for', async () => {
      const state = initialState(small, 1);
      const before = { parameters: state.parameters.slice(), statistics: state.statistics.slice() };
      const measuring = await engine.compileStatistics(small, { batch: 4, trainable: everything }, state);
      await measuring.run(imagesFor(small, 4));
      expect(state).toEqual(before);
      await expect(measuring.run(imagesFor(small, 3))).rejects.toThrow(SmearlabError);
      await measuring.dispose();
    });
  });

  describe('a training step', () => {
    it('leaves parameters, statistics and images as they were', async () => {
      const state = initialState(small, 1);
      const images = imagesFor(small, 2);
      const before = { parameters: state.parameters.slice(), statistics: state.statistics.slice(), images: images.slice() };
      const step = await engine.compileTraining(small, { batch: 2, loss: CROSS_ENTROPY, trainable: everything });
      await step.run(images, oneHot(2, 5), state);
      expect({ ...state, images }).toEqual(before);
      await step.dispose();
    });

    it('sees the parameters of each call, not those it was compiled with', async () => {
      const step = await engine.compileTraining(small, { batch: 2, loss: CROSS_ENTROPY, trainable: everything });
      const one = (await step.run(imagesFor(small, 2), oneHot(2, 5), initialState(small, 1))).loss;
      const two = (await step.run(imagesFor(small, 2), oneHot(2, 5), initialState(small, 2))).loss;
      expect(one).not.toBe(two);
      await step.dispose();
    });

    it.each([1, 2, 7])('works with a batch of %i', async (batch) => {
      const state = initialState(small, 1);
      const images = imagesFor(small, batch);
      const step = await engine.compileTraining(small, { batch, loss: CROSS_ENTROPY, trainable: everything });
      const { output } = await step.run(images, oneHot(batch, 5), state);
      const wanted = slowForward(
        small,
        batch,
        images,
        { parameters: Float64Array.from(state.parameters), statistics: Float64Array.from(state.statistics) },
        everything,
      );
      expect(output).toHaveLength(batch * 5);
      for (const [i, value] of wanted.data.entries()) expect(output[i]).toBeCloseTo(value, 5);
      await step.dispose();
    });

    it('with nothing to train gives the loss and no gradient', async () => {
      const step = await engine.compileTraining(small, { batch: 2, loss: CROSS_ENTROPY, trainable: () => false });
      const result = await step.run(imagesFor(small, 2), oneHot(2, 5), initialState(small, 1));
      expect(result.loss).toBeGreaterThan(0);
      expect(result.gradient.every((value) => value === 0)).toBe(true);
      await step.dispose();
    });

    it('reads cross-entropy off huge logits without overflowing', async () => {
      const network: NetworkDescription = {
        name: 'huge',
        input: [1, 1, 2],
        layers: [{ kind: 'flatten' }, { kind: 'linear', name: 'fc', inputs: 2, outputs: 2 }],
      };
      const state = { parameters: Float32Array.from([1000, 0, 0, 1000, 0, 0]), statistics: new Float32Array(0) };
      const step = await engine.compileTraining(network, { batch: 1, loss: CROSS_ENTROPY, trainable: everything });
      const { loss, gradient } = await step.run(Float32Array.from([1, 0]), Float32Array.from([0, 1]), state);
      expect(loss).toBe(1000);
      expect([...gradient]).toEqual([1, 0, -1, 0, 1, -1]);
      await step.dispose();
    });

    it.each([[0.5], [1], [2]])(
      'of the focal loss with γ %d has no gradient, and no NaN, where the target is certain',
      async (focalGamma) => {
        const network: NetworkDescription = {
          name: 'certain',
          input: [1, 1, 2],
          layers: [{ kind: 'flatten' }, { kind: 'linear', name: 'fc', inputs: 2, outputs: 2 }],
        };
        const state = { parameters: Float32Array.from([1000, 0, 0, 1000, 0, 0]), statistics: new Float32Array(0) };
        const loss: Loss = { kind: 'soft-cross-entropy', focalGamma, logitOffset: null };
        const step = await engine.compileTraining(network, { batch: 1, loss, trainable: everything });
        const result = await step.run(Float32Array.from([1, 0]), Float32Array.from([1, 0]), state);
        expect(result.loss).toBeCloseTo(0, 12);
        for (const value of result.gradient) expect(Math.abs(value)).toBeLessThan(1e-3);
        await step.dispose();
      },
    );
  });

  describe('what is baked in', () => {
    const images = imagesFor(small, 2);

    it('stays as it was compiled in inference, whatever becomes of the vectors', async () => {
      const state = initialState(small, 1);
      const inference = await engine.compileInference(small, 2, state);
      const before = (await inference.run(images)).slice();
      for (const vector of [state.parameters, state.statistics]) vector.fill(7);
      expect(await inference.run(images)).toEqual(before);
      await inference.dispose();
    });

    it('stays as it was compiled in training', async () => {
      const frozen = initialState(small, 1);
      const trainable = (name: string) => name.startsWith('fc');
      const step = await engine.compileTraining(small, { batch: 2, loss: CROSS_ENTROPY, trainable, frozen });
      const { loss } = await step.run(images, oneHot(2, 5), initialState(small, 1));
      for (const vector of [frozen.parameters, frozen.statistics]) vector.fill(7);
      expect((await step.run(images, oneHot(2, 5), initialState(small, 1))).loss).toBe(loss);
      await step.dispose();
    });
  });

  describe('a batch too large for the memory', () => {
    it.each([
      { of: 'cross-entropy', loss: CROSS_ENTROPY, targets: oneHot(6, 5) },
      {
        of: 'focal loss over unevenly weighted targets',
        loss: { kind: 'soft-cross-entropy', focalGamma: 2, logitOffset: [0, 1, 2, 3, 4] } as const,
        targets: oneHot(6, 5).map((target, i) => target * (1 + i)),
      },
    ])('is computed in pieces to the same result for $of', async ({ loss, targets }) => {
      const network: NetworkDescription = {
        ...small,
        layers: [
          conv('conv1', 3, 8, 3, true),
          { kind: 'relu' },
          { kind: 'globalAveragePool' },
          { kind: 'linear', name: 'fc', inputs: 8, outputs: 5 },
        ],
      };
      const state = initialState(network, 1);
      const stepIn = async (memory: number) => {
        const little = await open(memory);
        const step = await little.compileTraining(network, { batch: 6, loss, trainable: everything });
        await step.run(imagesFor(network, 6, 0.5), targets, state);
        const result = await step.run(imagesFor(network, 6), targets, state);
        await step.dispose();
        return [...result.gradient, ...result.output, result.loss];
      };
      const [whole, pieces] = [await stepIn(2 ** 30), await stepIn(1)];
      expect(pieces).toHaveLength(whole.length);
      expect(pieces).not.toEqual(whole);
      for (const [i, value] of whole.entries()) {
        expect(Math.abs((pieces[i] ?? Number.NaN) - value)).toBeLessThan(5e-7 * Math.max(1, Math.abs(value)));
      }
    });
  });

  describe('batch norm on bright, nearly even images', () => {
    it.each([
      { batch: 2, first: 'alike' },
      { batch: 8, first: 'black, as a masked copy is' },
    ])('keeps its digits where E[x²] − mean² would lose them, the first of $batch images being $first', async ({ batch, first }) => {
      const network: NetworkDescription = { name: 'bright', input: [1, 16, 16], layers: [norm('bn', 1)] };
      const images = imagesFor(network, batch, 0.9, 0.9005);
      if (first !== 'alike') images.fill(0, 0, 16 * 16);
      const state = initialState(network, 1);
      const step = await engine.compileTraining(network, { batch, loss: MSE, trainable: everything });
      const { output, statistics } = await step.run(images, new Float32Array(images.length), state);
      const slowState = { parameters: Float64Array.from(state.parameters), statistics: Float64Array.from(state.statistics) };
      let wantedVariance = Number.NaN;
      const wanted = slowForward(network, batch, images, slowState, everything, (_name, _mean, variance) => {
        wantedVariance = variance[0] ?? Number.NaN;
      });
      for (const [i, value] of wanted.data.entries()) expect(output[i]).toBeCloseTo(value, 4);
      expect(statistics[1]).toBeCloseTo(0.9 + 0.1 * wantedVariance, 6);
      await step.dispose();
    });
  });

  describe('max pooling over equal values', () => {
    /**
     * Channel 0 is what is pooled, channel 1 numbers the pixels but has weight 0: the gradient of that weight is the sum of the numbers of
     * the pixels that got a gradient.
     */
    const numbersThatGetGradient = async (side: number, layers: readonly Layer[], value = 0.5) => {
      const network: NetworkDescription = {
        name: 'ties',
        input: [2, side, side],
        layers: [conv('c', 2, 1, 1), ...layers, { kind: 'globalAveragePool' }],
      };
      const images = Float32Array.from({ length: 2 * side * side }, (_, i) => (i < side * side ? value : 2 ** (i - side * side)));
      const state = { parameters: Float32Array.from([1, 0]), statistics: new Float32Array(0) };
      const step = await engine.compileTraining(network, { batch: 1, loss: MSE, trainable: everything });
      const { gradient, output } = await step.run(images, Float32Array.from([1]), state);
      await step.dispose();
      const windows = Math.ceil(side / 2) ** 2;
      return ((gradient[1] ?? Number.NaN) * windows) / (2 * ((output[0] ?? Number.NaN) - 1));
    };

    it('gives the gradient of a 2 × 2 window to its first pixel, as PyTorch does', async () => {
      const pool: Layer = { kind: 'maxPool', kernel: 2, stride: 2, padding: 0 };
      expect(await numbersThatGetGradient(4, [pool])).toBe(2 ** 0 + 2 ** 2 + 2 ** 8 + 2 ** 10);
    });

    it.each([
      { of: 'after ReLU', before: [{ kind: 'relu' }] as const },
      { of: 'without ReLU', before: [] },
      { of: 'of zeros, which the padding must not take for its own', before: [], value: 0 },
      { of: 'of negative values', before: [], value: -0.5 },
    ])('gives the gradient of a padded 3 × 3 window to its first pixel inside the image $of', async ({ before, value }) => {
      const pool: Layer = { kind: 'maxPool', kernel: 3, stride: 2, padding: 1 };
      expect(await numbersThatGetGradient(4, [...before, pool], value)).toBe(2 ** 0 + 2 ** 1 + 2 ** 4 + 2 ** 5);
    });
  });

  describe('what does not fit is said in a sentence', () => {
    it('too few pixels for the batch', async () => {
      const step = await engine.compileTraining(small, { batch: 2, loss: CROSS_ENTROPY, trainable: everything });
      await expect(step.run(new Float32Array(7), oneHot(2, 5), initialState(small, 1))).rejects.toThrow(/images: 7 numbers were given/);
      await step.dispose();
    });

    it('images smaller than the layers need', async () => {
      const tiny: NetworkDescription = { ...small, input: [3, 1, 1], layers: [{ kind: 'maxPool', kernel: 2, stride: 2, padding: 0 }] };
      const failure = await engine
        .compileInference(tiny, 1, { parameters: new Float32Array(0), statistics: new Float32Array(0) })
        .catch((error) => error);
      expect(failure).toBeInstanceOf(SmearlabError);
      expect(failure).toMatchObject({ kind: 'image-size', message: expect.stringContaining('too small') });
    });

    it('a batch norm with a single value per channel', async () => {
      const single: NetworkDescription = { name: 'single', input: [2, 1, 1], layers: [norm('bn', 2)] };
      const compiled = engine.compileTraining(single, { batch: 1, loss: MSE, trainable: everything });
      await expect(compiled).rejects.toMatchObject({ kind: 'image-size' });
    });

    it('a step after dispose', async () => {
      const step = await engine.compileTraining(small, { batch: 1, loss: CROSS_ENTROPY, trainable: everything });
      await step.dispose();
      await expect(step.run(imagesFor(small, 1), oneHot(1, 5), initialState(small, 1))).rejects.toMatchObject({ kind: 'engine' });
    });
  });
}
