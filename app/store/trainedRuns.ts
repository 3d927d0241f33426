/** Finished runs as what other runs start from, and how far runs of an order are. */
import { z } from 'zod';
import { epochsOf } from './predictions.ts';
import { jsonColumn, readAll, readOne } from './rows.ts';
import { type RunRow, readRun } from './runs.ts';
import type { Store } from './store.ts';

const classesSchema = z.object({ classes: jsonColumn(z.array(z.string())) });

/** The run of an id, or undefined. */
export function findRun(store: Store, id: number): RunRow | undefined {
  const known = readOne(store, z.object({ id: z.int() }), 'SELECT id FROM runs WHERE id = ?', [id]);
  return known && readRun(store, id);
}

/** In the order of the run's outputs. */
export function classesOfRun(store: Store, id: number): string[] {
  return readOne(store, classesSchema, 'SELECT classes FROM runs WHERE id = ?', [id])?.classes ?? [];
}

/** Finished runs of the three networks that an ensemble is made of, the latest first. */
export function trainedParts(store: Store): RunRow[] {
  const sql = `SELECT id FROM runs WHERE state = 'finished' AND network IN ('autoencoder', 'cam16', 'wbc') ORDER BY finished_at DESC, id DESC`;
  return readAll(store, z.object({ id: z.int() }), sql).map(({ id }) => readRun(store, id));
}

/** Macro-F1 of the kept epoch, of an autoencoder its loss; null where there is none. */
export function keptScore(store: Store, run: RunRow): number | null {
  const metrics = epochsOf(store, run.id).find(({ epoch }) => epoch === run.reportedEpoch);
  return metrics === undefined ? null : (metrics.valMacroF1 ?? metrics.valLoss);
}

const countSchema = z.object({ run_id: z.int(), epochs: z.int() });

/** How many epochs each run of a study has finished, by run. */
export function epochsDone(store: Store, studyId: number): ReadonlyMap<number, number> {
  const sql = 'SELECT run_id, count(*) AS epochs FROM epochs WHERE run_id IN (SELECT id FROM runs WHERE study_id = ?) GROUP BY run_id';
  return new Map(readAll(store, countSchema, sql, [studyId]).map((row) => [row.run_id, row.epochs]));
}
