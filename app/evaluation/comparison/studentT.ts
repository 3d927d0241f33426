/** Student's t distribution with whole degrees of freedom. */

/** P(|T| < t), by the finite series for whole degrees of freedom (Abramowitz and Stegun, 26.7.3 and 26.7.4). */
function within(t: number, freedom: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom));
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const isOdd = freedom % 2 === 1;
  // cos θ (1 + 2/3 cos² θ + …) for odd degrees, 1 + 1/2 cos² θ + … for even ones.
  let term = isOdd ? cosine : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let k = isOdd ? 3 : 2; k < freedom; k += 2) {
    term *= ((k - 1) / k) * cosine ** 2;
    sum += term;
  }
  return isOdd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
}

/** The t below which `share` of the distribution lies. @param share 0.5 ≤ share < 1 @param freedom 1, 2, … */
export function tQuantile(share: number, freedom: number): number {
  const wanted = 2 * share - 1;
  let [low, high] = [0, 1];
  while (within(high, freedom) < wanted) high *= 2;
  for (let halving = 0; halving < 100; halving++) {
    const middle = (low + high) / 2;
    if (within(middle, freedom) < wanted) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
