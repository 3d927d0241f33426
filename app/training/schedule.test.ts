import { describe, expect, it } from 'vitest';
import type { EpochMetrics } from '../contract/evaluation.ts';
import { scheduleSchema } from '../contract/learning.ts';
import { learningRateFactor } from './schedule.ts';

const EPOCHS = 4;
const STEPS = 5;

/** Factors of every step of a run, with `losses` as the validation losses of its epochs. */
function factors(given: object, losses: readonly (number | null)[] = []): number[] {
  const schedule = scheduleSchema.parse(given);
  return Array.from({ length: EPOCHS * STEPS }, (_, at) => {
    const epoch = Math.floor(at / STEPS) + 1;
    return learningRateFactor(
      schedule,
      { epoch, epochs: EPOCHS, step: at % STEPS, stepsPerEpoch: STEPS },
      curveOf(losses.slice(0, epoch - 1)),
    );
  });
}

function curveOf(losses: readonly (number | null)[]): EpochMetrics[] {
  const rest = { trainLoss: 1, trainAccuracy: null, valAccuracy: null, valMacroF1: null, seconds: 0 };
  return losses.map((valLoss, index) => ({ ...rest, epoch: index + 1, valLoss }));
}

const ofEpochs = (all: readonly number[]) => all.filter((_, at) => at % STEPS === 0);
const last = (losses: readonly (number | null)[], given: object) =>
  learningRateFactor(
    scheduleSchema.parse({ kind: 'plateau', factor: 0.5, ...given }),
    { epoch: losses.length + 1, epochs: 99, step: 0, stepsPerEpoch: 1 },
    curveOf(losses),
  );

describe('a schedule', () => {
  it('that is constant never moves the learning rate, not in its last bit', () => {
    expect(new Set(factors({ kind: 'constant' }))).toEqual(new Set([1]));
  });

  it('warms up in equal steps, none of which is 0, to the full rate', () => {
    const seen = factors({ kind: 'constant', warmUpEpochs: 0.8 });
    expect(seen.slice(0, 6)).toEqual([0.25, 0.5, 0.75, 1, 1, 1]);
  });

  it('of half a cosine begins at 1, passes the middle half way and never rises', () => {
    const seen = factors({ kind: 'cosine', minimumFactor: 0.2 });
    expect(seen[0]).toBe(1);
    expect(seen[10]).toBeCloseTo(0.6, 12);
    expect(seen.at(-1)).toBeGreaterThan(0.2);
    expect(seen).toEqual(seen.toSorted((a, b) => b - a));
  });

  it('falls by steps of whole epochs', () => {
    expect(ofEpochs(factors({ kind: 'step', everyEpochs: 2, factor: 0.5 }))).toEqual([1, 1, 0.5, 0.5]);
    expect(new Set(factors({ kind: 'step', everyEpochs: 1, factor: 0.5 }).slice(5, 10))).toEqual(new Set([0.5]));
  });

  it('on a plateau waits longer than its patience, and begins to wait again', () => {
    expect(ofEpochs(factors({ kind: 'plateau', patience: 1, factor: 0.5 }, [1, 1, 1, 1]))).toEqual([1, 1, 1, 0.5]);
    expect(last([1, 1, 1, 1, 1], { patience: 1 })).toBe(0.25);
    expect(last([1, 1, 0.5, 1, 0.4], { patience: 1 })).toBe(1);
  });

  it('on a plateau takes less than its threshold for no gain', () => {
    expect(last([1, 0.95, 0.91], { patience: 1, threshold: 0.1 })).toBe(0.5);
    expect(last([1, 0.95, 0.89], { patience: 1, threshold: 0.1 })).toBe(1);
  });

  it('on a plateau stops at its minimum and counts nothing while it cools down', () => {
    expect(last([1, 1, 1, 1, 1, 1], { patience: 0, minimumFactor: 0.3 })).toBe(0.3);
    expect(last([1, 1, 1, 1, 1], { patience: 0, cooldown: 2 })).toBe(0.25);
  });

  it('on a plateau goes by the training loss where there are no validation images', () => {
    expect(last([null, null, null], { patience: 1 })).toBe(0.5);
  });
});
