import { describe, expect, it } from 'vitest';
import type { EpochMetrics } from '../../../app/contract/evaluation.ts';
import { bandsOf, curvePoints, lastAndBest } from './curveLines.ts';

const epoch = (at: number, valMacroF1: number | null, valLoss: number | null): EpochMetrics => ({
  ...{ epoch: at, trainLoss: 1, trainAccuracy: null, valLoss, valAccuracy: null, valMacroF1, seconds: 1 },
});

describe('learning curves', () => {
  const curve = [epoch(1, 0.5, 1), epoch(2, null, 0.5), epoch(3, 0.25, 0.75)];

  it('leave out epochs without a value', () => {
    expect(curvePoints(curve, 'macroF1')).toEqual([
      [1, 0.5],
      [3, 0.25],
    ]);
  });

  it('know the last and the best: most of macro-F1, least of a loss', () => {
    expect(lastAndBest(curvePoints(curve, 'macroF1'), 'macroF1')).toEqual({ last: 0.25, best: 0.5 });
    expect(lastAndBest(curvePoints(curve, 'loss'), 'loss')).toEqual({ last: 0.75, best: 0.5 });
    expect(lastAndBest([], 'loss')).toBeNull();
  });

  it('have a band where a group of seeds has one, and none where it has not', () => {
    const bands = [{ epoch: 1, macroF1: { low: 0.1, mean: 0.2, high: 0.3 }, loss: null }];
    const groups = [{ chosen: [7], runs: [], bands }];
    expect(bandsOf(groups, [], 'macroF1')).toEqual([]);
    const compared = [{ id: 7, colour: '#000000' }] as unknown as Parameters<typeof bandsOf>[1];
    expect(bandsOf(groups, compared, 'macroF1')).toEqual([{ colour: '#000000', points: [[1, 0.1, 0.3]] }]);
    expect(bandsOf(groups, compared, 'loss')).toEqual([]);
  });
});
