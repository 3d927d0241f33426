/** All runs by what they are made of, to find those that differ by their seed alone. */
import { z } from 'zod';
import { flagColumn, readAll } from './rows.ts';
import type { Store } from './store.ts';

const rowSchema = z.object({
  ...{ id: z.int(), arm: z.string(), dataSetHash: z.string(), recipe: z.string(), seed: z.int() },
  ...{ subsetPercent: z.number().nullable(), subsetName: z.string().nullable() },
  /** The run of its own network that it goes on with. The parts of an ensemble have seeds of their own, and are none. */
  startsFrom: z.int().nullable(),
  ...{ isFinished: flagColumn, macroF1: z.number().nullable() },
});
export type SeededRow = Readonly<z.output<typeof rowSchema>>;

/** Those of some networks, oldest first: two runs of other networks are never alike. `recipe`: JSON text. */
export function seededRuns(store: Store, runIds: readonly number[]): SeededRow[] {
  return readAll(
    store,
    rowSchema,
    `SELECT runs.id, arm, runs.data_set_hash AS dataSetHash, recipe, runs.seed, subsets.percent AS subsetPercent, subsets.name AS subsetName,
       (SELECT input_run_id FROM run_inputs WHERE run_id = runs.id AND part = network) AS startsFrom, state = 'finished' AS isFinished, val_macro_f1 AS macroF1
     FROM runs LEFT JOIN subsets ON subsets.id = subset_id
       LEFT JOIN epochs ON epochs.run_id = runs.id AND epochs.epoch = reported_epoch
     WHERE network IN (SELECT network FROM runs JOIN json_each(?) AS asked ON asked.value = runs.id) ORDER BY runs.id`,
    [JSON.stringify(runIds)],
  );
}
