import { describe, expect, it } from 'vitest';
import { comparison, type EngineFigures, median } from './figures.ts';

const figures = (train: number, infer: number, memory: number): EngineFigures => ({
  trainImagesPerSecond: train,
  inferImagesPerSecond: infer,
  peakMemoryMB: memory,
  engine: 'some',
  network: 'wbc',
  size: 96,
  batch: 8,
  steps: 20,
  threads: 2,
});

describe('median', () => {
  it.each([
    { values: [3], middle: 3 },
    { values: [10, 2, 3], middle: 3 },
    { values: [4, 1, 2, 10], middle: 3 },
  ])('of $values is $middle', ({ values, middle }) => {
    expect(median(values)).toBe(middle);
  });

  it('of nothing is refused', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('comparison', () => {
  it('takes the median of every figure by itself, so that one slow round decides nothing', () => {
    const { trainImagesPerSecond, inferImagesPerSecond, peakMemoryMB, rounds } = comparison(
      [figures(100, 300, 50), figures(10, 310, 55), figures(110, 30, 500)],
      [figures(1, 1, 1)],
    );
    expect({ trainImagesPerSecond, inferImagesPerSecond, peakMemoryMB, rounds }).toEqual({
      trainImagesPerSecond: 100,
      inferImagesPerSecond: 300,
      peakMemoryMB: 55,
      rounds: 3,
    });
  });

  it('says how many times the peer’s our figures are', () => {
    expect(comparison([figures(100, 300, 50)], [figures(50, 100, 200)]).ratios).toEqual({ train: 2, infer: 3, memory: 0.25 });
  });
});
