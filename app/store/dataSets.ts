/** Data sets: where a role's images lie, what the last import said of them, and the files it refused. */
import { z } from 'zod';
import type { FailureKind } from '../contract/failure.ts';
import { type DataSetRole, dataSetRoleSchema } from '../contract/words.ts';
import { insert, jsonColumn, readAll, readOne, write } from './rows.ts';
import type { Store } from './store.ts';

const dataSetRowSchema = z
  .object({
    id: z.int(),
    role: dataSetRoleSchema,
    root: z.string(),
    hash: z.string().nullable(),
    classes: jsonColumn(z.array(z.string())),
  })
  .readonly();
/** `hash` is null while an import has not come to its end. */
export type DataSetRow = z.output<typeof dataSetRowSchema>;

/** A file that was left out, with the reason as a sentence. */
export type Refused = { readonly path: string; readonly kind: FailureKind; readonly sentence: string };

/** The data set of a role, or undefined. */
export function findDataSet(store: Store, role: DataSetRole): DataSetRow | undefined {
  return readOne(store, dataSetRowSchema, 'SELECT id, role, root, hash, classes FROM data_sets WHERE role = ?', [role]);
}

/**
 * The id of the role's data set, which from now on lies at `root`. When it lay elsewhere before, every file will be read
 * again: size and time alone do not prove that files of another folder are the same.
 */
export function placeDataSet(store: Store, role: DataSetRole, root: string): number {
  return store.transaction(() => {
    const known = findDataSet(store, role);
    if (known === undefined) return insert(store, 'INSERT INTO data_sets (role, root) VALUES (?, ?)', [role, root]);
    if (known.root !== root) {
      write(store, 'UPDATE data_sets SET root = ?, hash = NULL WHERE id = ?', [root, known.id]);
      write(store, 'UPDATE images SET modified = NULL WHERE data_set_id = ?', [known.id]);
      write(store, 'UPDATE masks SET modified = NULL WHERE image_id IN (SELECT id FROM images WHERE data_set_id = ?)', [known.id]);
    }
    return known.id;
  });
}

/** Says that the data set is being changed: it has no hash until `completeDataSet`. */
export function openDataSet(store: Store, id: number): void {
  write(store, 'UPDATE data_sets SET hash = NULL WHERE id = ?', [id]);
}

export type ImportOutcome = {
  readonly hash: string;
  readonly classes: readonly string[];
  readonly warnings: readonly string[];
  readonly refused: readonly Refused[];
};

/** Ends an import: hash and classes, and its warnings and refused files in place of those of the import before. */
export function completeDataSet(store: Store, id: number, outcome: ImportOutcome): void {
  store.transaction(() => {
    write(store, 'UPDATE data_sets SET hash = ?, classes = ? WHERE id = ?', [outcome.hash, JSON.stringify(outcome.classes), id]);
    write(store, 'DELETE FROM data_set_warnings WHERE data_set_id = ?', [id]);
    const warn = store.database.prepare('INSERT INTO data_set_warnings (data_set_id, position, sentence) VALUES (?, ?, ?)');
    for (const [position, sentence] of outcome.warnings.entries()) warn.run(id, position, sentence);
    write(store, 'DELETE FROM refused WHERE data_set_id = ?', [id]);
    const refuse = store.database.prepare('INSERT OR REPLACE INTO refused (data_set_id, path, kind, sentence) VALUES (?, ?, ?, ?)');
    for (const { path, kind, sentence } of outcome.refused) refuse.run(id, path, kind, sentence);
  });
}

/** The sentences that the last import had to say about its data. */
export function warningsOf(store: Store, dataSetId: number): string[] {
  const sql = 'SELECT sentence FROM data_set_warnings WHERE data_set_id = ? ORDER BY position';
  return readAll(store, z.object({ sentence: z.string() }), sql, [dataSetId]).map((row) => row.sentence);
}

/** The files the last import left out, sorted by path. */
export function refusedOf(store: Store, dataSetId: number): { path: string; kind: string; sentence: string }[] {
  const schema = z.object({ path: z.string(), kind: z.string(), sentence: z.string() });
  return readAll(store, schema, 'SELECT path, kind, sentence FROM refused WHERE data_set_id = ? ORDER BY path', [dataSetId]);
}
