/** What was fitted on the validation images of runs, for the slides that they will classify. */
import { z } from 'zod';
import { readAll, write } from './rows.ts';
import type { Store } from './store.ts';

export type KeptCalibration = {
  readonly runId: number;
  readonly temperature: number;
  readonly threshold: number;
  readonly targetError: number;
  readonly savedAt: string;
};

const rowSchema = z
  .object({ run_id: z.int(), temperature: z.number(), threshold: z.number(), target_error: z.number(), saved_at: z.string() })
  .transform((row): KeptCalibration => {
    const { run_id: runId, temperature, threshold, target_error: targetError, saved_at: savedAt } = row;
    return { runId, temperature, threshold, targetError, savedAt };
  });

/** By run. */
export function listCalibrations(store: Store): ReadonlyMap<number, KeptCalibration> {
  return new Map(readAll(store, rowSchema, 'SELECT * FROM calibrations').map((kept) => [kept.runId, kept]));
}

export function findCalibration(store: Store, runId: number): KeptCalibration | undefined {
  return readAll(store, rowSchema, 'SELECT * FROM calibrations WHERE run_id = ?', [runId])[0];
}

export function keepCalibration(store: Store, { runId, temperature, threshold, targetError, savedAt }: KeptCalibration): void {
  const sql = 'INSERT OR REPLACE INTO calibrations (run_id, temperature, threshold, target_error, saved_at) VALUES (?, ?, ?, ?, ?)';
  write(store, sql, [runId, temperature, threshold, targetError, savedAt]);
}
