/** A slider from a tenth of a per cent to all of it, finer where subsets are small: each third of its way is ten times as much. Pure. */

export const LEAST_PERCENT = 0.1;
export const MOST_PERCENT = 100;
export const PRESETS = [1, 10, 50, 100] as const;
/** Steps of the slider in each decade: by a fiftieth of the decade above, so that all presets are steps. */
const STEPS_OF_A_DECADE = 45;
/** Steps from one end to the other. */
export const STEPS = 3 * STEPS_OF_A_DECADE;

/** @param step 0 to `STEPS`; @returns a percentage such as 0.12, 3.4 or 42 */
export function percentAt(step: number): number {
  const whole = Math.round(Math.min(STEPS, Math.max(0, step)));
  const decade = Math.floor(whole / STEPS_OF_A_DECADE);
  const units = 10 + 2 * (whole % STEPS_OF_A_DECADE);
  return Number((units * 10 ** (decade - 2)).toPrecision(2));
}

/** The step nearest to a percentage. */
export function stepOf(percent: number): number {
  const within = Math.min(MOST_PERCENT, Math.max(LEAST_PERCENT, percent));
  const decade = Math.min(2, Math.floor(Math.log10(within) + 1 + 1e-9));
  return decade * STEPS_OF_A_DECADE + Math.round((within / 10 ** (decade - 2) - 10) / 2);
}
