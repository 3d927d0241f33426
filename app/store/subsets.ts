/** Subsets: which training images a percentage of a data set stands for. */
import { z } from 'zod';
import { SmearlabError } from '../contract/failure.ts';
import { insert, readAll, readOne, write } from './rows.ts';
import type { Store } from './store.ts';

/**
 * Stores which images a subset has; the same subset of the same data-set hash again gives the same id.
 * @param percent of the training images, over 0 up to 100
 * @returns the subset's id
 */
export function saveSubset(store: Store, dataSetId: number, percent: number, seed: number, imageIds: readonly number[]): number {
  return store.transaction(() => {
    const dataSet = readOne(store, z.object({ hash: z.string().nullable() }), 'SELECT hash FROM data_sets WHERE id = ?', [dataSetId]);
    const hash = dataSet?.hash ?? null;
    if (hash === null) throw new SmearlabError('internal', `Data set ${dataSetId} has no finished import to draw a subset from.`);
    const key = [dataSetId, hash, percent, seed];
    const known = readOne(
      store,
      z.object({ id: z.int() }),
      'SELECT id FROM subsets WHERE data_set_id = ? AND data_set_hash = ? AND percent = ? AND seed = ?',
      key,
    );
    const id = known?.id ?? insert(store, 'INSERT INTO subsets (data_set_id, data_set_hash, percent, seed) VALUES (?, ?, ?, ?)', key);
    if (known !== undefined) write(store, 'DELETE FROM subset_images WHERE subset_id = ?', [id]);
    const add = store.database.prepare('INSERT INTO subset_images (subset_id, image_id) VALUES (?, ?)');
    for (const imageId of imageIds) add.run(id, imageId);
    return id;
  });
}

/** The ids of a subset's images, in ascending order. */
export function subsetImageIds(store: Store, subsetId: number): number[] {
  const sql = 'SELECT image_id FROM subset_images WHERE subset_id = ? ORDER BY image_id';
  return readAll(store, z.object({ image_id: z.int() }), sql, [subsetId]).map((row) => row.image_id);
}
