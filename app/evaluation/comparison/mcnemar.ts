/** McNemar's test: whether two runs that are judged on the same images are right equally often. */

export type McNemar = {
  /** Images that only the first has right. */
  readonly b: number;
  /** Images that only the second has right. */
  readonly c: number;
  /** Two-sided: how often a difference at least as large comes about by chance where there is none. */
  readonly p: number;
};

/**
 * The exact test at any number of images: under the hypothesis each of the b + c images on which the runs differ falls to either side like
 * a coin (Q. McNemar, Psychometrika 12, 1947), so p = min(1, 2 · P(X ≤ min(b, c))) with X ~ Binomial(b + c, ½). The chi-square that is
 * usual for many is an approximation of it that nothing here needs.
 */
export function mcNemar(isRight: readonly (readonly [first: boolean, second: boolean])[]): McNemar {
  let [b, c] = [0, 0];
  for (const [first, second] of isRight) {
    if (first && !second) b++;
    if (second && !first) c++;
  }
  return { b, c, p: exactP(b, c) };
}

/** @param b, c counts of images, 0 ≤ */
export function exactP(b: number, c: number): number {
  const [few, all] = [Math.min(b, c), b + c];
  // From the most likely term down: each is the one before times k / (all - k + 1), so that nothing underflows to begin with.
  let [term, sum] = [1, 0];
  for (let k = few; k >= 0 && term > 1e-20 * sum; k--) {
    sum += term;
    term *= k / (all - k + 1);
  }
  return Math.min(1, 2 * Math.exp(logBinomialHalf(all, few) + Math.log(sum)));
}

/** log of C(n, k) / 2ⁿ. */
function logBinomialHalf(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k) - n * Math.LN2;
}

/** By sum up to 255, beyond it by Stirling's series, whose next term is below 1e-16 there. */
function logFactorial(n: number): number {
  if (n < 256) {
    let sum = 0;
    for (let factor = 2; factor <= n; factor++) sum += Math.log(factor);
    return sum;
  }
  return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * n) - 1 / (360 * n ** 3) + 1 / (1260 * n ** 5);
}
