import { describe, expect, it } from 'vitest';
import type { Calibration } from '../../../app/contract/slides.ts';
import { reliabilityPoints, riskPoints, riskScale } from './curves.ts';

const bin = (images: number, confidence: number, accuracy: number) => ({ low: 0, high: 1, images, confidence, accuracy });
const calibration = (curve: Calibration['curve'], targetError = 0.02): Calibration => {
  const reliability = { bins: [bin(0, 0, 0), bin(4, 0.6, 0.5), bin(9, 0.9, 1)], expectedCalibrationError: 0.1, loss: 0.3 };
  return {
    ...{ run: 1, images: 13, temperature: 1.2, before: reliability, after: reliability, targetError, threshold: 0.8 },
    ...{ coverage: 0.7, error: 0.01, isReached: true, curve, savedAt: null },
  };
};
const at = (coverage: number, error: number) => ({ coverage, error, threshold: 1 - coverage });

describe('the diagrams of a calibration', () => {
  it('show no point for a range of probabilities that no image had', () => {
    expect(reliabilityPoints(calibration([]).before)).toEqual([
      { x: 0.6, y: 0.5 },
      { x: 0.9, y: 1 },
    ]);
  });

  it('go from the surest images to all of them', () => {
    expect(riskPoints(calibration([at(1, 0.2), at(0.1, 0), at(0.5, 0.05)])).map(({ x }) => x)).toEqual([0.1, 0.5, 1]);
  });

  it.each([
    ['no image', [], 0.02],
    ['no error', [at(0.5, 0), at(1, 0)], 0],
    ['errors below the aim', [at(1, 0.001)], 0.05],
    ['errors above it', [at(1, 0.7)], 0.02],
  ])('reach from nothing to all that is drawn: %s', (_, curve, target) => {
    const { low, high } = riskScale(calibration(curve, target));
    expect(low).toBe(0);
    expect(high).toBeGreaterThan(0);
    expect(high).toBeGreaterThanOrEqual(Math.max(target, ...curve.map(({ error }) => error)));
  });
});
