import { describe, expect, it } from 'vitest';
import { type PipelineFigures, summary } from './measurePipeline.ts';

const figures = (workers: number, augmented: boolean, ...epochs: readonly (readonly [number, number])[]): PipelineFigures => ({
  ...{ workers, augmented },
  epochs: epochs.map(([waitedShare, imagesPerSecond], at) => ({ epoch: at + 1, waitedShare, imagesPerSecond })),
});

describe('what a measurement of the pipeline comes to', () => {
  it('are medians over all rounds without the first epoch, which decodes, and a ratio to the fewest workers', () => {
    const rounds = [
      figures(1, true, [0.9, 1], [0.02, 120], [0.04, 110]),
      figures(0, true, [0.9, 1], [0.1, 100], [0.2, 100]),
      figures(1, true, [0.9, 1], [0.03, 130], [0.01, 118]),
      figures(0, true, [0.9, 1], [0.3, 90], [0.2, 110]),
    ];
    expect(summary(rounds)).toEqual([
      { workers: 0, augmented: true, waitedShare: 0.2, imagesPerSecond: 100, ratio: 1 },
      { workers: 1, augmented: true, waitedShare: 0.025, imagesPerSecond: 119, ratio: 1.19 },
    ]);
  });

  it('keep images as they are apart from augmented ones, each with a ratio of its own', () => {
    const rounds = [figures(2, false, [0, 1], [0, 50]), figures(1, false, [0, 1], [0, 100]), figures(1, true, [0, 1], [0, 10])];
    expect(
      summary([...rounds, figures(2, true, [0, 1], [0, 20])]).map(({ workers, augmented, ratio }) => [workers, augmented, ratio]),
    ).toEqual([
      [1, false, 1],
      [2, false, 0.5],
      [1, true, 1],
      [2, true, 2],
    ]);
  });

  it('of a single epoch are that epoch', () => {
    expect(summary([figures(0, false, [0.3, 80])])).toEqual([
      { workers: 0, augmented: false, waitedShare: 0.3, imagesPerSecond: 80, ratio: 1 },
    ]);
  });
});
