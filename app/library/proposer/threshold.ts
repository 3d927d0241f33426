/** The threshold that parts values into two groups. */

const BINS = 256;

/**
 * Otsu's threshold ("A threshold selection method from gray-level histograms", IEEE Trans SMC 9, 1979): where the variance between
 * what is below and what is above is greatest. Undefined where all values are the same, or there is none.
 */
export function otsu(values: Float32Array): number | undefined {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (!(high > low)) return undefined;
  const counts = new Uint32Array(BINS);
  let total = 0;
  for (const value of values) {
    const bin = Math.min(BINS - 1, Math.floor(((value - low) / (high - low)) * BINS));
    counts[bin] = (counts[bin] ?? 0) + 1;
    total += bin;
  }
  let [best, most, below, sum] = [0, 0, 0, 0];
  for (let bin = 0; bin < BINS - 1; bin++) {
    below += counts[bin] ?? 0;
    sum += bin * (counts[bin] ?? 0);
    const above = values.length - below;
    if (below === 0 || above === 0) continue;
    const apart = sum / below - (total - sum) / above;
    const variance = below * above * apart * apart;
    if (variance > most) [best, most] = [bin + 1, variance];
  }
  return low + ((high - low) * best) / BINS;
}
