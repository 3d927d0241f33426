/** Pure decisions over a learning curve: which epoch is the best so far, and when early stopping ends a run. */
import type { EpochMetrics } from '../contract/evaluation.ts';

/**
 * What epochs are ranked by, higher is better: macro-F1 on the validation images; where there are no classes the negative
 * validation loss; where there are no validation images the negative training loss.
 */
export function scoreOf(metrics: EpochMetrics): number {
  return metrics.valMacroF1 ?? -(metrics.valLoss ?? metrics.trainLoss);
}

/** The best epoch; of equals the earliest. undefined for an empty curve. */
export function bestEpoch(curve: readonly EpochMetrics[]): EpochMetrics | undefined {
  let best: EpochMetrics | undefined;
  for (const metrics of curve) if (best === undefined || scoreOf(metrics) > scoreOf(best)) best = metrics;
  return best;
}

/** Whether the last `patience` epochs brought nothing better than what was there before them. */
export function stopsEarly(curve: readonly EpochMetrics[], patience: number): boolean {
  const best = bestEpoch(curve);
  const last = curve.at(-1);
  return best !== undefined && last !== undefined && last.epoch - best.epoch >= patience;
}
