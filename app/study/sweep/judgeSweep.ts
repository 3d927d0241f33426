/** What a sweep's finished runs say of its candidates. Pure. */
import type { Prediction } from '../../contract/evaluation.ts';
import type { CandidateResult, SeedScores } from '../../contract/sweep.ts';
import { classificationReport } from '../../evaluation/classificationReport.ts';
import { differenceOverSeeds, meanAndDeviation } from '../../evaluation/comparison/overSeeds.ts';
import { tQuantile } from '../../evaluation/comparison/studentT.ts';
import type { Candidate } from './candidates.ts';

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
  const scored = candidates.map((candidate) => ({ candidate, seeds: scoresOf(candidate.name, runs, judging) }));
  return scored.map(({ candidate, seeds }, at) => {
    const other = at === 0 ? undefined : scored[judging.against === 'before' ? at - 1 : 0];
    const own = runs.filter((run) => run.candidate === candidate.name);
    return {
      ...{ name: candidate.name, says: candidate.says, round, epochs: candidate.recipe.training.epochs, seeds },
      diverged: own.filter(({ diverged }) => diverged).map(({ name }) => name),
      macroF1: meanOf(seeds.map(({ macroF1 }) => macroF1)),
      macroF1WithoutRarest: meanOf(seeds.map(({ macroF1WithoutRarest }) => macroF1WithoutRarest)),
      difference: other === undefined ? null : differenceOf(other.seeds, seeds),
      differenceTo: other?.candidate.name ?? null,
      seconds: own.reduce((sum, { seconds }) => sum + seconds, 0),
    };
  });
}

/** Of the seeds whose folds are all there: the folds' predictions together, so that a class with few images is judged on all of them. */
function scoresOf(candidate: string, runs: readonly JudgedSweepRun[], { classes, rarest, folds }: Judging): SeedScores[] {
  const bySeed = Map.groupBy(
    runs.filter((run) => run.candidate === candidate),
    ({ seed }) => seed,
  );
  return [...bySeed].flatMap(([seed, own]) => {
    const parts = own.flatMap(({ predictions }) => (predictions === null ? [] : [predictions]));
    if (parts.length < folds) return [];
    const all = parts.flat();
    const report = classificationReport(
      all.map(({ actual }) => actual),
      all.map(({ predicted }) => predicted),
      classes,
    );
    const others = classes.filter((name) => name !== rarest).map((name) => report.perClass[name]?.f1 ?? 0);
    return [
      {
        ...{ seed, macroF1: report.macroAverage.f1, accuracy: report.accuracy },
        macroF1WithoutRarest: others.reduce((sum, f1) => sum + f1, 0) / others.length,
      },
    ];
  });
}

/** Student's 95 % interval of the mean. */
function meanOf(numbers: readonly number[]): CandidateResult['macroF1'] {
  if (numbers.length === 0) return null;
  const { mean, deviation } = meanAndDeviation(numbers);
  if (numbers.length === 1) return { value: mean, low: null, high: null };
  const margin = (tQuantile(0.975, numbers.length - 1) * deviation) / Math.sqrt(numbers.length);
  return { value: mean, low: mean - margin, high: mean + margin };
}

function differenceOf(before: readonly SeedScores[], after: readonly SeedScores[]): CandidateResult['difference'] {
  const byScore = (scores: readonly SeedScores[]) => scores.map(({ seed, macroF1 }) => ({ seed, score: macroF1 }));
  const found = differenceOverSeeds(byScore(before), byScore(after));
  if (found !== undefined) return { value: found.value, low: found.low, high: found.high };
  const pair = before.flatMap((one) => after.flatMap((other) => (one.seed === other.seed ? [other.macroF1 - one.macroF1] : [])));
  return pair[0] === undefined ? null : { value: pair[0], low: null, high: null };
}
