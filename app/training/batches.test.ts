import { describe, expect, it } from 'vitest';
import { estimationBatches, toInputTensor, toOneHot, trainingBatches, validationBatches } from './batches.ts';

describe('training batches', () => {
  it.each([
    [1, 32],
    [7, 3],
    [32, 32],
    [35, 32],
    [64, 32],
    [100, 1],
  ])('hold each of %i examples exactly once in batches of %i', (count, batchSize) => {
    const indices = trainingBatches(count, batchSize, 1, 1).flat();
    expect(indices.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, index) => index));
  });

  it('never leave a single example in the last batch, for it has no batch statistics', () => {
    expect(trainingBatches(33, 32, 1, 1).map((batch) => batch.length)).toEqual([33]);
    expect(trainingBatches(65, 32, 1, 1).map((batch) => batch.length)).toEqual([32, 33]);
    expect(trainingBatches(66, 32, 1, 1).map((batch) => batch.length)).toEqual([32, 32, 2]);
  });

  it('are the same for the same seed and epoch, whatever came before, and differ otherwise', () => {
    expect(trainingBatches(50, 8, 3, 9)).toEqual(trainingBatches(50, 8, 3, 9));
    expect(trainingBatches(50, 8, 3, 9)).not.toEqual(trainingBatches(50, 8, 3, 10));
    expect(trainingBatches(50, 8, 3, 9)).not.toEqual(trainingBatches(50, 8, 4, 9));
  });

  it('by weights draw as many as there are, in proportion to the weights and never one of weight 0', () => {
    const weights = [...new Array<number>(900).fill(1 / 900), ...new Array<number>(100).fill(1 / 100), 0];
    const drawn = trainingBatches(1001, 32, 5, 2, { weights }).flat();
    expect(drawn).toHaveLength(1001);
    expect(drawn.filter((index) => index >= 900).length / 1001).toBeCloseTo(0.5, 1);
    expect(drawn).not.toContain(1000);
    expect(new Set(drawn).size).toBeLessThan(900);
  });

  it.each([
    [5, 4, 3],
    [32, 32, 7],
    [3, 8, 2],
    [10, 3, 1],
  ])(
    'of %i examples in steps of %i, %i of them an epoch, take the examples pass after pass, each as often as the others',
    (count, size, steps) => {
      const epochs = Array.from({ length: 6 }, (_, at) => trainingBatches(count, size, 1, at + 1, { stepsPerEpoch: steps }));
      for (const batches of epochs) expect(batches.map((batch) => batch.length)).toEqual(new Array(steps).fill(size));
      const row = epochs.flat(2);
      for (let from = 0; from + count <= row.length; from += count) {
        expect(row.slice(from, from + count).toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, index) => index));
      }
    },
  );

  it('of so many steps hang on seed and epoch alone', () => {
    const drawn = (seed: number, epoch: number) => trainingBatches(50, 8, seed, epoch, { stepsPerEpoch: 4 });
    expect(drawn(3, 9)).toEqual(drawn(3, 9));
    expect(drawn(3, 9)).not.toEqual(drawn(3, 10));
    expect(drawn(3, 9)).not.toEqual(drawn(4, 9));
  });

  it('of so many steps by weights draw as many images as the steps take', () => {
    const drawn = trainingBatches(3, 8, 1, 1, { weights: [1, 0, 1], stepsPerEpoch: 5 });
    expect(drawn.map((batch) => batch.length)).toEqual([8, 8, 8, 8, 8]);
    expect(drawn.flat()).not.toContain(1);
  });

  it('to estimate statistics by hold each example once, mixed, whatever the epoch', () => {
    const batches = estimationBatches(33, 8, 1);
    expect(batches.map((batch) => batch.length)).toEqual([8, 8, 8, 9]);
    expect(batches.flat().toSorted((a, b) => a - b)).toEqual(Array.from({ length: 33 }, (_, index) => index));
    expect(batches.flat()).not.toEqual(batches.flat().toSorted((a, b) => a - b));
  });

  it('by weights are the same for the same seed and epoch, and differ otherwise', () => {
    const weights = Array.from({ length: 50 }, (_, index) => 1 + index);
    const drawn = (seed: number, epoch: number) => trainingBatches(50, 8, seed, epoch, { weights });
    expect(drawn(3, 9)).toEqual(drawn(3, 9));
    expect(drawn(3, 9)).not.toEqual(drawn(3, 10));
    expect(drawn(3, 9)).not.toEqual(drawn(4, 9));
  });

  it('of validation keep the order and leave a smaller last one', () => {
    expect(validationBatches(5, 2)).toEqual([[0, 1], [2, 3], [4]]);
    expect(validationBatches(0, 2)).toEqual([]);
  });
});

describe('the input tensor', () => {
  it('puts interleaved bytes into channel planes of 0 … 1 and leaves missing images black', () => {
    const pixels = Uint8Array.from([255, 0, 51, 0, 255, 102, 51, 51, 153, 102, 102, 204]);
    const tensor = toInputTensor([pixels], 2, 2);
    const expected = [1, 0, 0.2, 0.4, 0, 1, 0.2, 0.4, 0.2, 0.4, 0.6, 0.8, ...new Array<number>(12).fill(0)];
    expect([...tensor].map((value) => Math.round(value * 1e6) / 1e6)).toEqual(expected);
  });

  it('has one-hot targets beside it', () => {
    expect([...toOneHot([2, 0], 3)]).toEqual([0, 0, 1, 1, 0, 0]);
  });
});
