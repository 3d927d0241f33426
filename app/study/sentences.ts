/** What the study tells while it runs, as sentences. */
import type { EpochMetrics } from '../contract/evaluation.ts';
import { epochsOf } from '../store/predictions.ts';
import type { Store } from '../store/store.ts';
import type { RecordedRun } from './study.ts';

/** One epoch of a run in a line. */
export function epochSentence(run: string, metrics: EpochMetrics, epochs: number): string {
  const { epoch, trainLoss, trainAccuracy, valLoss, valAccuracy, valMacroF1 } = metrics;
  const parts = [`train loss ${lossText(trainLoss)}`];
  if (trainAccuracy !== null) parts.push(`accuracy ${share(trainAccuracy)}`);
  if (valLoss !== null) parts.push(`val loss ${lossText(valLoss)}`);
  if (valAccuracy !== null) parts.push(`accuracy ${share(valAccuracy)}`);
  if (valMacroF1 !== null) parts.push(`macro-F1 ${share(valMacroF1)}`);
  return `${run}  epoch ${epoch}/${epochs}  ${parts.join('  ')}`;
}

/** A finished run in a line. */
export function runSentence(store: Store, { planned, row }: RecordedRun, place: string, wasFinished: boolean): string {
  const metrics = epochsOf(store, row.id).find(({ epoch }) => epoch === row.reportedEpoch);
  const score =
    metrics === undefined
      ? ''
      : metrics.valMacroF1 === null
        ? `, val loss ${lossText(metrics.valLoss ?? metrics.trainLoss)}`
        : `, macro-F1 ${share(metrics.valMacroF1)}`;
  const seconds = row.seconds === null ? '' : ` in ${row.seconds.toFixed(1)} s`;
  return `${planned.runFile.name} (run ${place}) ${wasFinished ? 'was finished before' : `finished${seconds}`}${score}`;
}

function share(value: number): string {
  return value.toFixed(4);
}

function lossText(value: number): string {
  return value < 0.01 ? value.toPrecision(3) : value.toFixed(4);
}
