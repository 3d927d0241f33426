/** Data sets: where their images lie, how they are imported, what the last import said of them, and the files it refused. */
import { z } from 'zod';
import type { FailureKind } from '../contract/failure.ts';
import { type ImportSettings, importSettingsSchema } from '../contract/library.ts';
import { type Split, splitSchema } from '../contract/words.ts';
import { hashNow } from './dataSetHash.ts';
import { insert, jsonColumn, readAll, readOne, write } from './rows.ts';
import type { Store } from './store.ts';

const dataSetRowSchema = z.object({
  id: z.int(),
  name: z.string(),
  root: z.string(),
  settings: jsonColumn(importSettingsSchema),
  hash: z.string().nullable(),
  hash_due: z.int(),
  classes: jsonColumn(z.array(z.string())),
});
type Read = z.output<typeof dataSetRowSchema>;

/** `hash`: of the images as they are now (dataSetHash.ts); null while an import has not come to its end. */
export type DataSetRow = Readonly<Omit<Read, 'hash_due'>>;

/** A data set for one who does not ask for its hash, which may have to be made first. */
export type PlacedDataSet = Omit<DataSetRow, 'hash'> & {
  /** Null also while it is due. */
  readonly hashMade: string | null;
  /** An import has come to its end. */
  readonly isImported: boolean;
};

/** A file that was left out, with the reason as a sentence. */
export type Refused = { readonly path: string; readonly kind: FailureKind; readonly sentence: string };

const SELECT = 'SELECT id, name, root, settings, hash, hash_due, classes FROM data_sets';

function withHash(store: Store, row: Read): DataSetRow {
  const { hash_due: _, ...dataSet } = row;
  return { ...dataSet, hash: hashNow(store, row) };
}

function withoutHash({ hash, hash_due, ...dataSet }: Read): PlacedDataSet {
  return { ...dataSet, hashMade: hash, isImported: hash !== null || hash_due === 1 };
}

/** The data set of a name, or undefined. */
export function findDataSet(store: Store, name: string): DataSetRow | undefined {
  const row = readOne(store, dataSetRowSchema, `${SELECT} WHERE name = ?`, [name]);
  return row && withHash(store, row);
}

/** All data sets in order of name. */
export function listDataSets(store: Store): DataSetRow[] {
  return readAll(store, dataSetRowSchema, `${SELECT} ORDER BY name`).map((row) => withHash(store, row));
}

/** The data set of an id, or undefined, without its hash. */
export function findPlaced(store: Store, id: number): PlacedDataSet | undefined {
  const row = readOne(store, dataSetRowSchema, `${SELECT} WHERE id = ?`, [id]);
  return row && withoutHash(row);
}

/** All data sets in order of name, without their hashes. */
export function listPlaced(store: Store): PlacedDataSet[] {
  return readAll(store, dataSetRowSchema, `${SELECT} ORDER BY name`).map(withoutHash);
}

/**
 * The id of the data set of this name, which from now on lies at `root` and is imported so. When it lay elsewhere before, every file
 * will be read again: size and time alone do not prove that files of another folder are the same. When the settings of its split are
 * others than before, it will be drawn anew.
 */
export function placeDataSet(store: Store, name: string, root: string, settings: ImportSettings): number {
  return store.transaction(() => {
    const known = findDataSet(store, name);
    const text = JSON.stringify(settings);
    if (known === undefined) return insert(store, 'INSERT INTO data_sets (name, root, settings) VALUES (?, ?, ?)', [name, root, text]);
    if (known.root !== root) {
      write(store, 'UPDATE data_sets SET root = ?, hash = NULL, hash_due = 0 WHERE id = ?', [root, known.id]);
      write(store, 'UPDATE images SET modified = NULL WHERE data_set_id = ?', [known.id]);
      const labMasks = `origin = 'lab' AND image_id IN (SELECT id FROM images WHERE data_set_id = ?)`;
      write(store, `UPDATE masks SET modified = NULL WHERE ${labMasks}`, [known.id]);
    }
    if (drawnBy(known.settings) !== drawnBy(settings)) write(store, 'DELETE FROM split_lots WHERE data_set_id = ?', [known.id]);
    if (JSON.stringify(known.settings) !== text) write(store, 'UPDATE data_sets SET settings = ? WHERE id = ?', [text, known.id]);
    return known.id;
  });
}

function drawnBy({ split, groupBy, seed }: ImportSettings): string {
  return JSON.stringify([split, groupBy, seed]);
}

const lotSchema = z.object({ group_key: z.string(), split: splitSchema });

/** The splits that groups of images were drawn into by imports before. */
export function splitLots(store: Store, dataSetId: number): Map<string, Split> {
  const rows = readAll(store, lotSchema, 'SELECT group_key, split FROM split_lots WHERE data_set_id = ?', [dataSetId]);
  return new Map(rows.map((row) => [row.group_key, row.split]));
}

/** Keeps the splits of groups that had none yet. */
export function addSplitLots(store: Store, dataSetId: number, lots: ReadonlyMap<string, Split>): void {
  store.transaction(() => {
    const add = store.statement('INSERT INTO split_lots (data_set_id, group_key, split) VALUES (?, ?, ?)');
    for (const [key, split] of lots) add.run(dataSetId, key, split);
  });
}

/** Says that the data set is being changed: it has no hash until `completeDataSet`. */
export function openDataSet(store: Store, id: number): void {
  write(store, 'UPDATE data_sets SET hash = NULL, hash_due = 0 WHERE id = ?', [id]);
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
    const sql = 'UPDATE data_sets SET hash = ?, hash_due = 0, classes = ? WHERE id = ?';
    write(store, sql, [outcome.hash, JSON.stringify(outcome.classes), id]);
    setWarnings(store, id, outcome.warnings);
    write(store, 'DELETE FROM refused WHERE data_set_id = ?', [id]);
    const refuse = store.statement('INSERT OR REPLACE INTO refused (data_set_id, path, kind, sentence) VALUES (?, ?, ?, ?)');
    for (const { path, kind, sentence } of outcome.refused) refuse.run(id, path, kind, sentence);
  });
}

/** What is said of the data from now on, in place of what was said before. */
export function setWarnings(store: Store, id: number, warnings: readonly string[]): void {
  store.transaction(() => {
    write(store, 'DELETE FROM data_set_warnings WHERE data_set_id = ?', [id]);
    const warn = store.statement('INSERT INTO data_set_warnings (data_set_id, position, sentence) VALUES (?, ?, ?)');
    for (const [position, sentence] of warnings.entries()) warn.run(id, position, sentence);
  });
}

/** The classes that a data set has from now on, sorted by name. */
export function setClasses(store: Store, id: number, classes: readonly string[]): void {
  write(store, 'UPDATE data_sets SET classes = ? WHERE id = ?', [JSON.stringify(classes), id]);
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

const countSchema = z.object({ count: z.int() });

/** How many runs were made with a data set or one of its subsets, or predicted its images. */
export function runsOf(store: Store, id: number): number {
  const sql = `SELECT count(*) AS count FROM runs WHERE data_set_id = ?
     OR subset_id IN (SELECT id FROM subsets WHERE data_set_id = ?)
     OR id IN (SELECT run_id FROM predictions JOIN images ON images.id = image_id WHERE data_set_id = ?)`;
  return readOne(store, countSchema, sql, [id, id, id])?.count ?? 0;
}

/** Deletes a data set with all that is known of it; files stay. Not while `runsOf` are there: the database refuses that. */
export function deleteDataSet(store: Store, id: number): void {
  store.transaction(() => {
    // First, so that the counts are not brought up to date image by image.
    write(store, 'DELETE FROM image_counts WHERE data_set_id = ?', [id]);
    write(store, 'DELETE FROM subsets WHERE data_set_id = ?', [id]);
    write(store, 'DELETE FROM data_sets WHERE id = ?', [id]);
  });
}
