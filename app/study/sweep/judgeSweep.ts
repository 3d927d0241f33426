/** What a sweep's finished runs say of its candidates. Pure. */
import type { Prediction } from '../../contract/evaluation.ts';
import type { CandidateResult, Estimate, SeedScores } from '../../contract/sweep.ts';
import { classificationReport } from '../../evaluation/classificationReport.ts';
import { differenceOverSeeds, meanAndDeviation } from '../../evaluation/comparison/overSeeds.ts';
import { tQuantile } from '../../evaluation/comparison/studentT.ts';
import type { Candidate } from './candidates.ts';
import { differenceOverImages, intervalOverImages } from './overImages.ts';

export type JudgedSweepRun = {
  readonly name: string;
  readonly candidate: string;
  readonly seed: number;
  readonly fold: number;
  /** Null where it is not finished. */
  readonly predictions: readonly Prediction[] | null;
  readonly diverged: boolean;
  readonly seconds: number;
};

export type JudgedRound = {
  readonly round: number;
  readonly candidates: readonly Candidate[];
  readonly runs: readonly JudgedSweepRun[];
};

export type Judging = {
  readonly classes: readonly string[];
  /** The class with the fewest images. */
  readonly rarest: string;
  readonly folds: number;
  /** Whether a candidate is held against the one before it, or all against the first. */
  readonly against: 'before' | 'first';
};

/** In the order of the candidates. */
export function judgeRound({ round, candidates, runs }: JudgedRound, judging: Judging): CandidateResult[] {
  const count = judging.classes.length;
  const judged = candidates.map((candidate) => {
    const answers = answersOf(candidate.name, runs, judging);
    return { candidate, answers, seeds: [...answers].map(([seed, own]) => scoresOf(seed, own, judging)) };
  });
  return judged.map(({ candidate, answers, seeds }, at) => {
    const other = at === 0 ? undefined : judged[judging.against === 'before' ? at - 1 : 0];
    const own = runs.filter((run) => run.candidate === candidate.name);
    const mean = meanOf(seeds.map(({ macroF1 }) => macroF1));
    const difference = other === undefined ? null : differenceOf(other.seeds, seeds);
    return {
      ...{ name: candidate.name, says: candidate.says, round, epochs: candidate.recipe.training.epochs, seeds },
      diverged: own.filter(({ diverged }) => diverged).map(({ name }) => name),
      macroF1: mean && { ...mean, overImages: intervalOverImages(answers, count) },
      macroF1WithoutRarest: meanOf(seeds.map(({ macroF1WithoutRarest }) => macroF1WithoutRarest)),
      difference: difference && {
        ...difference,
        overImages: other === undefined ? null : differenceOverImages(other.answers, answers, count),
      },
      differenceTo: other?.candidate.name ?? null,
      seconds: own.reduce((sum, { seconds }) => sum + seconds, 0),
    };
  });
}

/** Of the seeds whose folds are all there: the folds' predictions together, so that a class with few images is judged on all of them. */
function answersOf(candidate: string, runs: readonly JudgedSweepRun[], { folds }: Judging): Map<number, readonly Prediction[]> {
  const bySeed = Map.groupBy(
    runs.filter((run) => run.candidate === candidate),
    ({ seed }) => seed,
  );
  const whole = [...bySeed].flatMap(([seed, own]): [number, readonly Prediction[]][] => {
    const parts = own.flatMap(({ predictions }) => (predictions === null ? [] : [predictions]));
    return parts.length < folds ? [] : [[seed, parts.flat()]];
  });
  return new Map(whole);
}

function scoresOf(seed: number, answers: readonly Prediction[], { classes, rarest }: Judging): SeedScores {
  const report = classificationReport(
    answers.map(({ actual }) => actual),
    answers.map(({ predicted }) => predicted),
    classes,
  );
  const others = classes.filter((name) => name !== rarest).map((name) => report.perClass[name]?.f1 ?? 0);
  return {
    ...{ seed, macroF1: report.macroAverage.f1, accuracy: report.accuracy },
    macroF1WithoutRarest: others.reduce((sum, f1) => sum + f1, 0) / others.length,
  };
}

/** With Student's 95 % interval of the mean. */
function meanOf(numbers: readonly number[]): Estimate | null {
  if (numbers.length === 0) return null;
  const { mean, deviation } = meanAndDeviation(numbers);
  if (numbers.length === 1) return { value: mean, overSeeds: null, overImages: null };
  const margin = (tQuantile(0.975, numbers.length - 1) * deviation) / Math.sqrt(numbers.length);
  return { value: mean, overSeeds: { low: mean - margin, high: mean + margin }, overImages: null };
}

function differenceOf(before: readonly SeedScores[], after: readonly SeedScores[]): Estimate | null {
  const byScore = (scores: readonly SeedScores[]) => scores.map(({ seed, macroF1 }) => ({ seed, score: macroF1 }));
  const found = differenceOverSeeds(byScore(before), byScore(after));
  if (found !== undefined) return { value: found.value, overSeeds: { low: found.low, high: found.high }, overImages: null };
  const pair = before.flatMap((one) => after.flatMap((other) => (one.seed === other.seed ? [other.macroF1 - one.macroF1] : [])));
  return pair[0] === undefined ? null : { value: pair[0], overSeeds: null, overImages: null };
}
