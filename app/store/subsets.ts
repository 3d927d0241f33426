/** Subsets: which training images were drawn, as a percentage for a study or by name for a person. */
import { z } from 'zod';
import { SmearlabError } from '../contract/failure.ts';
import { type SavedSubset, type SubsetSettings, subsetSettingsSchema } from '../contract/library.ts';
import { hashNow } from './dataSetHash.ts';
import { insert, jsonColumn, readAll, readOne, write } from './rows.ts';
import type { Store } from './store.ts';

const idSchema = z.object({ id: z.int() });

/**
 * Stores which images a study's subset has; the same subset of the same data-set hash again gives the same id.
 * @param percent of the training images, over 0 up to 100
 * @returns the subset's id
 */
export function saveSubset(store: Store, dataSetId: number, percent: number, seed: number, imageIds: readonly number[]): number {
  return store.transaction(() => {
    const key = [dataSetId, hashOf(store, dataSetId), percent, seed];
    const sql = 'SELECT id FROM subsets WHERE name IS NULL AND data_set_id = ? AND data_set_hash = ? AND percent = ? AND seed = ?';
    const known = readOne(store, idSchema, sql, key);
    const settings: SubsetSettings = { kind: 'percent', percent, floor: 1 };
    const add = 'INSERT INTO subsets (data_set_id, data_set_hash, percent, seed, settings) VALUES (?, ?, ?, ?, ?)';
    const id = known?.id ?? insert(store, add, [...key, JSON.stringify(settings)]);
    setImages(store, id, imageIds);
    return id;
  });
}

const hashRowSchema = z.object({ id: z.int(), hash: z.string().nullable(), hash_due: z.int() });

function hashOf(store: Store, dataSetId: number): string {
  const dataSet = readOne(store, hashRowSchema, 'SELECT id, hash, hash_due FROM data_sets WHERE id = ?', [dataSetId]);
  const hash = dataSet === undefined ? null : hashNow(store, dataSet);
  if (hash === null) throw new SmearlabError('internal', `Data set ${dataSetId} has no finished import to draw a subset from.`);
  return hash;
}

function setImages(store: Store, subsetId: number, imageIds: readonly number[]): void {
  write(store, 'DELETE FROM subset_images WHERE subset_id = ?', [subsetId]);
  const add = store.statement('INSERT INTO subset_images (subset_id, image_id) VALUES (?, ?)');
  for (const imageId of imageIds) add.run(subsetId, imageId);
}

/** The ids of a subset's images, in ascending order. */
export function subsetImageIds(store: Store, subsetId: number): number[] {
  const sql = 'SELECT image_id FROM subset_images WHERE subset_id = ? ORDER BY image_id';
  return readAll(store, z.object({ image_id: z.int() }), sql, [subsetId]).map((row) => row.image_id);
}

const savedSchema = z
  .object({
    id: z.int(),
    name: z.string(),
    dataSet: z.string(),
    settings: jsonColumn(subsetSettingsSchema),
    seed: z.int(),
    images: z.int(),
    dataSetId: z.int(),
    drawnOf: z.string(),
  })
  .transform(({ dataSetId, drawnOf, ...subset }) => ({ subset, dataSetId, drawnOf }));

/** The named subsets of all data sets, or of one, in order of data set and name. */
export function listSubsets(store: Store, dataSetId?: number): SavedSubset[] {
  const found = readAll(
    store,
    savedSchema,
    `SELECT subsets.id, subsets.name, data_sets.name AS dataSet, subsets.settings, seed,
       (SELECT count(*) FROM subset_images WHERE subset_id = subsets.id) AS images,
       data_set_id AS dataSetId, data_set_hash AS drawnOf
     FROM subsets JOIN data_sets ON data_sets.id = data_set_id
     WHERE subsets.name IS NOT NULL AND (? IS NULL OR data_set_id = ?) ORDER BY data_sets.name, subsets.name`,
    [dataSetId ?? null, dataSetId ?? null],
  );
  const ids = new Set(found.map((row) => row.dataSetId));
  const rows = readAll(store, hashRowSchema, 'SELECT id, hash, hash_due FROM data_sets').filter(({ id }) => ids.has(id));
  const hashes = new Map(rows.map((row) => [row.id, hashNow(store, row)]));
  return found.map(({ subset, dataSetId: id, drawnOf }): SavedSubset => ({ ...subset, isCurrent: hashes.get(id) === drawnOf }));
}

export type NamedSubset = { readonly name: string; readonly settings: SubsetSettings; readonly seed: number };

/**
 * Saves a subset by name. The same again, of the same data-set hash, gives the same id; what a name stands for is changed only with
 * `replace`, and never under a run that was made with it.
 * @throws SmearlabError `already-there`
 */
export function saveNamedSubset(
  store: Store,
  dataSetId: number,
  { name, settings, seed }: NamedSubset,
  imageIds: readonly number[],
  replace: boolean,
): number {
  return store.transaction(() => {
    const hash = hashOf(store, dataSetId);
    const text = JSON.stringify(settings);
    const knownSchema = z.object({ id: z.int(), settings: z.string(), seed: z.int(), data_set_hash: z.string(), runs: z.int() });
    const known = readOne(
      store,
      knownSchema,
      `SELECT id, settings, seed, data_set_hash, (SELECT count(*) FROM runs WHERE subset_id = subsets.id) AS runs
       FROM subsets WHERE data_set_id = ? AND name = ?`,
      [dataSetId, name],
    );
    if (known !== undefined) {
      if (known.settings === text && known.seed === seed && known.data_set_hash === hash) return known.id;
      if (!replace || known.runs > 0) throw alreadyThere(name, known.runs);
      write(store, 'DELETE FROM subsets WHERE id = ?', [known.id]);
    }
    const percent = settings.kind === 'percent' ? settings.percent : null;
    const add = 'INSERT INTO subsets (data_set_id, data_set_hash, name, settings, percent, seed) VALUES (?, ?, ?, ?, ?, ?)';
    const id = insert(store, add, [dataSetId, hash, name, text, percent, seed]);
    setImages(store, id, imageIds);
    return id;
  });
}

function alreadyThere(name: string, runs: number): SmearlabError {
  const why = runs > 0 ? 'and runs were made with it' : 'drawn otherwise or from other images';
  const advice = runs > 0 ? 'Choose another name.' : 'Choose another name, or add --replace.';
  return new SmearlabError('already-there', `There is already a subset called ${name}, ${why}. ${advice}`);
}

/** @throws SmearlabError wrong-usage when it is gone, or a run was made with it */
export function forgetSubset(store: Store, id: number): void {
  store.transaction(() => {
    const schema = z.object({ name: z.string().nullable(), runs: z.int() });
    const sql = 'SELECT name, (SELECT count(*) FROM runs WHERE subset_id = subsets.id) AS runs FROM subsets WHERE id = ?';
    const known = readOne(store, schema, sql, [id]);
    if (known === undefined) throw new SmearlabError('wrong-usage', 'This subset is not there any more.');
    if (known.runs > 0)
      throw new SmearlabError('wrong-usage', `Runs were made with the subset ${known.name ?? ''}, so it is kept with them.`);
    write(store, 'DELETE FROM subsets WHERE id = ?', [id]);
  });
}
