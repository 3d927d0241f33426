/** When two ways of computing one step of a trial agree. */

/** Rounding moves a gradient by about 1e-6, a tie in a pooling by a little more; what computes something else moves it by about 1. */
const TOLERANCE = 1e-2;

/** Whether b is a but for rounding; never where either has a number that is none. */
export function near(a: Float32Array, b: Float32Array): boolean {
  let difference = 0;
  let size = 0;
  a.forEach((value, at) => {
    difference += (value - (b[at] ?? Number.NaN)) ** 2;
    size += value ** 2;
  });
  return difference <= TOLERANCE ** 2 * size;
}
