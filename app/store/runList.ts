/** All runs of a database as rows of one table, and what a person says about them. */
import { z } from 'zod';
import { SmearlabError } from '../contract/failure.ts';
import { type ListedRun, runArmSchema } from '../contract/runs.ts';
import { networkNameSchema, runStateSchema } from '../contract/words.ts';
import { jsonColumn, readAll, readOne, write } from './rows.ts';
import type { Store } from './store.ts';

/** The epoch whose scores are shown: the reported one, or the last one while a run goes on. */
const SHOWN = 'epochs.run_id = runs.id AND epochs.epoch = coalesce(reported_epoch, (SELECT max(epoch) FROM epochs WHERE run_id = runs.id))';

const SELECT_LISTED = `
  SELECT runs.id, runs.name, study_id, studies.name AS study_name, network, arm, runs.data_set_id, data_sets.name AS data_set, runs.data_set_hash, subset_id,
    subsets.name AS subset_name, subsets.percent, runs.seed, runs.state, (SELECT max(epoch) FROM epochs WHERE run_id = runs.id) AS done,
    json_extract(recipe, '$.training.epochs') AS planned, val_accuracy, val_macro_f1, val_loss, runs.seconds, engine, device,
    started_at, runs.finished_at, failure, note,
    (SELECT json_group_array(tag ORDER BY tag) FROM run_tags WHERE run_id = runs.id) AS tags
  FROM runs JOIN data_sets ON data_sets.id = runs.data_set_id JOIN studies ON studies.id = study_id
    LEFT JOIN subsets ON subsets.id = subset_id LEFT JOIN epochs ON ${SHOWN}`;

const listedRowSchema = z
  .object({
    ...{
      id: z.int(),
      name: z.string(),
      study_id: z.int(),
      study_name: z.string().nullable(),
      network: networkNameSchema,
      arm: runArmSchema,
    },
    ...{ data_set_id: z.int(), data_set: z.string(), data_set_hash: z.string() },
    ...{ subset_id: z.int().nullable(), subset_name: z.string().nullable(), percent: z.number().nullable() },
    ...{ seed: z.int(), state: runStateSchema, done: z.int().nullable(), planned: z.int() },
    ...{ val_accuracy: z.number().nullable(), val_macro_f1: z.number().nullable(), val_loss: z.number().nullable() },
    ...{ seconds: z.number().nullable(), engine: z.string().nullable(), device: z.string().nullable() },
    ...{ started_at: z.string().nullable(), finished_at: z.string().nullable(), failure: z.string().nullable() },
    ...{ note: z.string(), tags: jsonColumn(z.array(z.string())) },
  })
  .transform(
    (row): ListedRun => ({
      ...{ id: row.id, name: row.name, study: row.study_id, studyName: row.study_name, network: row.network, arm: row.arm },
      dataSet: { id: row.data_set_id, name: row.data_set, hash: row.data_set_hash },
      subset: row.subset_id === null ? null : { name: row.subset_name, percent: row.percent },
      ...{ seed: row.seed, state: row.state, epochs: { done: row.done ?? 0, planned: row.planned } },
      scores: { accuracy: row.val_accuracy, macroF1: row.val_macro_f1, loss: row.val_loss },
      ...{ seconds: row.seconds, engine: row.engine, device: row.device },
      ...{ startedAt: row.started_at, finishedAt: row.finished_at, failure: row.failure, note: row.note, tags: row.tags },
    }),
  );

/** All runs of the database, the latest first. */
export function listAllRuns(store: Store): ListedRun[] {
  return readAll(store, listedRowSchema, `${SELECT_LISTED} ORDER BY runs.id DESC`);
}

/** @throws SmearlabError wrong-usage for a run that is not there */
export function listedRun(store: Store, id: number): ListedRun {
  const run = readOne(store, listedRowSchema, `${SELECT_LISTED} WHERE runs.id = ?`, [id]);
  if (run === undefined) throw runGone();
  return run;
}

export function runGone(): SmearlabError {
  return new SmearlabError('wrong-usage', 'This run is not there any more. Choose another one.');
}

/** @throws SmearlabError wrong-usage for a run that is not there; nothing is changed then */
export function tagRuns(store: Store, runIds: readonly number[], tag: string, isOn: boolean): void {
  store.transaction(() => {
    for (const id of runIds) {
      if (!isThere(store, id)) throw runGone();
      if (isOn) write(store, 'INSERT INTO run_tags (run_id, tag) VALUES (?, ?) ON CONFLICT DO NOTHING', [id, tag]);
      else write(store, 'DELETE FROM run_tags WHERE run_id = ? AND tag = ?', [id, tag]);
    }
  });
}

/** @throws SmearlabError wrong-usage for a run that is not there */
export function noteRun(store: Store, id: number, note: string): void {
  if (write(store, 'UPDATE runs SET note = ? WHERE id = ?', [note, id]) === 0) throw runGone();
}

function isThere(store: Store, id: number): boolean {
  return readOne(store, z.object({ id: z.int() }), 'SELECT id FROM runs WHERE id = ?', [id]) !== undefined;
}
