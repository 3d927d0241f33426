/**
 * ROC and precision-recall of one class against all others, number for number scikit-learn's `roc_curve`, `roc_auc_score`,
 * `precision_recall_curve` and `average_precision_score`.
 */
import { type Ranked, type Step, stepsOf } from './ranked.ts';
import { type CurvePoint, thinned } from './thinned.ts';

export type RankCurve = {
  /** x: false positive rate, or recall; y: true positive rate, or precision. In order of x. */
  readonly points: readonly CurvePoint[];
  /** The area under ROC (T. Fawcett, Pattern Recognition Letters 27, 2006), or the average precision; of all points, not of those shown. */
  readonly area: number;
};

export type RankCurves = { readonly roc: RankCurve; readonly precisionRecall: RankCurve };

/**
 * Undefined where no image is of the class, or all are: then there is nothing to tell apart.
 * @param most points of each curve at most
 */
export function rankCurves(ranked: Ranked, most: number): RankCurves | undefined {
  const { length: positives } = ranked.positive;
  const { length: negatives } = ranked.negative;
  if (positives === 0 || negatives === 0) return undefined;
  const steps = stepsOf(ranked);
  const roc = steps.map((step): CurvePoint => [step.negatives / negatives, step.positives / positives]);
  const precisionRecall = steps.slice(1).map((step): CurvePoint => [step.positives / positives, precisionOf(step)]);
  // Where nothing is found yet, precision is 1 by convention (scikit-learn's last point).
  return {
    roc: { points: thinned(roc, most), area: trapezoids(roc) },
    precisionRecall: { points: thinned([[0, 1], ...precisionRecall], most), area: averagePrecision(precisionRecall) },
  };
}

function precisionOf({ positives, negatives }: Step): number {
  return positives / (positives + negatives);
}

function trapezoids(points: readonly CurvePoint[]): number {
  let area = 0;
  let before = points[0] ?? [0, 0];
  for (const point of points) {
    area += ((point[0] - before[0]) * (point[1] + before[1])) / 2;
    before = point;
  }
  return area;
}

/** Σ (Rₙ − Rₙ₋₁) · Pₙ, without interpolation, which would flatter. */
function averagePrecision(points: readonly CurvePoint[]): number {
  let [sum, recall] = [0, 0];
  for (const [x, y] of points) {
    sum += (x - recall) * y;
    recall = x;
  }
  return sum;
}
