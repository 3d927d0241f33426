/** Finished runs as trainings would leave them, with answers drawn for every validation image of a data set. */
import type { Prediction } from '../../contract/evaluation.ts';
import { recipeSchema } from '../../contract/recipe.ts';
import { RUN_FILE_FORMAT } from '../../contract/runFile.ts';
import type { RunArm } from '../../contract/runs.ts';
import { macroF1 } from '../../evaluation/classificationReport.ts';
import { confusionMatrix } from '../../evaluation/confusionMatrix.ts';
import { randomFor } from '../../random/random.ts';
import { listDataSets } from '../../store/dataSets.ts';
import { finishRun, recordEpoch } from '../../store/predictions.ts';
import { addRun, startRun } from '../../store/runs.ts';
import type { Store } from '../../store/store.ts';
import { saveSubset } from '../../store/subsets.ts';

export type MadeRun = {
  readonly studyId: number;
  readonly dataSetId: number;
  readonly name: string;
  readonly arm?: RunArm;
  readonly network?: 'wbc' | 'ensemble' | 'cam16';
  /** Per cent of the training images; null: all. */
  readonly subset?: number | null;
  readonly seed?: number;
  /** How much likelier than others the right class is made: 0 knows nothing. */
  readonly skill: number;
  readonly epochs?: number;
  readonly learningRate?: number;
  readonly isFinished?: boolean;
};

type Judged = { readonly id: number; readonly path: string; readonly sha256: string; readonly class: string };

/** @returns the run's id */
export function madeRun(store: Store, made: MadeRun): number {
  const { studyId, dataSetId, name, arm = 'plain', network = 'wbc', subset = 10, seed = 1, epochs = 12, isFinished = true } = made;
  const images = validationImages(store, dataSetId);
  const classes = [...new Set(images.map((image) => image.class))].sort();
  // Read by name, which makes a hash that is due.
  const hash = listDataSets(store).find(({ id }) => id === dataSetId)?.hash ?? '0'.repeat(64);
  const recipe = recipeSchema.parse({
    ...{ network: { name: network }, imageSize: 32, maskedCopies: arm !== 'plain', loss: 'cross-entropy' },
    training: { epochs, optimizer: { kind: 'adam', learningRate: made.learningRate ?? 1e-3 } },
  });
  const image = { sha256: '0'.repeat(64), path: 'train/data/A/1.png', class: 'A', mask: null };
  const { id } = addRun(store, {
    ...{ studyId, name, arm, dataSetId, inputs: [] },
    subsetId: subset === null ? null : saveSubset(store, dataSetId, subset, seed, []),
    runFile: {
      ...{ format: RUN_FILE_FORMAT, name, recipe, seed, classes, subset: null, inputs: [] },
      ...{ dataSet: { name: 'cells', hash, root: '/images' }, images: { train: [image], val: [] } },
    },
  });
  startRun(store, id, { engine: 'onnx', device: 'cpu', versions: {} });
  const predictions = drawnPredictions(images, classes, made.skill, seed);
  const reached = macroF1(
    confusionMatrix(
      predictions.map(({ actual }) => actual),
      predictions.map(({ predicted }) => predicted),
      classes.length,
    ),
  );
  const right = predictions.filter(({ actual, predicted }) => actual === predicted).length / predictions.length;
  const done = isFinished ? epochs : Math.floor(epochs / 2);
  for (let epoch = 1; epoch <= done; epoch++) recordEpoch(store, id, metricsOf(epoch, epochs, { reached, right, seed }), epoch === done);
  if (isFinished)
    finishRun(store, id, { seconds: 37.5 * epochs, reportedEpoch: epochs, bestEpoch: epochs, bestScore: reached, predictions });
  return id;
}

function validationImages(store: Store, dataSetId: number): Judged[] {
  const sql = `SELECT id, path, sha256, class FROM images WHERE data_set_id = ? AND split = 'val' AND gone = 0 AND class IS NOT NULL ORDER BY path`;
  return store.database.prepare(sql).all(dataSetId) as Judged[];
}

/** What is hard in an image is hard for every run; the rest is each run's own. */
function drawnPredictions(images: readonly Judged[], classes: readonly string[], skill: number, seed: number): Prediction[] {
  return images.map(({ path, sha256, class: name, id }) => {
    const [shared, own] = [randomFor(1, 'image', id), randomFor(seed, 'run', id, Math.round(skill * 100))];
    const actual = classes.indexOf(name);
    const logits = classes.map((_, of) => 1.1 * shared.normal() + 0.6 * own.normal() + (of === actual ? skill : 0));
    const sum = logits.reduce((total, logit) => total + Math.exp(logit), 0);
    const probabilities = logits.map((logit) => Math.fround(Math.exp(logit) / sum));
    return { path, sha256, actual, predicted: probabilities.indexOf(Math.max(...probabilities)), probabilities };
  });
}

type Reached = { readonly reached: number; readonly right: number; readonly seed: number };

function metricsOf(epoch: number, epochs: number, { reached, right, seed }: Reached) {
  const random = randomFor(seed, 'epoch', epoch);
  const share = 1 - Math.exp((-4 * epoch) / epochs);
  const wobble = epoch === epochs ? 0 : 0.015 * random.normal();
  const within = (value: number) => Math.min(1, Math.max(0, value));
  return {
    epoch,
    trainLoss: 1.6 * (1 - share) + 0.02 + 0.01 * Math.abs(random.normal()),
    trainAccuracy: within(right * share + 0.04),
    valLoss: 1.6 * (1 - share * reached) + 0.02 * Math.abs(random.normal()),
    valAccuracy: epoch === epochs ? right : within(right * share + wobble),
    valMacroF1: epoch === epochs ? reached : within(reached * share + wobble),
    seconds: 37.5,
  };
}
