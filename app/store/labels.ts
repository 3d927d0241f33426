/** Labels that a person gave, against those of folders and lists: each change is kept, and the last that stands can be taken back whole. */
import { z } from 'zod';
import type { LabelChange } from '../contract/dataSets.ts';
import { insert, readAll, readOne, write } from './rows.ts';
import type { Store } from './store.ts';

/** Whether a person gave the image its class. */
export function isRelabelled(store: Store, imageId: number): boolean {
  const sql = 'SELECT image_id AS id FROM relabelled_images WHERE image_id = ? LIMIT 1';
  return readOne(store, z.object({ id: z.int() }), sql, [imageId]) !== undefined;
}

/** Gives images of one data set a class (null: none), now and at every later import. @returns how many had another one */
export function relabelImages(store: Store, dataSetId: number, imageIds: readonly number[], name: string | null): number {
  return store.transaction(() => {
    const made = [dataSetId, name, new Date().toISOString()];
    const relabelling = insert(store, 'INSERT INTO relabellings (data_set_id, class, made_at) VALUES (?, ?, ?)', made);
    const changed = write(
      store,
      // CROSS: each image is looked up by its id, never all of the data set.
      `INSERT INTO relabelled_images (relabelling_id, image_id)
         SELECT ?, images.id FROM json_each(?) AS asked CROSS JOIN images ON images.id = asked.value
         WHERE data_set_id = ? AND class IS NOT ?`,
      [relabelling, JSON.stringify([...new Set(imageIds)]), dataSetId, name],
    );
    if (changed === 0) write(store, 'DELETE FROM relabellings WHERE id = ?', [relabelling]);
    else {
      const sql = 'UPDATE images SET class = ? WHERE id IN (SELECT image_id FROM relabelled_images WHERE relabelling_id = ?)';
      write(store, sql, [name, relabelling]);
    }
    return changed;
  });
}

const relabellingSchema = z.object({ id: z.int(), class: z.string().nullable(), images: z.int() });

function lastOf(store: Store, dataSetId: number): z.output<typeof relabellingSchema> | undefined {
  return readOne(
    store,
    relabellingSchema,
    `SELECT id, class, (SELECT count(*) FROM relabelled_images WHERE relabelling_id = id) AS images
     FROM relabellings WHERE data_set_id = ? ORDER BY id DESC LIMIT 1`,
    [dataSetId],
  );
}

/** The last change of labels that stands, or undefined. */
export function lastRelabelling(store: Store, dataSetId: number): LabelChange | undefined {
  const last = lastOf(store, dataSetId);
  return last && { images: last.images, class: last.class };
}

/** Ids of the images of the last change of labels that stands, in ascending order. */
export function imagesLastRelabelled(store: Store, dataSetId: number): number[] {
  const sql = 'SELECT image_id AS id FROM relabelled_images WHERE relabelling_id = ? ORDER BY image_id';
  return readAll(store, z.object({ id: z.int() }), sql, [lastOf(store, dataSetId)?.id ?? null]).map(({ id }) => id);
}

/**
 * Takes the last change of labels that stands back: each image has the class of the change before, or where there is none that of its
 * folder or list. @returns what was taken back; undefined where nothing stands
 */
export function undoRelabelling(store: Store, dataSetId: number): LabelChange | undefined {
  return store.transaction(() => {
    const last = lastOf(store, dataSetId);
    if (last === undefined) return undefined;
    write(
      store,
      `UPDATE images SET class = CASE WHEN EXISTS (SELECT 1 FROM relabelled_images WHERE image_id = images.id AND relabelling_id < ?)
         THEN (SELECT class FROM relabellings WHERE id =
           (SELECT max(relabelling_id) FROM relabelled_images WHERE image_id = images.id AND relabelling_id < ?))
         ELSE found_class END
       WHERE id IN (SELECT image_id FROM relabelled_images WHERE relabelling_id = ?)`,
      [last.id, last.id, last.id],
    );
    write(store, 'DELETE FROM relabellings WHERE id = ?', [last.id]);
    return { images: last.images, class: last.class };
  });
}
