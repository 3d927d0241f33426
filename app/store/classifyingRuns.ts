/** Finished runs that can classify cells. */
import { z } from 'zod';
import { type RunArm, runArmSchema } from '../contract/runs.ts';
import type { PossibleModel } from '../contract/slides.ts';
import { networkNameSchema } from '../contract/words.ts';
import { listCalibrations } from './calibrations.ts';
import { jsonColumn, readAll } from './rows.ts';
import type { Store } from './store.ts';

const rowSchema = z.object({
  ...{ id: z.int(), name: z.string(), arm: runArmSchema, study_id: z.int(), study_name: z.string().nullable(), network: networkNameSchema },
  ...{ classes: jsonColumn(z.array(z.string())), data_set: z.string(), data_set_hash: z.string(), image_size: z.int() },
  ...{ finished_at: z.string().nullable(), macro_f1: z.number().nullable(), predicted_images: z.int() },
});

/** `studyId`: where its folder lies. */
export type ClassifyingRun = { readonly model: PossibleModel & { readonly run: number }; readonly studyId: number; readonly arm: RunArm };

/** Those that tell classes apart, the latest first; `id` undefined: all. */
export function classifyingRuns(store: Store, id?: number): ClassifyingRun[] {
  const kept = listCalibrations(store);
  const sql = `SELECT runs.id, runs.name, arm, study_id, studies.name AS study_name, network, runs.classes, data_sets.name AS data_set, data_set_hash,
      json_extract(recipe, '$.imageSize') AS image_size, runs.finished_at, val_macro_f1 AS macro_f1, predicted_images
    FROM runs JOIN data_sets ON data_sets.id = data_set_id JOIN studies ON studies.id = study_id
      LEFT JOIN epochs ON epochs.run_id = runs.id AND epochs.epoch = reported_epoch
    WHERE runs.state = 'finished' AND runs.classes <> '[]' ${id === undefined ? '' : 'AND runs.id = ?'}
    ORDER BY runs.finished_at DESC, runs.id DESC`;
  return readAll(store, rowSchema, sql, id === undefined ? [] : [id]).map((row) => {
    const { temperature, threshold, targetError } = kept.get(row.id) ?? {};
    const calibration =
      temperature === undefined || threshold === undefined || targetError === undefined ? null : { temperature, threshold, targetError };
    const model = {
      ...{ run: row.id, name: row.name, studyName: row.study_name, network: row.network, classes: row.classes },
      ...{ dataSet: { name: row.data_set, hash: row.data_set_hash }, imageSize: row.image_size, finishedAt: row.finished_at },
      ...{ macroF1: row.macro_f1, validated: row.predicted_images, calibration },
    };
    return { model, studyId: row.study_id, arm: row.arm };
  });
}
