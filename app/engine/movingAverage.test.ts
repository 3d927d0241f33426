import { describe, expect, it } from 'vitest';
import { copyOfState, moveAverage } from './movingAverage.ts';

const stateOf = (parameter: number, statistic: number) => ({
  parameters: Float32Array.of(parameter),
  statistics: Float32Array.of(statistic),
});

describe('the moving average', () => {
  it.each([
    [1, 0.9, 2 / 11],
    [8, 0.9, 0.5],
    [1000, 0.9, 0.9],
    [1000, 0, 0],
  ])('in step %i with decay %d keeps the share %d of what it was, of parameters and statistics', (step, decay, kept) => {
    const average = stateOf(1, 10);
    moveAverage(average, stateOf(3, 30), decay, step);
    expect(average.parameters[0]).toBeCloseTo(kept * 1 + (1 - kept) * 3, 6);
    expect(average.statistics[0]).toBeCloseTo(kept * 10 + (1 - kept) * 30, 5);
  });

  it('keeps the bits of what does not move', () => {
    const still = stateOf(0.1, 1 / 3);
    const average = copyOfState(still);
    for (let step = 1; step < 50; step++) moveAverage(average, still, 0.987, step);
    expect(average).toEqual(still);
  });

  it('stands on a copy: the state goes on without it', () => {
    const state = stateOf(1, 1);
    const copy = copyOfState(state);
    state.parameters[0] = 2;
    expect(copy.parameters[0]).toBe(1);
  });
});
