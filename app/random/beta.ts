/** Beta-distributed random numbers. */
import type { Random } from './random.ts';

/**
 * A number between 0 and 1 from Beta(a, b): X / (X + Y) of gamma-distributed X and Y. By logarithms, because for a shape far below 1 both
 * underflow to 0.
 * @param a above 0 @param b above 0
 */
export function beta(random: Random, a: number, b: number): number {
  const [x, y] = [logGamma(random, a), logGamma(random, b)];
  return 1 / (1 + Math.exp(y - x));
}

/**
 * The logarithm of a number from Gamma(shape, 1), after Marsaglia and Tsang, "A simple method for generating gamma variables" (2000);
 * for a shape below 1 theirs as well: Gamma(shape + 1) · U^(1 / shape).
 */
function logGamma(random: Random, shape: number): number {
  if (shape < 1) return logGamma(random, shape + 1) + Math.log(1 - random.uniform(0, 1)) / shape;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.uniform(0, 1)) < x ** 2 / 2 + d * (1 - v + Math.log(v))) return Math.log(d * v);
  }
}
