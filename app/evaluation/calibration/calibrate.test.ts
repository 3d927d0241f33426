import { describe, expect, it } from 'vitest';
import { calibrate, thinnedCurve } from './calibrate.ts';
import { riskCoverage, thresholdFor } from './riskCoverage.ts';
import { fitTemperature, LEAST_TEMPERATURE, MOST_TEMPERATURE, withTemperature } from './temperature.ts';

const judged = (actual: number, ...probabilities: number[]) => ({ probabilities, actual });

describe('a temperature', () => {
  it.each([
    ['no image', []],
    ['one that is right', [judged(0, 0.9, 0.1)]],
    ['images that are all right, of which the best temperature would be 0', [judged(0, 0.9, 0.1), judged(1, 0.3, 0.7)]],
  ])('is 1 where nothing tells: %s', (_, images) => expect(fitTemperature(images)).toBe(1));

  it.each([
    ['always wrong', [judged(1, 0.9, 0.1), judged(0, 0.2, 0.8)], MOST_TEMPERATURE],
    ['that says the same of all', [judged(1, 0.5, 0.5), judged(0, 0.5, 0.5)], MOST_TEMPERATURE],
    [
      'wrong once by a hair, and else hardly sure',
      [judged(1, 0.500001, 0.499999), ...Array(50).fill(judged(0, 0.51, 0.49))],
      LEAST_TEMPERATURE,
    ],
    ['sure of a class that has no probability left', [judged(1, 1, 0), judged(0, 1, 0)], MOST_TEMPERATURE],
  ])('stays within bounds for a run %s', (_, images, expected) => expect(fitTemperature(images)).toBe(expected));

  it('above 1 makes less sure, below 1 surer; the order of the classes stays', () => {
    const said = [0.7, 0.2, 0.1];
    expect(Math.max(...withTemperature(said, 2))).toBeLessThan(0.7);
    expect(Math.max(...withTemperature(said, 0.5))).toBeGreaterThan(0.7);
    for (const [at, value] of withTemperature(said, 1).entries()) expect(value).toBeCloseTo(said[at] ?? 0, 12);
  });

  it.each([[[1, 0, 0]], [[0, 0, 1]], [[5e-324, 1, 0]], [[1 / 3, 1 / 3, 1 / 3]], [[1]]])(
    'leaves probabilities of %j numbers that add up to 1',
    (said) => {
      for (const temperature of [LEAST_TEMPERATURE, 1, MOST_TEMPERATURE]) {
        const scaled = withTemperature(said, temperature);
        expect(scaled.every((value) => value >= 0 && value <= 1)).toBe(true);
        expect(scaled.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
      }
    },
  );
});

describe('a threshold', () => {
  it('is the lowest of those that keep the error, not the first', () => {
    const points = riskCoverage([0.9, 0.8, 0.7, 0.6, 0.5], [true, false, true, true, false]);
    expect(thresholdFor(points, 0.25)).toEqual({ threshold: 0.6, coverage: 0.8, error: 0.25, isReached: true });
  });

  it('never parts images of the same confidence', () => {
    const points = riskCoverage([0.9, 0.9, 0.9, 0.4], [true, false, true, true]);
    expect(points.map(({ coverage }) => coverage)).toEqual([0.75, 1]);
    expect(thresholdFor(points, 0)).toEqual({ threshold: 1, coverage: 0, error: 0, isReached: false });
  });

  it.each([0, 0.02, 0.5])('of no images at a target of %d leaves everything to a person', (target) => {
    expect(thresholdFor(riskCoverage([], []), target)).toMatchObject({ threshold: 1, isReached: false });
  });

  it('of a run that is always right is its least confidence', () => {
    expect(thresholdFor(riskCoverage([0.6, 0.9], [true, true]), 0)).toEqual({ threshold: 0.6, coverage: 1, error: 0, isReached: true });
  });
});

describe('a calibration', () => {
  it('lowers the error of a run that is too sure', () => {
    const images = Array.from({ length: 100 }, (_, at) => judged(at % 4 === 0 ? 1 : 0, 0.99, 0.01));
    const { temperature, before, after } = calibrate(images, 0.02);
    expect(temperature).toBeGreaterThan(1);
    expect(before.expectedCalibrationError).toBeCloseTo(0.24, 10);
    expect(after.expectedCalibrationError).toBeLessThan(1e-6);
    expect(after.loss).toBeLessThan(before.loss);
  });

  it('with a temperature that was fitted before fits none', () => {
    expect(calibrate([judged(1, 0.9, 0.1)], 0.02, 3).temperature).toBe(3);
  });

  it('keeps the ends of its curve and the threshold when it is thinned', () => {
    const points = Array.from({ length: 10_001 }, (_, at) => ({ threshold: 1 - at / 20_000, coverage: (at + 1) / 10_001, error: 0 }));
    const kept = thinnedCurve(points, points[4321]?.threshold ?? 0);
    expect(kept.length).toBeLessThan(310);
    for (const at of [0, 4321, 10_000]) expect(kept).toContain(points[at]);
  });
});
