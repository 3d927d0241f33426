/** What runs found: the learning curve epoch by epoch, and the predictions of a finished run. */
import { z } from 'zod';
import type { EpochMetrics, Prediction } from '../contract/evaluation.ts';
import { SmearlabError } from '../contract/failure.ts';
import type { PredictingRun } from '../contract/library.ts';
import { flagColumn, jsonColumn, readAll, write } from './rows.ts';
import { readRun } from './runs.ts';
import type { Store } from './store.ts';

const epochRowSchema = z
  .object({
    epoch: z.int(),
    train_loss: z.number(),
    train_accuracy: z.number().nullable(),
    val_loss: z.number().nullable(),
    val_accuracy: z.number().nullable(),
    val_macro_f1: z.number().nullable(),
    seconds: z.number(),
  })
  .transform(
    (row): EpochMetrics => ({
      epoch: row.epoch,
      trainLoss: row.train_loss,
      trainAccuracy: row.train_accuracy,
      valLoss: row.val_loss,
      valAccuracy: row.val_accuracy,
      valMacroF1: row.val_macro_f1,
      seconds: row.seconds,
    }),
  );

const predictionRowSchema = z.object({
  sha256: z.string(),
  path: z.string(),
  actual: z.int(),
  predicted: z.int(),
  probabilities: jsonColumn(z.array(z.number())),
});

/**
 * Stores one epoch; the same epoch again replaces it. With `isBest` the epochs before it cease to be the best.
 * @throws SmearlabError diverged for a loss that is not a number (SQLite would silently store it as "none").
 */
export function recordEpoch(store: Store, runId: number, metrics: EpochMetrics, isBest: boolean): void {
  const values = [metrics.trainLoss, metrics.trainAccuracy, metrics.valLoss, metrics.valAccuracy, metrics.valMacroF1, metrics.seconds];
  if (values.some((value) => value !== null && !Number.isFinite(value))) {
    const { name } = readRun(store, runId);
    throw new SmearlabError('diverged', `Epoch ${metrics.epoch} of ${name} gave a value that is not a number. Lower its learning rate.`);
  }
  store.transaction(() => {
    if (isBest) write(store, 'UPDATE epochs SET is_best = 0 WHERE run_id = ?', [runId]);
    write(
      store,
      `INSERT OR REPLACE INTO epochs
         (run_id, epoch, train_loss, train_accuracy, val_loss, val_accuracy, val_macro_f1, seconds, is_best)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [runId, metrics.epoch, ...values, isBest ? 1 : 0],
    );
  });
}

/** Forgets the epochs after `lastKept`: what a run recorded beyond the checkpoint it is resumed from (0: it starts anew). */
export function forgetEpochsAfter(store: Store, runId: number, lastKept: number): void {
  write(store, 'DELETE FROM epochs WHERE run_id = ? AND epoch > ?', [runId, lastKept]);
}

/** The learning curve of a run, first epoch first. */
export function epochsOf(store: Store, runId: number): EpochMetrics[] {
  return readAll(store, epochRowSchema, 'SELECT * FROM epochs WHERE run_id = ? ORDER BY epoch', [runId]);
}

/** The epoch marked best, or undefined. */
export function bestEpochOf(store: Store, runId: number): number | undefined {
  const rows = readAll(store, z.object({ epoch: z.int(), is_best: flagColumn }), 'SELECT epoch, is_best FROM epochs WHERE run_id = ?', [
    runId,
  ]);
  return rows.find((row) => row.is_best)?.epoch;
}

export type RunOutcome = {
  /** Wall-clock seconds of training and validation, resumed parts added up. */
  readonly seconds: number;
  readonly reportedEpoch: number;
  readonly bestEpoch: number | null;
  /** Macro-F1, or the loss of the autoencoder; null without validation images. */
  readonly bestScore: number | null;
  readonly predictions: readonly Prediction[];
};

/**
 * Finishes a run and stores its predictions, all in one transaction.
 * @throws SmearlabError changed-file when a prediction names a path that the run's data set does not have.
 */
export function finishRun(store: Store, runId: number, outcome: RunOutcome): void {
  const { dataSetId, name } = readRun(store, runId);
  store.transaction(() => {
    write(store, 'DELETE FROM predictions WHERE run_id = ?', [runId]);
    const add = store.database.prepare(
      `INSERT INTO predictions (run_id, image_id, actual, predicted, probabilities)
       SELECT ?, id, ?, ?, ? FROM images WHERE data_set_id = ? AND path = ?`,
    );
    for (const prediction of outcome.predictions) {
      if (!prediction.probabilities.every(Number.isFinite)) {
        throw new SmearlabError('diverged', `${name} gave ${prediction.path} a probability that is not a number. Lower its learning rate.`);
      }
      const probabilities = JSON.stringify(prediction.probabilities);
      const added = add.run(runId, prediction.actual, prediction.predicted, probabilities, dataSetId, prediction.path);
      if (added.changes !== 1) {
        throw new SmearlabError(
          'changed-file',
          `${name} predicted ${prediction.path}, which is not an image of its data set. Import the data set again, then resume.`,
          { file: prediction.path },
        );
      }
    }
    write(
      store,
      `UPDATE runs SET state = 'finished', failure = NULL, finished_at = ?, seconds = ?, reported_epoch = ?, best_epoch = ?, best_score = ?,
         predicted_images = ? WHERE id = ?`,
      [
        ...[new Date().toISOString(), outcome.seconds, outcome.reportedEpoch, outcome.bestEpoch, outcome.bestScore],
        ...[outcome.predictions.length, runId],
      ],
    );
  });
}

/** The predictions of a run, sorted by path. */
export function predictionsOf(store: Store, runId: number): Prediction[] {
  const sql = `SELECT images.sha256, images.path, actual, predicted, probabilities
               FROM predictions JOIN images ON images.id = predictions.image_id WHERE run_id = ? ORDER BY images.path`;
  return readAll(store, predictionRowSchema, sql, [runId]);
}

const imagePredictionSchema = z
  .object({ run: z.string(), classes: jsonColumn(z.array(z.string())), predicted: z.int(), probabilities: jsonColumn(z.array(z.number())) })
  .transform(({ run, classes, predicted, probabilities }) => {
    // A run of which no classes are kept was made by an earlier version, on a data set that had others since.
    return { run, predicted: classes[predicted] ?? `class ${predicted + 1}`, probability: probabilities[predicted] ?? 0 };
  });
export type ImagePrediction = z.output<typeof imagePredictionSchema>;

/** What runs took an image for, the latest run first. */
export function predictionsOfImage(store: Store, imageId: number): ImagePrediction[] {
  const sql = `SELECT runs.name AS run, runs.classes, predicted, probabilities
               FROM predictions JOIN runs ON runs.id = run_id WHERE image_id = ? ORDER BY runs.id DESC`;
  return readAll(store, imagePredictionSchema, sql, [imageId]);
}

const predictingRunSchema = z
  .object({ id: z.int(), name: z.string(), classes: jsonColumn(z.array(z.string())), finishedAt: z.string().nullable(), images: z.int() })
  .transform((row): PredictingRun => row);

/** The runs that predicted images of a data set, the latest first. Those of earlier versions whose classes are not known are left out. */
export function runsThatPredicted(store: Store, dataSetId: number): PredictingRun[] {
  const sql = `SELECT id, name, classes, finished_at AS finishedAt, predicted_images AS images
               FROM runs WHERE data_set_id = ? AND classes <> '[]' AND images > 0 ORDER BY id DESC`;
  return readAll(store, predictingRunSchema, sql, [dataSetId]);
}

/** What the numbers of a run's predictions mean. @throws SmearlabError wrong-usage for a run that is not there */
export function classesOfRun(store: Store, runId: number): string[] {
  const schema = z.object({ classes: jsonColumn(z.array(z.string())) });
  const [run] = readAll(store, schema, 'SELECT classes FROM runs WHERE id = ?', [runId]);
  if (run === undefined) throw new SmearlabError('wrong-usage', 'This run is not there any more. Choose another one.');
  return run.classes;
}
