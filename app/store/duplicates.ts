/** What images look like, and which were moved to another split because the same picture or group was in both. */
import { z } from 'zod';
import { type Split, splitSchema } from '../contract/words.ts';
import { readAll, readEach, write } from './rows.ts';
import { databaseFailure, type Store } from './store.ts';

/**
 * Keeps an image's fingerprint in place of the one before, unless the image has been replaced by another one since.
 * @param making by which way it was made @returns whether it was kept
 */
export function saveFingerprint(
  store: Store,
  image: { readonly id: number; readonly sha256: string },
  making: number,
  waves: Int8Array,
): boolean {
  try {
    const bytes = Buffer.from(waves.buffer, waves.byteOffset, waves.byteLength);
    const sql = `INSERT OR REPLACE INTO fingerprints (image_id, making, waves) SELECT id, ?, ? FROM images WHERE id = ? AND sha256 = ?`;
    return store.statement(sql).run(making, bytes, image.id, image.sha256).changes > 0;
  } catch (error) {
    throw databaseFailure(error, store.file);
  }
}

/** Of an image whose content has changed. */
export function forgetFingerprint(store: Store, imageId: number): void {
  write(store, 'DELETE FROM fingerprints WHERE image_id = ?', [imageId]);
}

const unseenSchema = z.object({ id: z.int(), path: z.string(), sha256: z.string() });
export type UnseenImage = z.output<typeof unseenSchema>;

/** The images of a data set whose fingerprint is missing or was made another way, in order of path. */
export function imagesWithoutFingerprint(store: Store, dataSetId: number, making: number): UnseenImage[] {
  return readAll(
    store,
    unseenSchema,
    `SELECT id, path, sha256 FROM images LEFT JOIN fingerprints ON image_id = id AND making = ?
     WHERE data_set_id = ? AND gone = 0 AND image_id IS NULL ORDER BY path`,
    [making, dataSetId],
  );
}

const seenSchema = z.object({
  id: z.int(),
  path: z.string(),
  sha256: z.string(),
  class: z.string().nullable(),
  split: splitSchema,
  group: z.string().nullable(),
  fingerprint: z
    .instanceof(Uint8Array)
    .transform((bytes) => new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    .nullable(),
});
/** `fingerprint` null: not made (yet). */
export type SeenImage = z.output<typeof seenSchema>;

/** The images of a data set that are there, one by one, in order of path. */
export function eachSeenImage(store: Store, dataSetId: number, making: number): Generator<SeenImage> {
  return readEach(
    store,
    seenSchema,
    `SELECT id, path, sha256, class, split, group_key AS "group", waves AS fingerprint
     FROM images LEFT JOIN fingerprints ON image_id = id AND making = ?
     WHERE data_set_id = ? AND gone = 0 ORDER BY path`,
    [making, dataSetId],
  );
}

const movedSchema = z.object({ path: z.string(), split: splitSchema });

/** The splits that a person gave to images against their folders, by path. */
export function movedImages(store: Store, dataSetId: number): Map<string, Split> {
  const rows = readAll(store, movedSchema, 'SELECT path, split FROM moved_images WHERE data_set_id = ?', [dataSetId]);
  return new Map(rows.map(({ path, split }) => [path, split]));
}

export type ImageMove = { readonly id: number; readonly path: string; readonly lot: string; readonly to: Split };

/**
 * Gives images another split, now and at every later import. One whose split was drawn with its lot takes the lot along, so that images
 * of the same smear that come later follow it.
 * @param moves `lot`: as drawSplits.ts names it
 */
export function moveImages(store: Store, dataSetId: number, moves: readonly ImageMove[]): void {
  store.transaction(() => {
    for (const { id, path, lot, to } of moves) {
      const drawn = write(store, 'UPDATE split_lots SET split = ? WHERE data_set_id = ? AND group_key = ?', [to, dataSetId, lot]);
      if (drawn === 0) write(store, 'INSERT OR REPLACE INTO moved_images VALUES (?, ?, ?)', [dataSetId, path, to]);
      write(store, 'UPDATE images SET split = ? WHERE id = ?', [to, id]);
    }
  });
}
