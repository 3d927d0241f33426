/** How wrong a model is among the images that it is surest of: risk against coverage, and the threshold for an error that is aimed at. */

/** When every image at least as sure as `threshold` is taken as said: which share that is, and which share of it is wrong. */
export type RiskPoint = { readonly threshold: number; readonly coverage: number; readonly error: number };

/**
 * From the surest images on, one point for each confidence that occurs; images of the same confidence come together, because no threshold parts them
 * (Y. Geifman and R. El-Yaniv, Selective Classification for Deep Neural Networks, NeurIPS 2017).
 */
export function riskCoverage(confidence: readonly number[], isRight: readonly boolean[]): RiskPoint[] {
  const order = confidence.map((said, at) => ({ said, isRight: isRight[at] === true })).sort((a, b) => b.said - a.said);
  const points: RiskPoint[] = [];
  let wrong = 0;
  for (const [at, image] of order.entries()) {
    if (!image.isRight) wrong++;
    if (order[at + 1]?.said === image.said) continue;
    points.push({ threshold: image.said, coverage: (at + 1) / order.length, error: wrong / (at + 1) });
  }
  return points;
}

export type Threshold = RiskPoint & { readonly isReached: boolean };

/**
 * The lowest threshold whose error does not exceed the target, so that as few images as possible are left to a person. Where none reaches it,
 * 1 and no coverage: everything is left to a person. Without images nothing is known, and so it is then.
 */
export function thresholdFor(points: readonly RiskPoint[], targetError: number): Threshold {
  const best = points.findLast(({ error }) => error <= targetError);
  return best === undefined ? { threshold: 1, coverage: 0, error: 0, isReached: false } : { ...best, isReached: true };
}
