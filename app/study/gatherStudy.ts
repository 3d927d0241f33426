/** Gathers what the finished runs found into the study's result. */
import type { ClassificationReport, EpochMetrics, Prediction } from '../contract/evaluation.ts';
import { SmearlabError } from '../contract/failure.ts';
import type { StudyResult, StudyRow } from '../contract/studyResult.ts';
import type { DataSetRole } from '../contract/words.ts';
import { classificationReport } from '../evaluation/classificationReport.ts';
import { confusionMatrix } from '../evaluation/confusionMatrix.ts';
import { wilsonInterval } from '../evaluation/intervals.ts';
import type { ImportedDataSet } from '../library/dataSet.ts';
import { epochsOf, predictionsOf } from '../store/predictions.ts';
import type { Store } from '../store/store.ts';
import type { StudySettings } from './settings.ts';
import type { PreparedData, RecordedRun } from './study.ts';

export type FinishedStudy = {
  readonly settings: StudySettings;
  readonly data: PreparedData;
  readonly runs: readonly RecordedRun[];
};

/** @throws SmearlabError `internal` when a run of the plan is missing or not finished */
export function gatherStudy(store: Store, { settings, data, runs }: FinishedStudy): StudyResult {
  const { wbc, cam16 } = data.dataSets;
  const rows = runs.flatMap((run) => (run.planned.arm === 'pretraining' ? [] : [studyRow(store, run, wbc.classes)]));
  return {
    classes: wbc.classes.slice(),
    rows,
    pretraining: {
      autoencoder: autoencoderResult(store, named(runs, 'autoencoder')),
      cam16: cam16Result(store, named(runs, 'cam16'), cam16.classes),
    },
    settings: {
      seed: settings.seed,
      imageSize: settings.imageSize,
      ...environmentOf(runs),
      dataSets: Object.fromEntries(Object.entries(data.dataSets).map(([role, dataSet]) => [role, dataSetSummary(dataSet)])),
    },
    warnings: data.warnings.slice(),
    seconds: runs.reduce((sum, { row }) => sum + (row.seconds ?? 0), 0),
  };
}

/** Resumed on another device, or left to `auto`, the runs of a study may have been executed on several: all are named. */
function environmentOf(runs: readonly RecordedRun[]): Pick<StudyResult['settings'], 'engine' | 'device' | 'versions'> {
  const each = (of: (row: RecordedRun['row']) => string | null) => [...new Set(runs.flatMap(({ row }) => of(row) ?? []))].join(', ');
  return {
    engine: each(({ engine }) => engine),
    device: each(({ device }) => device),
    versions: Object.assign({}, ...runs.map(({ row }) => row.versions)),
  };
}

function studyRow(store: Store, { planned, row }: RecordedRun, classes: readonly string[]): StudyRow {
  const { runFile, arm, percent } = planned;
  if (arm === 'pretraining' || percent === null) throw new SmearlabError('internal', `The run ${runFile.name} is of no subset.`);
  const { report, confusion, right, total } = judge(predictionsOf(store, row.id), classes);
  const { train: trainImages, maskedCopies } = runFile.counts;
  return {
    subset: percent,
    arm,
    trainImages,
    maskedCopies,
    accuracy: report.accuracy,
    accuracyInterval: wilsonInterval(right, total),
    macroF1: report.macroAverage.f1,
    weightedF1: report.weightedAverage.f1,
    perClass: report.perClass,
    confusion,
    seconds: row.seconds ?? 0,
    epoch: row.reportedEpoch ?? 0,
    bestEpoch: row.bestEpoch ?? 0,
    bestMacroF1: row.bestScore ?? 0,
  };
}

type Judged = { readonly report: ClassificationReport; readonly confusion: number[][]; readonly right: number; readonly total: number };

function judge(predictions: readonly Prediction[], classes: readonly string[]): Judged {
  const actual = predictions.map((prediction) => prediction.actual);
  const predicted = predictions.map((prediction) => prediction.predicted);
  return {
    report: classificationReport(actual, predicted, classes),
    confusion: confusionMatrix(actual, predicted, classes.length),
    right: predictions.filter((prediction) => prediction.actual === prediction.predicted).length,
    total: predictions.length,
  };
}

function autoencoderResult(store: Store, { row }: RecordedRun): StudyResult['pretraining']['autoencoder'] {
  const metrics = reportedEpoch(epochsOf(store, row.id), row.reportedEpoch);
  return { validationMse: metrics.valLoss ?? metrics.trainLoss, seconds: row.seconds ?? 0 };
}

function cam16Result(store: Store, { row }: RecordedRun, classes: readonly string[]): StudyResult['pretraining']['cam16'] {
  const { report, confusion } = judge(predictionsOf(store, row.id), classes);
  return { classes: classes.slice(), accuracy: report.accuracy, macroF1: report.macroAverage.f1, confusion, seconds: row.seconds ?? 0 };
}

function reportedEpoch(curve: readonly EpochMetrics[], epoch: number | null): EpochMetrics {
  const metrics = curve.find((candidate) => candidate.epoch === epoch);
  if (metrics === undefined) throw new SmearlabError('internal', `The epoch ${epoch} of a finished run is not in the database.`);
  return metrics;
}

function named(runs: readonly RecordedRun[], name: string): RecordedRun {
  const run = runs.find(({ planned }) => planned.runFile.name === name);
  if (run === undefined) throw new SmearlabError('internal', `The study has no run ${name}.`);
  return run;
}

function dataSetSummary({ root, hash, images }: ImportedDataSet): StudyResult['settings']['dataSets'][DataSetRole] {
  const count = (split: string) => images.filter((image) => image.split === split).length;
  return { root, hash, train: count('train'), val: count('val'), test: count('test') };
}
