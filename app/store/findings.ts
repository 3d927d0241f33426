/** What epochs found beside their metrics, for whoever watches a run. */
import { z } from 'zod';
import { confusionMatrixSchema, type EpochFindings } from '../contract/evaluation.ts';
import { keepsReconstructions } from '../contract/reconstructions.ts';
import { type EpochReport, type Sample, sampleSchema } from '../contract/training.ts';
import { flagColumn, jsonColumn, readAll, readOne, write } from './rows.ts';
import type { Store } from './store.ts';

type Found = NonNullable<EpochReport['found']>;

/**
 * Keeps what an epoch found; what a given-up attempt found after it goes, and so do reconstructions that are thinned out, whose files go
 * with the next epoch. Images are named by id from now on; one that the data set no longer knows is left out.
 * @returns what was kept
 */
export function recordFindings(
  store: Store,
  run: { readonly id: number; readonly dataSetId: number },
  epoch: number,
  found: EpochFindings,
) {
  const idOf = (path: string) =>
    readOne(store, z.object({ id: z.int() }), 'SELECT id FROM images WHERE data_set_id = ? AND path = ?', [run.dataSetId, path])?.id;
  const samples = found.samples.flatMap(({ path, actual, predicted, probabilities }): Sample[] => {
    const image = idOf(path);
    return image === undefined ? [] : [{ image, actual, predicted, probabilities: probabilities.map(rounded) }];
  });
  // 0 is no image: files are found by their place, so no place may be left out.
  const kept: Found = { confusion: found.confusion, samples, reconstructed: found.reconstructed.map((path) => idOf(path) ?? 0) };
  store.transaction(() => {
    write(store, 'DELETE FROM epoch_findings WHERE run_id = ? AND epoch >= ?', [run.id, epoch]);
    const confusion = kept.confusion === null ? null : JSON.stringify(kept.confusion);
    const values = [confusion, JSON.stringify(kept.samples), JSON.stringify(kept.reconstructed)];
    write(store, 'INSERT INTO epoch_findings (run_id, epoch, confusion, samples, reconstructed) VALUES (?, ?, ?, ?, ?)', [
      ...[run.id, epoch],
      ...values,
    ]);
    if (kept.reconstructed.length > 0) thinOut(store, run.id, epoch);
  });
  return kept;
}

const epochSchema = z.object({ epoch: z.int() });

function thinOut(store: Store, runId: number, last: number): void {
  const best = readOne(store, epochSchema, 'SELECT epoch FROM epochs WHERE run_id = ? AND is_best = 1', [runId])?.epoch;
  const there = readAll(store, epochSchema, "SELECT epoch FROM epoch_findings WHERE run_id = ? AND reconstructed <> '[]'", [runId]);
  for (const { epoch } of there) {
    if (keepsReconstructions(epoch, { last, best })) continue;
    write(store, "UPDATE epoch_findings SET reconstructed = '[]' WHERE run_id = ? AND epoch = ?", [runId, epoch]);
  }
}

/** Four digits are more than a bar on a screen shows; 200 000 epochs of all digits would be a third of a gigabyte. */
function rounded(probability: number): number {
  return Math.round(probability * 1e4) / 1e4;
}

const rowSchema = z
  .object({
    epoch: z.int(),
    train_loss: z.number(),
    train_accuracy: z.number().nullable(),
    val_loss: z.number().nullable(),
    val_accuracy: z.number().nullable(),
    val_macro_f1: z.number().nullable(),
    seconds: z.number(),
    is_best: flagColumn,
    confusion: jsonColumn(confusionMatrixSchema).nullable(),
    samples: jsonColumn(z.array(sampleSchema)).nullable(),
    reconstructed: jsonColumn(z.array(z.int())).nullable(),
  })
  .transform((row): EpochReport => {
    const { epoch, seconds, confusion, samples, reconstructed } = row;
    return {
      metrics: {
        ...{ epoch, trainLoss: row.train_loss, trainAccuracy: row.train_accuracy, valLoss: row.val_loss },
        ...{ valAccuracy: row.val_accuracy, valMacroF1: row.val_macro_f1, seconds },
      },
      isBest: row.is_best,
      found: samples === null || reconstructed === null ? null : { confusion, samples, reconstructed },
    };
  });

/** The curve of a run with what each epoch found, first epoch first. */
export function watchedCurve(store: Store, runId: number): EpochReport[] {
  const sql = `SELECT epochs.*, confusion, samples, reconstructed FROM epochs
    LEFT JOIN epoch_findings USING (run_id, epoch) WHERE run_id = ? ORDER BY epoch`;
  return readAll(store, rowSchema, sql, [runId]);
}
