import { describe, expect, it } from 'vitest';
import type { EpochMetrics } from '../contract/evaluation.ts';
import { bestEpoch, scoreOf, stopsEarly } from './scores.ts';

function curveOf(...macroF1: number[]): EpochMetrics[] {
  return macroF1.map((value, index) => ({
    ...{ epoch: index + 1, trainLoss: 1, trainAccuracy: 0.5, valLoss: 1, valAccuracy: 0.5, seconds: 1 },
    valMacroF1: value,
  }));
}

describe('the best epoch', () => {
  it('is the one of the highest macro-F1, of equals the earliest', () => {
    expect(bestEpoch(curveOf(0.2, 0.8, 0.8, 0.1))?.epoch).toBe(2);
    expect(bestEpoch([])).toBeUndefined();
  });

  it('is the one of the lowest loss where there are no classes', () => {
    const [metrics] = curveOf(0);
    if (metrics === undefined) throw new Error('no metrics');
    const autoencoder = { ...metrics, valMacroF1: null, valLoss: 0.25 };
    expect(scoreOf(autoencoder)).toBe(-0.25);
    expect(scoreOf({ ...autoencoder, valLoss: null, trainLoss: 0.5 })).toBe(-0.5);
  });
});

describe('early stopping', () => {
  it.each([
    [[0.5], 1, false],
    [[0.5, 0.6], 1, false],
    [[0.5, 0.5], 1, true],
    [[0.9, 0.1, 0.2], 3, false],
    [[0.9, 0.1, 0.2, 0.3], 3, true],
    [[0.1, 0.2, 0.3, 0.4], 1, false],
  ])('of the curve %j with patience %i: %s', (curve, patience, stops) => {
    expect(stopsEarly(curveOf(...curve), patience)).toBe(stops);
  });

  it('does not end a run that has not begun', () => {
    expect(stopsEarly([], 1)).toBe(false);
  });
});
