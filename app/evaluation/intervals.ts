/** How sure a share of so many images is. */
import { SmearlabError } from '../contract/failure.ts';

/** The 97.5 % point of the normal distribution: 95 % lie between it and its negative. */
const Z = 1.959963984540054;

/**
 * Wilson's 95 % score interval of a share (E. B. Wilson, JASA 22, 1927), which stays inside 0..1 and does not collapse at its ends.
 * Without images nothing is known: [0, 1].
 * @throws SmearlabError `internal` when there are more successes than images, or either is no count
 */
export function wilsonInterval(successes: number, n: number): [low: number, high: number] {
  if (!Number.isInteger(successes) || !Number.isInteger(n) || successes < 0 || successes > n) {
    throw new SmearlabError('internal', `${successes} right of ${n} images is no share.`);
  }
  if (n === 0) return [0, 1];
  const share = successes / n;
  const centre = share + Z ** 2 / (2 * n);
  const margin = Z * Math.sqrt((share * (1 - share)) / n + (Z / (2 * n)) ** 2);
  const scale = 1 + Z ** 2 / n;
  // At the ends one bound is exact in theory and an ulp off in floating point.
  return [successes === 0 ? 0 : (centre - margin) / scale, successes === n ? 1 : (centre + margin) / scale];
}
