import { describe, expect, it } from 'vitest';
import { tinyRun } from './tinyDataSet.fixture.ts';
import { softTargets, trainingLossOf } from './trainingLoss.ts';

describe('soft targets', () => {
  const rounded = (values: Float32Array) => [...values].map((value) => Math.round(value * 1e6) / 1e6);

  it('without weights and smoothing are one-hot', () => {
    expect(rounded(softTargets([1, 0], [1, 1], 0))).toEqual([0, 1, 1, 0]);
  });

  it('are smoothed over all classes, the own one included', () => {
    expect(rounded(softTargets([2], [1, 1, 1, 1], 0.2))).toEqual([0.05, 0.05, 0.85, 0.05]);
  });

  it("are weighted by class over the mean weight of the batch's labels, whatever the weights' size", () => {
    expect(rounded(softTargets([0, 1], [1, 3], 0))).toEqual([0.5, 0, 0, 1.5]);
    expect(softTargets([0, 1], [2, 6], 0)).toEqual(softTargets([0, 1], [1, 3], 0));
    expect(rounded(softTargets([0, 1], [1, 3], 0.5))).toEqual([0.375, 0.375, 0.125, 1.125]);
  });
});

describe('the loss of a recipe', () => {
  const lossOf = (crossEntropy: object) => trainingLossOf(tinyRun({ train: [], val: [] }, { training: { crossEntropy } }), []);

  it('without options is the plain one, over one-hot targets', () => {
    const { loss, targets } = lossOf({});
    expect(loss).toEqual({ kind: 'cross-entropy' });
    expect(targets?.([1])).toEqual(Float32Array.of(0, 1));
  });

  it.each([
    [{ labelSmoothing: 0.1 }, { focalGamma: 0, logitOffset: null }],
    [{ classWeights: 'balanced' }, { focalGamma: 0, logitOffset: null }],
    [{ focalGamma: 2 }, { focalGamma: 2, logitOffset: null }],
    [{ logitAdjustment: 1 }, { focalGamma: 0, logitOffset: [0, 0] }],
  ])('with %j is the soft one', (options, loss) => {
    expect(lossOf(options).loss).toEqual({ kind: 'soft-cross-entropy', ...loss });
  });

  it('with mixup, whose targets are not one-hot, is the soft one too, over targets that are still to be mixed', () => {
    const { loss, targets } = trainingLossOf(tinyRun({ train: [], val: [] }, { training: { mixup: {} } }), []);
    expect(loss).toEqual({ kind: 'soft-cross-entropy', focalGamma: 0, logitOffset: null });
    expect(targets?.([1])).toEqual(Float32Array.of(0, 1));
  });

  it('of the autoencoder takes its input as the target', () => {
    const run = tinyRun({ train: [], val: [] }, { network: { name: 'autoencoder' }, loss: 'mse' }, { classes: [] });
    expect(trainingLossOf(run, [])).toEqual({ loss: { kind: 'mse' }, targets: null });
  });
});
