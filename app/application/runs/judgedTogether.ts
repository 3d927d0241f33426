/** Runs judged on the same images, side by side and each against the baseline. Pure. */
import type { Against, JudgedRun, JudgedTogether, RunComparison } from '../../contract/runs.ts';
import { reportFromConfusion } from '../../evaluation/classificationReport.ts';
import { bootstrapDraws, comparisonOf, RESAMPLES } from '../../evaluation/comparison/compareRuns.ts';
import { differenceInterval, percentileInterval, type ResampledRun, resampledScores } from '../../evaluation/comparison/resampledScores.ts';
import { confusionMatrix } from '../../evaluation/confusionMatrix.ts';
import { wilsonInterval } from '../../evaluation/intervals.ts';
import { rankCurves } from '../../evaluation/ranking/rankCurves.ts';
import { rankedOf } from '../../evaluation/ranking/ranked.ts';
import { reliability } from '../../evaluation/reliability.ts';
import { type Aligned, aligned } from './aligned.ts';

/** `judgements` null: it is not finished. */
export type Judged = { readonly id: number; readonly name: string; readonly dataSetHash: string; readonly judgements: Aligned | null };

/** Points of a curve; a screen shows no more. */
const CURVE_POINTS = 200;

/** @param runs the first is the baseline */
export function judgedTogether(runs: readonly Judged[]): RunComparison['judged'] {
  const apart = apartOf(runs);
  if (apart !== null) return apart;
  const [baseline, ...others] = runs;
  const keys = baseline?.judgements?.keys ?? [];
  const together = runs.map(({ judgements }) => (judgements === null ? undefined : aligned(judgements, keys)));
  if (keys.length === 0) return { kind: 'apart', why: 'other images', runs: baseline === undefined ? [] : [baseline.name] };
  const strangers = others.filter((_, at) => together[at + 1] === undefined);
  if (strangers.length > 0) return { kind: 'apart', why: 'other images', runs: strangers.map(({ name }) => name) };
  return sideBySide(
    runs,
    together.flatMap((one) => one ?? []),
  );
}

/** Why the runs cannot be judged together, or null. Data sets are told apart by their hash. */
function apartOf(runs: readonly Judged[]): Extract<RunComparison['judged'], { kind: 'apart' }> | null {
  const [baseline, ...others] = runs;
  const classesOf = ({ judgements }: Judged) => JSON.stringify(judgements?.classes);
  const inTheWay = [
    { why: 'unfinished', of: runs.filter(({ judgements }) => judgements === null) },
    { why: 'no classes', of: runs.filter(({ judgements }) => judgements?.classes.length === 0) },
    { why: 'other images', of: others.filter((run) => run.dataSetHash !== baseline?.dataSetHash) },
    { why: 'other classes', of: others.filter((run) => baseline === undefined || classesOf(run) !== classesOf(baseline)) },
  ] as const;
  const first = inTheWay.find(({ of }) => of.length > 0);
  return first === undefined ? null : { kind: 'apart', why: first.why, runs: first.of.map(({ name }) => name) };
}

function sideBySide(runs: readonly Judged[], judgements: readonly Aligned[]): JudgedTogether {
  const { classes, actual } = judgements[0] ?? { classes: [], actual: new Uint16Array() };
  const predicted = judgements.map((one) => one.predicted);
  const resampled = resampledScores({ actual, predicted, classCount: classes.length }, RESAMPLES, bootstrapDraws());
  const judged = runs.map(({ id }, at) => judgedRun(id, judgements[at], resampled[at])).flatMap((one) => one ?? []);
  const [baseline] = judged;
  const against = judged.slice(1).map((one, at): Against | undefined => {
    const [first, second] = [resampled[0], resampled[at + 1]];
    if (first === undefined || second === undefined || baseline === undefined) return undefined;
    const [mine, theirs] = [predicted[0] ?? [], predicted[at + 1] ?? []];
    const pair = { actual: [...actual], first: [...mine], second: [...theirs], classCount: classes.length };
    return {
      run: one.run,
      comparison: comparisonOf([runs[0]?.name ?? '', runs[at + 1]?.name ?? ''], pair, differenceInterval(first.macroF1, second.macroF1)),
      perClass: classes.map((name, of) =>
        classDifferences({ baseline, one, name, first: first.perClass[of], second: second.perClass[of] }),
      ),
      overSeeds: null,
    };
  });
  return { kind: 'together', classes: [...classes], images: actual.length, runs: judged, against: against.flatMap((one) => one ?? []) };
}

function judgedRun(run: number, judgements: Aligned | undefined, resampled: ResampledRun | undefined): JudgedRun | undefined {
  if (judgements === undefined || resampled === undefined) return undefined;
  const { classes, actual, predicted, probabilities } = judgements;
  const confusion = confusionMatrix([...actual], [...predicted], classes.length);
  const isRight = Array.from(actual, (one, image) => one === predicted[image]);
  const [low, high] = wilsonInterval(isRight.filter((right) => right).length, actual.length);
  const confidence = Float64Array.from(predicted, (one, image) => probabilities[image * classes.length + one] ?? 0);
  const { bins, expectedCalibrationError } = reliability(confidence, isRight);
  return {
    ...{ run, report: reportFromConfusion(confusion, classes), accuracyInterval: { low, high } },
    macroF1Interval: percentileInterval(resampled.macroF1),
    intervals: resampled.perClass.map(({ precision, recall, f1 }) => {
      return { precision: percentileInterval(precision), recall: percentileInterval(recall), f1: percentileInterval(f1) };
    }),
    confusion,
    curves: classes.map((_, of) => curvesOf(judgements, of)),
    reliability: { bins: [...bins], expectedCalibrationError },
  };
}

function curvesOf({ classes, actual, probabilities }: Aligned, of: number): JudgedRun['curves'][number] {
  const found = rankCurves(rankedOf(probabilities, actual, of, classes.length), CURVE_POINTS);
  if (found === undefined) return null;
  const { roc, precisionRecall } = found;
  const shown = ({ points, area }: typeof roc) => ({ points: points.map(([x, y]): [number, number] => [x, y]), area });
  return { roc: shown(roc), precisionRecall: shown(precisionRecall) };
}

type Differing = {
  readonly baseline: JudgedRun;
  readonly one: JudgedRun;
  readonly name: string;
  readonly first: ResampledRun['perClass'][number] | undefined;
  readonly second: ResampledRun['perClass'][number] | undefined;
};

function classDifferences({ baseline, one, name, first, second }: Differing): Against['perClass'][number] {
  const [mine, theirs] = [baseline.report.perClass[name], one.report.perClass[name]];
  const of = (score: 'precision' | 'recall' | 'f1') => ({
    value: (theirs?.[score] ?? 0) - (mine?.[score] ?? 0),
    ...(first === undefined || second === undefined ? { low: 0, high: 0 } : differenceInterval(first[score], second[score])),
  });
  return { precision: of('precision'), recall: of('recall'), f1: of('f1') };
}
