/** The training queue as the database keeps it; what may become of an entry is decided elsewhere (application/training). */
import { z } from 'zod';
import { type QueueState, queueStateSchema, type TrainingOrder, trainingOrderSchema } from '../contract/training.ts';
import { type Failure, failureSchema } from '../contract/work.ts';
import { insert, jsonColumn, readAll, readOne, write } from './rows.ts';
import type { Store } from './store.ts';

const rowSchema = z
  .object({
    id: z.int(),
    name: z.string(),
    asked: jsonColumn(trainingOrderSchema),
    state: queueStateSchema,
    failure: jsonColumn(failureSchema).nullable(),
    study_id: z.int().nullable(),
    added_at: z.string(),
    started_at: z.string().nullable(),
    ended_at: z.string().nullable(),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name,
    order: row.asked,
    state: row.state,
    failure: row.failure,
    /** What it was carried out as. */
    studyId: row.study_id,
    addedAt: row.added_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  }));
export type QueuedRow = Readonly<z.output<typeof rowSchema>>;

const SELECT = 'SELECT id, name, asked, state, failure, study_id, added_at, started_at, ended_at FROM training_queue';

/** In order of position. */
export function queuedRows(store: Store): QueuedRow[] {
  return readAll(store, rowSchema, `${SELECT} ORDER BY position, id`);
}

export function findQueued(store: Store, id: number): QueuedRow | undefined {
  return readOne(store, rowSchema, `${SELECT} WHERE id = ?`, [id]);
}

/** At the end. @returns its id */
export function addQueued(store: Store, order: TrainingOrder): number {
  const sql = `INSERT INTO training_queue (position, name, kind, asked, state, added_at)
    VALUES ((SELECT coalesce(max(position), 0) + 1 FROM training_queue), ?, ?, ?, 'waiting', ?)`;
  return insert(store, sql, [order.name, order.kind, JSON.stringify(order), new Date().toISOString()]);
}

/** @param ids all there are, in the order they are to have */
export function orderQueued(store: Store, ids: readonly number[]): void {
  store.transaction(() => {
    for (const [position, id] of ids.entries()) write(store, 'UPDATE training_queue SET position = ? WHERE id = ?', [position, id]);
  });
}

/** With the time that it began or ended at, where it does so by this. @param failure of a failed one */
export function setQueuedState(store: Store, id: number, state: QueueState, failure: Failure | null = null): void {
  const now = new Date().toISOString();
  const ends = state === 'finished' || state === 'failed' || state === 'stopped';
  write(
    store,
    `UPDATE training_queue SET state = ?, failure = ?, ended_at = ?,
       started_at = CASE WHEN ? THEN coalesce(started_at, ?) ELSE started_at END WHERE id = ?`,
    [state, failure === null ? null : JSON.stringify(failure), ends ? now : null, state === 'running' ? 1 : 0, now, id],
  );
}

export function setQueuedStudy(store: Store, id: number, studyId: number): void {
  write(store, 'UPDATE training_queue SET study_id = ? WHERE id = ?', [studyId, id]);
}

export function removeQueued(store: Store, id: number): void {
  write(store, 'DELETE FROM training_queue WHERE id = ?', [id]);
}

/** While held, nothing new begins. */
export function isQueueHeld(store: Store): boolean {
  return readOne(store, z.object({ id: z.int() }), 'SELECT id FROM training_hold') !== undefined;
}

export function holdQueue(store: Store, isHeld: boolean): void {
  write(store, isHeld ? 'INSERT OR IGNORE INTO training_hold (id) VALUES (1)' : 'DELETE FROM training_hold');
}
