/** Whether one of two runs is better than the other. Pure. */
import type { Comparison } from '../../contract/comparison.ts';
import type { Prediction } from '../../contract/evaluation.ts';
import { SmearlabError } from '../../contract/failure.ts';
import { type Random, randomFor } from '../../random/random.ts';
import { accuracy, macroF1 } from '../classificationReport.ts';
import { confusionMatrix } from '../confusionMatrix.ts';
import { mcNemar } from './mcnemar.ts';
import { type Judged, macroF1DifferenceInterval } from './pairedBootstrap.ts';
import type { Interval } from './resampledScores.ts';

/** What a run said of the images it is judged on. */
export type JudgedRun = {
  readonly name: string;
  readonly classes: readonly string[];
  readonly predictions: readonly Prediction[];
};

const BOOTSTRAP = { resamples: 2000, seed: 1 } as const;
export const { resamples: RESAMPLES } = BOOTSTRAP;
/** Below it a difference in how often the runs are right is taken for real. */
const LEVEL = 0.05;

/**
 * Both on the same images, found by their content; the answer is the same from run to run.
 * @throws SmearlabError wrong-usage, in a sentence, for runs of other classes or judged on other images
 */
export function compareRuns(first: JudgedRun, second: JudgedRun): Comparison {
  const paired = pairs(first, second);
  const judged = {
    actual: paired.map(([{ actual }]) => actual),
    first: paired.map(([{ predicted }]) => predicted),
    second: paired.map(([, { predicted }]) => predicted),
    classCount: first.classes.length,
  };
  return comparisonOf([first.name, second.name], judged, macroF1DifferenceInterval(judged, RESAMPLES, bootstrapDraws()));
}

/** The draws of every comparison: the same each time it is made, here and on the screen. */
export function bootstrapDraws(): Random {
  return randomFor(BOOTSTRAP.seed, 'paired bootstrap');
}

/** @param interval of the difference of macro-F1, from `RESAMPLES` resamples of `bootstrapDraws` */
export function comparisonOf(runs: Comparison['runs'], { actual, first, second, classCount }: Judged, interval: Interval): Comparison {
  const confusions = [first, second].map((predicted) => confusionMatrix(actual, predicted, classCount));
  const [a = 0, b = 0] = confusions.map(macroF1);
  const [accuracyA = 0, accuracyB = 0] = confusions.map(accuracy);
  const test = mcNemar(actual.map((one, image) => [first[image] === one, second[image] === one]));
  return {
    runs,
    images: actual.length,
    accuracy: [accuracyA, accuracyB],
    macroF1: [a, b],
    difference: { value: b - a, ...interval },
    mcnemar: test,
    bootstrap: { ...BOOTSTRAP },
    verdict: verdictOf(interval, test),
  };
}

/**
 * Real is what leaves no difference outside its interval, or what McNemar's test finds beyond chance; where the two point to different
 * sides, as when rare classes gain what a frequent one loses, that is said.
 */
export function verdictOf(
  { low, high }: { low: number; high: number },
  { b, c, p }: { b: number; c: number; p: number },
): Comparison['verdict'] {
  const byF1 = low > 0 ? 1 : high < 0 ? -1 : 0;
  const byTest = p < LEVEL ? Math.sign(c - b) : 0;
  if (byF1 * byTest < 0) return 'the measures disagree';
  const side = byF1 === 0 ? byTest : byF1;
  if (side === 0) return 'no evidence of a difference';
  return side > 0 ? 'the second is better' : 'the first is better';
}

type Pair = readonly [Prediction, Prediction];

function pairs(first: JudgedRun, second: JudgedRun): Pair[] {
  const unlike = (why: string) =>
    new SmearlabError(
      'wrong-usage',
      `${first.name} and ${second.name} cannot be compared: ${why} Compare runs that were judged on the same images.`,
    );
  if (JSON.stringify(first.classes) !== JSON.stringify(second.classes)) {
    throw unlike(`one tells ${first.classes.join(', ')} apart, the other ${second.classes.join(', ')}.`);
  }
  if (first.predictions.length === 0 || second.predictions.length === 0) throw unlike('one of them was judged on no image.');
  const others = Map.groupBy(second.predictions, keyOf);
  const paired = first.predictions.flatMap((one): Pair[] => {
    const other = others.get(keyOf(one))?.pop();
    return other === undefined ? [] : [[one, other]];
  });
  const [mine, theirs] = [first.predictions.length - paired.length, second.predictions.length - paired.length];
  if (mine + theirs > 0) {
    throw unlike(
      `${mine} of ${first.predictions.length} images of the one and ${theirs} of ${second.predictions.length} of the other are not the same, or not labelled the same.`,
    );
  }
  return paired;
}

/** The same picture of the same class; twice in a data set it is two images. */
function keyOf({ sha256, actual }: Prediction): string {
  return `${sha256} ${actual}`;
}
