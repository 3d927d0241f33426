/** The curves of a run as lines of a chart. Pure. */
import type { EpochMetrics } from '../../../app/contract/evaluation.ts';
import type { EpochReport } from '../../../app/contract/training.ts';
import type { Point } from '../../parts/curves/scale.ts';

export type Curve = { readonly id: 'train' | 'val' | 'macroF1' | 'accuracy'; readonly points: readonly Point[] };

/** Macro-F1 is measured on the validation images alone; beside it the training accuracy says how far the two are apart. */
export function curvesOf(curve: readonly EpochReport[]): { readonly loss: readonly Curve[]; readonly score: readonly Curve[] } {
  const points = (of: (metrics: EpochMetrics) => number | null) => curve.map(({ metrics }) => ({ x: metrics.epoch, y: of(metrics) }));
  return {
    loss: [
      { id: 'train', points: points(({ trainLoss }) => trainLoss) },
      { id: 'val', points: points(({ valLoss }) => valLoss) },
    ],
    score: [
      { id: 'macroF1', points: points(({ valMacroF1 }) => valMacroF1) },
      { id: 'accuracy', points: points(({ trainAccuracy }) => trainAccuracy) },
    ],
  };
}
