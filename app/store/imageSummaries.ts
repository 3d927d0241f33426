/** What the images of a data set come to: how many of each kind, which are there twice, which have further pages. */
import { z } from 'zod';
import { splitSchema } from '../contract/words.ts';
import { readAll, readOne } from './rows.ts';
import type { Store } from './store.ts';

const countSchema = z.object({ class: z.string().nullable(), split: splitSchema, count: z.int() });

/** How many images of each class and split a data set has. */
export function countImages(store: Store, dataSetId: number): z.output<typeof countSchema>[] {
  const sql = `SELECT class, split, sum(images) AS count FROM image_counts WHERE data_set_id = ? AND images > 0
               GROUP BY class, split ORDER BY class, split`;
  return readAll(store, countSchema, sql, [dataSetId]);
}

const trainingSchema = z.object({ class: z.string().nullable(), training: z.int(), masks: z.int() });

/** Of every class of a data set, in order of name: its training images, and those of them with a mask that counts. */
export function countTraining(store: Store, dataSetId: number): z.output<typeof trainingSchema>[] {
  return readAll(
    store,
    trainingSchema,
    `SELECT class, sum(images * (split = 'train')) AS training,
       sum(images * (split = 'train' AND mask IS NOT NULL AND mask <> 'proposed')) AS masks
     FROM image_counts WHERE data_set_id = ? AND images > 0 GROUP BY class ORDER BY coalesce(class, '')`,
    [dataSetId],
  );
}

const doubleSchema = z.object({ sha256: z.string(), path: z.string(), class: z.string().nullable(), split: splitSchema });
export type DoubleImage = z.output<typeof doubleSchema>;

/** The images of a data set that share their bytes with another one of it, those of equal bytes together, each group in order of path. */
export function doubleImages(store: Store, dataSetId: number): DoubleImage[] {
  return readAll(
    store,
    doubleSchema,
    `WITH present AS (SELECT sha256, path, class, split FROM images WHERE data_set_id = ? AND gone = 0)
     SELECT * FROM present WHERE sha256 IN (SELECT sha256 FROM present GROUP BY sha256 HAVING count(*) > 1) ORDER BY sha256, path`,
    [dataSetId],
  );
}

/** Paths of the images whose file has more than one page, in order of path. */
export function pagedImages(store: Store, dataSetId: number): string[] {
  const sql = 'SELECT path FROM images WHERE data_set_id = ? AND gone = 0 AND pages > 1 ORDER BY path';
  return readAll(store, z.object({ path: z.string() }), sql, [dataSetId]).map((row) => row.path);
}

const sumSchema = z.object({ count: z.int() });

/** How many of these ids are images of the data set whose files are there. */
export function imagesAmong(store: Store, dataSetId: number, ids: readonly number[]): number {
  const sql = `SELECT count(*) AS count FROM json_each(?) AS asked CROSS JOIN images ON images.id = asked.value
               WHERE data_set_id = ? AND gone = 0`;
  return readOne(store, sumSchema, sql, [JSON.stringify(ids), dataSetId])?.count ?? 0;
}

/** Whether any of these images shares its bytes with another one of the data set. */
export function haveDoubles(store: Store, dataSetId: number, ids: readonly number[]): boolean {
  const sql = `SELECT count(*) AS count FROM json_each(?) AS asked CROSS JOIN images ON images.id = asked.value
               WHERE EXISTS (SELECT 1 FROM images AS other INDEXED BY images_by_sha256
                 WHERE other.sha256 = images.sha256 AND other.id <> images.id AND other.data_set_id = ? AND other.gone = 0)`;
  return (readOne(store, sumSchema, sql, [JSON.stringify(ids), dataSetId])?.count ?? 0) > 0;
}
