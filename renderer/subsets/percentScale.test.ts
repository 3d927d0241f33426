import { describe, expect, it } from 'vitest';
import { LEAST_PERCENT, MOST_PERCENT, PRESETS, percentAt, STEPS, stepOf } from './percentScale.ts';

describe('the slider of percentages', () => {
  it('reaches both ends and never leaves them', () => {
    expect([percentAt(0), percentAt(STEPS), percentAt(-5), percentAt(9999)]).toEqual([
      LEAST_PERCENT,
      MOST_PERCENT,
      LEAST_PERCENT,
      MOST_PERCENT,
    ]);
    expect([stepOf(0), stepOf(1e9)]).toEqual([0, STEPS]);
  });

  it.each(PRESETS)('has %i %% as a step of its own', (percent) => {
    expect(percentAt(stepOf(percent))).toBe(percent);
  });

  it('goes up with every step, and is found again at the step it was left at', () => {
    for (let step = 1; step <= STEPS; step++) {
      expect(percentAt(step)).toBeGreaterThan(percentAt(step - 1));
      expect(stepOf(percentAt(step))).toBe(step);
    }
  });
});
