/** How well two regions agree. */
import type { Region } from './plane.ts';

/**
 * Twice what both share over what both have, 0 to 1 (Dice, Ecology 26, 1945); 1 where both are empty.
 * @throws RangeError when the two are not of one size.
 */
export function dice(a: Region, b: Region): number {
  if (a.width !== b.width || a.height !== b.height) {
    throw new RangeError(`A region of ${a.width} × ${a.height} cannot be compared with one of ${b.width} × ${b.height}.`);
  }
  let [shared, sum] = [0, 0];
  for (let at = 0; at < a.data.length; at++) {
    const [one, other] = [a.data[at] ?? 0, b.data[at] ?? 0];
    shared += one & other;
    sum += one + other;
  }
  return sum === 0 ? 1 : (2 * shared) / sum;
}
