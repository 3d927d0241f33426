/** Temperature scaling (C. Guo et al., On Calibration of Modern Neural Networks, ICML 2017): one number that makes probabilities mean what they say. */

export type Judged = {
  /** Of the classes, in their order. */
  readonly probabilities: readonly number[];
  /** The place of the class that it is. */
  readonly actual: number;
};

/** A temperature outside is a sign of too few images, or of none that are wrong, rather than of a network. */
export const LEAST_TEMPERATURE = 0.05;
export const MOST_TEMPERATURE = 20;

/** Halvings of the interval: 2⁻⁶⁰ of it is less than a double can tell. */
const STEPS = 60;

/**
 * softmax(z / T) of the probabilities softmax(z): logarithms are the logits but for a constant, which softmax does not see.
 * @param temperature above 0
 */
export function withTemperature(probabilities: readonly number[], temperature: number): number[] {
  const scaled = logsOf(probabilities).map((log) => log / temperature);
  const top = Math.max(...scaled);
  const powers = scaled.map((log) => Math.exp(log - top));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

/** A probability of 0 is one too small for a double. */
function logsOf(probabilities: readonly number[]): number[] {
  return probabilities.map((probability) => Math.log(Math.max(probability, Number.MIN_VALUE)));
}

/**
 * The temperature whose probabilities have the least mean −log p of what the images are. That mean is convex in 1/T, so the place where its slope
 * Σ (Σ p·z − z_actual) crosses 0 is found by halving.
 * @returns 1 where no image tells: there is none, or all are right, and a temperature of 0 would fit best
 */
export function fitTemperature(images: readonly Judged[]): number {
  const all = images.map(({ probabilities, actual }) => ({ logs: logsOf(probabilities), actual }));
  if (all.length === 0 || all.every(({ logs, actual }) => logs.every((log, at) => at === actual || log < (logs[actual] ?? 0)))) return 1;
  let [low, high] = [1 / MOST_TEMPERATURE, 1 / LEAST_TEMPERATURE];
  if (slope(all, low) >= 0) return MOST_TEMPERATURE;
  if (slope(all, high) <= 0) return LEAST_TEMPERATURE;
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2;
    if (slope(all, middle) < 0) low = middle;
    else high = middle;
  }
  return 2 / (low + high);
}

type Logs = { readonly logs: readonly number[]; readonly actual: number };

/** Of the sum of −log softmax(β·z)[actual] at β. */
function slope(images: readonly Logs[], beta: number): number {
  let sum = 0;
  for (const { logs, actual } of images) {
    const top = Math.max(...logs);
    let [weights, weighted] = [0, 0];
    for (const log of logs) {
      const weight = Math.exp(beta * (log - top));
      weights += weight;
      weighted += weight * log;
    }
    sum += weighted / weights - (logs[actual] ?? 0);
  }
  return sum;
}

/** Mean −log probability of what the images are; 0 without images. */
export function meanLogLoss(images: readonly Judged[]): number {
  const losses = images.map(({ probabilities, actual }) => -Math.log(Math.max(probabilities[actual] ?? 0, Number.MIN_VALUE)));
  return losses.length === 0 ? 0 : losses.reduce((a, b) => a + b, 0) / losses.length;
}
