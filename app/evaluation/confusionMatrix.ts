/** The confusion matrix: how often each class was taken for each other. */
import type { ConfusionMatrix } from '../contract/evaluation.ts';
import { SmearlabError } from '../contract/failure.ts';

/**
 * Rows actual, columns predicted, as `sklearn.metrics.confusion_matrix(actual, predicted, labels=range(classCount))`.
 * @param actual class index of each image, 0 ≤ index < classCount
 * @param predicted what was predicted for the same images in the same order
 * @throws SmearlabError `internal` when the lists differ in length or an index is no class
 */
export function confusionMatrix(actual: readonly number[], predicted: readonly number[], classCount: number): ConfusionMatrix {
  if (actual.length !== predicted.length) {
    throw new SmearlabError('internal', `${actual.length} actual classes cannot be compared with ${predicted.length} predicted ones.`);
  }
  const matrix: ConfusionMatrix = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));
  for (const [image, row] of actual.entries()) {
    const column = predicted[image] ?? -1;
    const counts = matrix[row];
    const count = counts?.[column];
    if (counts === undefined || count === undefined) {
      throw new SmearlabError(
        'internal',
        `Image ${image} has the classes ${row} (actual) and ${column} (predicted), but there are ${classCount}.`,
      );
    }
    counts[column] = count + 1;
  }
  return matrix;
}
