/** A study of the data folder: its arms side by side on every subset, with the rows that the study published. */
import { SmearlabError } from '../../contract/failure.ts';
import type { StudyComparison } from '../../contract/runs.ts';
import { type Arm, armSchema } from '../../contract/words.ts';
import { classificationReport } from '../../evaluation/classificationReport.ts';
import { compareRuns, type JudgedRun } from '../../evaluation/comparison/compareRuns.ts';
import { wilsonInterval } from '../../evaluation/intervals.ts';
import { classesOfRun, predictionsOf } from '../../store/predictions.ts';
import { listRuns, type RunRow } from '../../store/runs.ts';
import type { Store } from '../../store/store.ts';
import { studyReference, VALIDATION_IMAGES } from '../../study/reference.ts';

type Row = StudyComparison['rows'][number];

type Judged = JudgedRun & { readonly run: RunRow; readonly arm: Arm; readonly subset: number };

/** Finished runs alone; of one subset and arm the latest. @throws SmearlabError wrong-usage for a study without any */
export function studyComparison(store: Store, study: number): StudyComparison {
  const judged = latestOf(listRuns(store, study)).map(({ run, arm, subset }): Judged => {
    return { run, arm, subset, name: run.name, classes: classesOfRun(store, run.id), predictions: predictionsOf(store, run.id) };
  });
  if (judged.length === 0) throw new SmearlabError('wrong-usage', 'This study has no finished run on a subset yet.');
  const rows = judged.map((one): Row => {
    const plain = judged.find(({ arm, subset }) => subset === one.subset && arm === 'plain');
    const isComparable = plain !== undefined && plain !== one && plain.run.dataSetHash === one.run.dataSetHash;
    return { ...scoresOf(one), againstPlain: isComparable ? compareRuns(plain, one) : null };
  });
  return {
    study,
    rows: rows.toSorted((a, b) => a.subset - b.subset || armSchema.options.indexOf(a.arm) - armSchema.options.indexOf(b.arm)),
    published: studyReference().rows.map(({ subset, arm, images, accuracy, macroF1 }) => ({ subset, arm, images, accuracy, macroF1 })),
    publishedImages: VALIDATION_IMAGES,
  };
}

function latestOf(runs: readonly RunRow[]): Pick<Judged, 'run' | 'arm' | 'subset'>[] {
  const onSubsets = runs.flatMap((run) => {
    const { state, arm, subsetPercent: subset } = run;
    return state === 'finished' && arm !== 'pretraining' && subset !== null ? [{ run, arm, subset }] : [];
  });
  return [...new Map(onSubsets.map((one) => [`${one.subset} ${one.arm}`, one])).values()];
}

function scoresOf({ run, name, subset, arm, classes, predictions }: Judged): Omit<Row, 'againstPlain'> {
  const [actual, predicted] = [predictions.map((one) => one.actual), predictions.map((one) => one.predicted)];
  const report = classificationReport(actual, predicted, classes);
  const [low, high] = wilsonInterval(predictions.filter((one) => one.actual === one.predicted).length, predictions.length);
  const scores = { accuracy: report.accuracy, accuracyInterval: { low, high }, macroF1: report.macroAverage.f1 };
  return { run: run.id, name, subset, arm, images: predictions.length, ...scores };
}
