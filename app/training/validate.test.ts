import { describe, expect, it } from 'vitest';
import { crossEntropy, softmax } from './losses.ts';
import { logOfMeans, validate } from './validate.ts';

describe('the mean over views', () => {
  it('is of probabilities, not of logits', () => {
    const views = [Float32Array.from([0, 10]), Float32Array.from([100, 0])];
    const [first = 0, second = 0] = softmax(logOfMeans(views, 1));
    expect(first).toBeCloseTo(0.5, 4);
    expect(second).toBeCloseTo(0.5, 4);
  });

  it('keeps the images of a batch apart', () => {
    const means = logOfMeans([Float32Array.from([0, 0, 5, 0]), Float32Array.from([0, 0, 5, 0])], 2);
    expect(softmax(means.subarray(0, 2))).toEqual([expect.closeTo(0.5, 6), expect.closeTo(0.5, 6)]);
    expect(softmax(means.subarray(2))[0]).toBeCloseTo(Math.exp(5) / (1 + Math.exp(5)), 6);
  });

  it('stays a finite loss where all views are sure of another class', () => {
    const means = logOfMeans([Float32Array.from([5000, -5000])], 1);
    expect(softmax(means)[0]).toBe(1);
    expect(crossEntropy(means, 1)).toBeGreaterThan(100);
    expect(Number.isFinite(crossEntropy(means, 1))).toBe(true);
  });

  it('says a network that breaks still broken', () => {
    expect(logOfMeans([Float32Array.from([Number.NaN, 0])], 1)).toEqual(Float32Array.from([Number.NaN, Number.NaN]));
  });
});

describe('a validation in all views', () => {
  const image = { sha256: '0'.repeat(64), path: 'a.png', class: 'A', mask: null };
  const network = { name: 'corner', input: [3, 2, 2], layers: [] } as const;
  /** Class 1 where the upper left pixel is bright. */
  const cornered = {
    compileInference: async () => ({
      run: async (images: Float32Array) => Float32Array.from([0, (images[0] ?? 0) > 0.5 ? 100 : -100]),
      dispose: async () => undefined,
    }),
  };
  const pixels = { ahead: 1, input: async () => Float32Array.from([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), pixels: async () => [] };
  const request = {
    ...{ engine: cornered, network, pixels, batchSize: 1, signal: new AbortController().signal, onDone: () => undefined },
    ...{ state: { parameters: new Float32Array(0), statistics: new Float32Array(0) } },
    examples: [{ kind: 'image', image, label: 0 }],
  } as const;

  it('sees each corner in two views of eight', async () => {
    const { predictions } = await validate({ ...request, inAllViews: true });
    expect(predictions[0]?.probabilities[1]).toBeCloseTo(0.25, 6);
    expect(predictions[0]?.predicted).toBe(0);
  });

  it('where they are not asked for sees the image as it is', async () => {
    const { predictions } = await validate(request);
    expect(predictions[0]?.predicted).toBe(1);
  });
});
