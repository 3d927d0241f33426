/** Whether one of two runs is better than the other. Pure. */
import type { Comparison } from '../../contract/comparison.ts';
import type { Prediction } from '../../contract/evaluation.ts';
import { SmearlabError } from '../../contract/failure.ts';
import { randomFor } from '../../random/random.ts';
import { accuracy, macroF1 } from '../classificationReport.ts';
import { confusionMatrix } from '../confusionMatrix.ts';
import { mcNemar } from './mcnemar.ts';
import { macroF1DifferenceInterval } from './pairedBootstrap.ts';

/** What a run said of the images it is judged on. */
export type JudgedRun = {
  readonly name: string;
  readonly classes: readonly string[];
  readonly predictions: readonly Prediction[];
};

export const RESAMPLES = 2000;
const SEED = 1;
/** Below it a difference in how often the runs are right is taken for real. */
const LEVEL = 0.05;

/**
 * Both on the same images, found by their content; the answer is the same from run to run.
 * @throws SmearlabError wrong-usage, in a sentence, for runs of other classes or judged on other images
 */
export function compareRuns(first: JudgedRun, second: JudgedRun): Comparison {
  const paired = pairs(first, second);
  const classCount = first.classes.length;
  const actual = paired.map(([{ actual: one }]) => one);
  const [ofFirst, ofSecond] = [paired.map(([{ predicted }]) => predicted), paired.map(([, { predicted }]) => predicted)];
  const confusions = [ofFirst, ofSecond].map((predicted) => confusionMatrix(actual, predicted, classCount));
  const [a = 0, b = 0] = confusions.map(macroF1);
  const [accuracyA = 0, accuracyB = 0] = confusions.map(accuracy);
  const judged = { actual, first: ofFirst, second: ofSecond, classCount };
  const interval = macroF1DifferenceInterval(judged, RESAMPLES, randomFor(SEED, 'paired bootstrap'));
  const test = mcNemar(paired.map(([one, other]) => [one.predicted === one.actual, other.predicted === other.actual]));
  return {
    runs: [first.name, second.name],
    images: paired.length,
    accuracy: [accuracyA, accuracyB],
    macroF1: [a, b],
    difference: { value: b - a, ...interval },
    mcnemar: test,
    bootstrap: { resamples: RESAMPLES, seed: SEED },
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
