/** Runs with predictions, as a training would leave them. */
import { recipeSchema } from '../contract/recipe.ts';
import { RUN_FILE_FORMAT, type RunFile } from '../contract/runFile.ts';
import { finishRun } from '../store/predictions.ts';
import { addRun } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import { addStudy } from '../store/studies.ts';

export function runFileOf(name: string, classes: readonly string[]): RunFile {
  const recipe = recipeSchema.parse({
    ...{ network: { name: 'wbc' }, imageSize: 32, maskedCopies: false, loss: 'cross-entropy', training: { epochs: 1 } },
  });
  const image = { sha256: '0'.repeat(64), path: 'train/data/A/1.png', class: 'A', mask: null };
  return {
    ...{ format: RUN_FILE_FORMAT, name, recipe, seed: 1, classes: [...classes] },
    ...{ dataSet: { name: 'cells', hash: '0'.repeat(64), root: '/images' }, subset: null, inputs: [], images: { train: [image], val: [] } },
  };
}

/** @param predicted the class that each image was taken for, by path @returns the run's id */
export function finishedRun(
  store: Store,
  dataSetId: number,
  name: string,
  classes: readonly string[],
  predicted: Readonly<Record<string, string>>,
): number {
  const studyId = addStudy(store, '{}');
  const runFile = runFileOf(name, classes);
  const { id } = addRun(store, { studyId, name, arm: 'plain', dataSetId, subsetId: null, runFile, inputs: [] });
  finishRun(store, id, {
    ...{ seconds: 1, reportedEpoch: 1, bestEpoch: null, bestScore: null },
    predictions: Object.entries(predicted).map(([path, taken]) => ({
      ...{ sha256: '0'.repeat(64), path, actual: 0, predicted: classes.indexOf(taken) },
      probabilities: classes.map((known) => (known === taken ? 0.75 : 0.25 / (classes.length - 1))),
    })),
  });
  return id;
}
