/** Learning curves of compared runs as lines and bands. Pure. */
import type { EpochMetrics } from '../../../app/contract/evaluation.ts';
import type { RunComparison, SeedGroup } from '../../../app/contract/runs.ts';
import type { ChartBand, ChartPoint } from '../charts/Chart.tsx';
import type { Compared } from './compared.ts';

export type Measure = 'macroF1' | 'loss';

export function curvePoints(epochs: readonly EpochMetrics[], measure: Measure): ChartPoint[] {
  return epochs.flatMap((one): ChartPoint[] => {
    const value = measure === 'macroF1' ? one.valMacroF1 : one.valLoss;
    return value === null ? [] : [[one.epoch, value]];
  });
}

export function curvesOf({ curves }: Pick<RunComparison, 'curves'>, compared: readonly Compared[], measure: Measure) {
  return compared.map((one) => ({ ...one, points: curvePoints(curves.find(({ run }) => run === one.id)?.epochs ?? [], measure) }));
}

/** In the colour of the first run of a group that is compared. */
export function bandsOf(groups: readonly SeedGroup[], compared: readonly Compared[], measure: Measure): ChartBand[] {
  return groups.flatMap(({ chosen, bands }): ChartBand[] => {
    const first = compared.find(({ id }) => chosen.includes(id));
    const points = bands.flatMap((band): ChartBand['points'] => {
      const of = band[measure];
      return of === null ? [] : [[band.epoch, of.low, of.high]];
    });
    return first === undefined || points.length === 0 ? [] : [{ colour: first.colour, points }];
  });
}

/** Best is the highest macro-F1, or the lowest loss. */
export function lastAndBest(points: readonly ChartPoint[], measure: Measure): { readonly last: number; readonly best: number } | null {
  const last = points.at(-1)?.[1];
  if (last === undefined) return null;
  const best = points.reduce((found, [, value]) => (measure === 'macroF1' ? Math.max(found, value) : Math.min(found, value)), last);
  return { last, best };
}
