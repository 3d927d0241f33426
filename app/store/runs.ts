/** Runs: planned, started, interrupted, finished or failed, with the runs they build on. */
import { z } from 'zod';
import { SmearlabError } from '../contract/failure.ts';
import { recipeSchema } from '../contract/recipe.ts';
import type { RunFile } from '../contract/runFile.ts';
import { type RunArm, runArmSchema } from '../contract/runs.ts';
import { type NetworkName, networkNameSchema, type RunState, runStateSchema } from '../contract/words.ts';
import { insert, jsonColumn, readAll, readOne, write } from './rows.ts';
import type { Store } from './store.ts';

export { type RunArm, runArmSchema } from '../contract/runs.ts';

/** A run whose kept checkpoint another run starts from, with the weight of its branch in the ensemble. */
export type RunInput = { readonly part: 'autoencoder' | 'cam16' | 'wbc'; readonly inputRunId: number; readonly weight: number | null };

const runRowSchema = z
  .object({
    id: z.int(),
    study_id: z.int(),
    name: z.string(),
    arm: runArmSchema,
    network: networkNameSchema,
    data_set_id: z.int(),
    subset_id: z.int().nullable(),
    subset_percent: z.number().nullable(),
    recipe: jsonColumn(recipeSchema),
    seed: z.int(),
    data_set_hash: z.string(),
    engine: z.string().nullable(),
    device: z.string().nullable(),
    versions: jsonColumn(z.record(z.string(), z.string())).nullable(),
    state: runStateSchema,
    started_at: z.string().nullable(),
    finished_at: z.string().nullable(),
    seconds: z.number().nullable(),
    reported_epoch: z.int().nullable(),
    best_epoch: z.int().nullable(),
    best_score: z.number().nullable(),
    failure: z.string().nullable(),
  })
  .transform((row) => ({
    id: row.id,
    studyId: row.study_id,
    name: row.name,
    arm: row.arm,
    network: row.network,
    dataSetId: row.data_set_id,
    subsetId: row.subset_id,
    /** Per cent of the training images; null for a run on the whole data set without a subset. */
    subsetPercent: row.subset_percent,
    recipe: row.recipe,
    seed: row.seed,
    dataSetHash: row.data_set_hash,
    engine: row.engine,
    device: row.device,
    versions: row.versions,
    /** As stored: see `shownState` for what to show. */
    state: row.state,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    seconds: row.seconds,
    reportedEpoch: row.reported_epoch,
    bestEpoch: row.best_epoch,
    bestScore: row.best_score,
    failure: row.failure,
  }));
export type RunRow = Readonly<z.output<typeof runRowSchema>> & { readonly inputs: readonly RunInput[] };

const inputRowSchema = z
  .object({ part: z.enum(['autoencoder', 'cam16', 'wbc']), input_run_id: z.int(), weight: z.number().nullable() })
  .transform((row): RunInput => ({ part: row.part, inputRunId: row.input_run_id, weight: row.weight }));

const SELECT_RUNS = 'SELECT runs.*, subsets.percent AS subset_percent FROM runs LEFT JOIN subsets ON subsets.id = runs.subset_id';

function withInputs(store: Store, run: z.output<typeof runRowSchema>): RunRow {
  const inputs = readAll(store, inputRowSchema, 'SELECT part, input_run_id, weight FROM run_inputs WHERE run_id = ? ORDER BY part', [
    run.id,
  ]);
  return { ...run, inputs };
}

/** The runs of a study in the order they were added. */
export function listRuns(store: Store, studyId: number): RunRow[] {
  const runs = readAll(store, runRowSchema, `${SELECT_RUNS} WHERE study_id = ? ORDER BY runs.id`, [studyId]);
  return runs.map((run) => withInputs(store, run));
}

/** The networks of a study by whose recipe a run is finished. */
export function finishedNetworks(store: Store, studyId: number): Set<NetworkName> {
  return new Set(listRuns(store, studyId).flatMap(({ state, network }) => (state === 'finished' ? [network] : [])));
}

/** One run. @throws SmearlabError internal when there is none of this id. */
export function readRun(store: Store, id: number): RunRow {
  const run = readOne(store, runRowSchema, `${SELECT_RUNS} WHERE runs.id = ?`, [id]);
  if (run === undefined) throw new SmearlabError('internal', `The database ${store.file} has no run ${id}.`, { file: store.file });
  return withInputs(store, run);
}

export type NewRun = {
  readonly studyId: number;
  readonly name: string;
  readonly arm: RunArm;
  readonly dataSetId: number;
  readonly subsetId: number | null;
  readonly runFile: Pick<RunFile, 'name' | 'recipe' | 'seed' | 'classes' | 'dataSet'>;
  readonly inputs: readonly RunInput[];
};

/**
 * Plans a run. A run of this name that the study already has is returned as it is when it is finished; when it is not, its
 * recipe, data and inputs are brought up to date and its state and epochs stay (so that a resumed study goes on with it).
 */
export function addRun(store: Store, run: NewRun): RunRow {
  return store.transaction(() => {
    const existing = readOne(store, runRowSchema, `${SELECT_RUNS} WHERE study_id = ? AND runs.name = ?`, [run.studyId, run.name]);
    if (existing?.state === 'finished') return withInputs(store, existing);
    const { recipe, seed, dataSet } = run.runFile;
    const { classes } = run.runFile;
    const json = [JSON.stringify(recipe), JSON.stringify(classes)];
    const described = [run.arm, recipe.network.name, run.dataSetId, run.subsetId, ...json, seed, dataSet.hash];
    const columns = ['arm', 'network', 'data_set_id', 'subset_id', 'recipe', 'classes', 'seed', 'data_set_hash'];
    let id: number;
    if (existing === undefined) {
      const sql = `INSERT INTO runs (study_id, name, ${columns.join(', ')}) VALUES (?, ?, ${columns.map(() => '?').join(', ')})`;
      id = insert(store, sql, [run.studyId, run.name, ...described]);
    } else {
      id = existing.id;
      write(store, `UPDATE runs SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`, [...described, id]);
    }
    write(store, 'DELETE FROM run_inputs WHERE run_id = ?', [id]);
    for (const input of run.inputs) {
      const sql = 'INSERT INTO run_inputs (run_id, part, input_run_id, weight) VALUES (?, ?, ?, ?)';
      write(store, sql, [id, input.part, input.inputRunId, input.weight]);
    }
    return readRun(store, id);
  });
}

export type RunEnvironment = { readonly engine: string; readonly device: string; readonly versions: Readonly<Record<string, string>> };

/** Marks a run as running on this engine and device; the time it was first started is kept when it is resumed. */
export function startRun(store: Store, id: number, environment: RunEnvironment): void {
  write(
    store,
    `UPDATE runs SET state = 'running', engine = ?, device = ?, versions = ?, failure = NULL, started_at = coalesce(started_at, ?) WHERE id = ?`,
    [environment.engine, environment.device, JSON.stringify(environment.versions), new Date().toISOString(), id],
  );
}

/** Marks one running run as interrupted (Ctrl-C); it can be resumed. */
export function interruptRun(store: Store, id: number): void {
  write(store, `UPDATE runs SET state = 'interrupted' WHERE id = ? AND state = 'running'`, [id]);
}

/** What is still called running after its process was killed becomes interrupted. Call only while holding the folder's lock. */
export function interruptRunningRuns(store: Store): number {
  return write(store, `UPDATE runs SET state = 'interrupted' WHERE state = 'running'`);
}

/** Marks a run as failed. @param sentence what happened, for the person at the screen */
export function failRun(store: Store, id: number, sentence: string): void {
  write(store, `UPDATE runs SET state = 'failed', failure = ?, finished_at = ? WHERE id = ? AND state <> 'finished'`, [
    sentence,
    new Date().toISOString(),
    id,
  ]);
}

/** The state to show: what says `running` while nobody holds its folder's lock was killed, so it is interrupted. */
export function shownState(state: RunState, lockHeld: boolean): RunState {
  return state === 'running' && !lockHeld ? 'interrupted' : state;
}
