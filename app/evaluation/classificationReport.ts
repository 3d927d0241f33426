/**
 * The classification report, number for number scikit-learn's `classification_report(actual, predicted,
 * labels=range(classes), target_names=classes, output_dict=True, zero_division=0)`.
 *
 * What that means where it is not obvious:
 * - precision of a class never predicted, recall of a class without images, and F1 where both are 0, are 0;
 * - the macro average is over all classes, those without images included (they pull it down by a 0 each);
 * - the weighted average weighs by support and is 0 when there are no images at all;
 * - the averages of F1 are averages of the classes' F1, not the F1 of averaged precision and recall.
 */
import type { ClassificationReport, ClassScores, ConfusionMatrix } from '../contract/evaluation.ts';
import { SmearlabError } from '../contract/failure.ts';
import { confusionMatrix } from './confusionMatrix.ts';

/**
 * @param actual class index of each image
 * @param predicted what was predicted for the same images in the same order
 * @param classes names of all classes, in the order of their indices
 * @throws SmearlabError `internal` when the lists do not fit together
 */
export function classificationReport(
  actual: readonly number[],
  predicted: readonly number[],
  classes: readonly string[],
): ClassificationReport {
  return reportFromConfusion(confusionMatrix(actual, predicted, classes.length), classes);
}

/** The same report from counts. @throws SmearlabError `internal` when the matrix is not square over the classes or a name occurs twice */
export function reportFromConfusion(confusion: ConfusionMatrix, classes: readonly string[]): ClassificationReport {
  if (new Set(classes).size !== classes.length) {
    throw new SmearlabError('internal', `A class name occurs twice among ${classes.join(', ')}.`);
  }
  if (confusion.length !== classes.length) {
    throw new SmearlabError('internal', `A confusion matrix of ${confusion.length} rows does not fit ${classes.length} classes.`);
  }
  const scores = scoresPerClass(confusion);
  return {
    perClass: Object.fromEntries(classes.map((name, index) => [name, scores[index] ?? NO_SCORES])),
    accuracy: accuracy(confusion),
    macroAverage: average(scores, () => 1),
    weightedAverage: average(scores, ({ support }) => support),
  };
}

/** The share of images whose class was found; 0 without images. */
export function accuracy(confusion: ConfusionMatrix): number {
  return ratio(sum(confusion.map((row, index) => row[index] ?? 0)), sum(confusion.flat()));
}

/** The mean of the classes' F1, each class counting the same. */
export function macroF1(confusion: ConfusionMatrix): number {
  return average(scoresPerClass(confusion), () => 1).f1;
}

const NO_SCORES: ClassScores = { precision: 0, recall: 0, f1: 0, support: 0 };

function scoresPerClass(confusion: ConfusionMatrix): ClassScores[] {
  return confusion.map((row, index) => {
    if (row.length !== confusion.length) {
      throw new SmearlabError('internal', `Row ${index} of a confusion matrix has ${row.length} columns instead of ${confusion.length}.`);
    }
    const found = row[index] ?? 0;
    const support = sum(row);
    const precision = ratio(found, sum(confusion.map((other) => other[index] ?? 0)));
    const recall = ratio(found, support);
    return { precision, recall, f1: ratio(2 * precision * recall, precision + recall), support };
  });
}

function average(scores: readonly ClassScores[], weightOf: (scores: ClassScores) => number): ClassScores {
  const total = sum(scores.map(weightOf));
  const mean = (pick: (scores: ClassScores) => number) => withinOne(ratio(sum(scores.map((one) => weightOf(one) * pick(one))), total));
  return {
    precision: mean((one) => one.precision),
    recall: mean((one) => one.recall),
    f1: mean((one) => one.f1),
    support: sum(scores.map(({ support }) => support)),
  };
}

/** 0 where the quotient is undefined: scikit-learn's `zero_division=0`. */
function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** A mean of shares may come out an ulp above 1. */
function withinOne(share: number): number {
  return Math.min(1, share);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
