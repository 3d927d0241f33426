/** Studies: in an output folder the newest one counts; in a library each has a name. */
import { z } from 'zod';
import { type RunState, runStateSchema } from '../contract/words.ts';
import { insert, readAll, readOne, write } from './rows.ts';
import type { Store } from './store.ts';

const studyRowSchema = z
  .object({
    id: z.int(),
    name: z.string().nullable(),
    settings: z.string(),
    state: runStateSchema,
    created_at: z.string(),
    finished_at: z.string().nullable(),
  })
  .transform((row) => ({
    id: row.id,
    /** Null for the one study of an output folder. */
    name: row.name,
    /** JSON text, as it was given to `addStudy`. */
    settings: row.settings,
    state: row.state,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  }));
export type StudyRecord = Readonly<z.output<typeof studyRowSchema>>;

const SELECT = 'SELECT id, name, settings, state, created_at, finished_at FROM studies';

/** Adds a study in state `planned`. @param settings JSON text @returns its id */
export function addStudy(store: Store, settings: string, name: string | null = null): number {
  const sql = `INSERT INTO studies (name, settings, state, created_at) VALUES (?, ?, 'planned', ?)`;
  return insert(store, sql, [name, settings, new Date().toISOString()]);
}

/** The newest study of the database, or undefined. */
export function findStudy(store: Store): StudyRecord | undefined {
  return readOne(store, studyRowSchema, `${SELECT} ORDER BY id DESC LIMIT 1`);
}

/** The newest study of this name, or undefined. */
export function findStudyCalled(store: Store, name: string): StudyRecord | undefined {
  return readOne(store, studyRowSchema, `${SELECT} WHERE name = ? ORDER BY id DESC LIMIT 1`, [name]);
}

/** Replaces the settings of a study that goes on by another recipe. @param settings JSON text */
export function setStudySettings(store: Store, id: number, settings: string): void {
  write(store, 'UPDATE studies SET settings = ? WHERE id = ?', [settings, id]);
}

/** What is still called running after its process was killed becomes interrupted. Call only while holding the folder's lock. */
export function interruptRunningStudies(store: Store): void {
  write(store, `UPDATE studies SET state = 'interrupted' WHERE state = 'running'`);
}

/** Sets a study's state, and with `finished` or `failed` the time it ended. */
export function setStudyState(store: Store, id: number, state: RunState): void {
  const ended = state === 'finished' || state === 'failed' ? new Date().toISOString() : null;
  write(store, 'UPDATE studies SET state = ?, finished_at = ? WHERE id = ?', [state, ended, id]);
}

/** All studies, the newest first. */
export function listStudies(store: Store): StudyRecord[] {
  return readAll(store, studyRowSchema, `${SELECT} ORDER BY id DESC`);
}

const studyOfSubsetsSchema = z.object({
  ...{ id: z.int(), name: z.string().nullable(), createdAt: z.string(), state: runStateSchema, runs: z.int(), finished: z.int() },
});

/**
 * The studies that have runs on subsets, the latest first, with how many of these runs there are and how many are finished. A sweep, whose
 * settings hold one, is none: its runs are folds of one subset.
 */
export function studiesOfSubsets(store: Store): z.output<typeof studyOfSubsetsSchema>[] {
  return readAll(
    store,
    studyOfSubsetsSchema,
    `SELECT studies.id, studies.name, created_at AS createdAt, studies.state, count(*) AS runs, sum(runs.state = 'finished') AS finished
     FROM studies JOIN runs ON study_id = studies.id JOIN subsets ON subsets.id = subset_id AND subsets.percent IS NOT NULL
     WHERE arm <> 'pretraining' AND json_extract(studies.settings, '$.sweep') IS NULL GROUP BY studies.id ORDER BY studies.id DESC`,
  );
}
