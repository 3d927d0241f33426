/** Images and their masks as the database knows them. */
import { z } from 'zod';
import { type Split, splitSchema } from '../contract/words.ts';
import { flagColumn, insert, jsonColumn, readAll, readOne, write } from './rows.ts';
import type { Store } from './store.ts';

/** What a file was when it was read; `modified` in ms, null when it must be read again. */
type FileFacts = { readonly path: string; readonly sha256: string; readonly bytes: number; readonly modified: number | null };

export type MaskFacts = FileFacts & { readonly width: number; readonly height: number; readonly levels: readonly number[] };

export type ImageFacts = FileFacts & {
  readonly format: string;
  readonly width: number;
  readonly height: number;
  readonly class: string | null;
  readonly split: Split;
};

/** `gone`: the file was no longer there at the last import. */
export type ImageRow = ImageFacts & { readonly id: number; readonly gone: boolean; readonly mask: MaskFacts | null };

const maskColumns = z.object({
  mask_path: z.string(),
  mask_sha256: z.string(),
  mask_bytes: z.int(),
  mask_modified: z.number().nullable(),
  mask_width: z.int(),
  mask_height: z.int(),
  mask_levels: jsonColumn(z.array(z.number())),
});

const imageColumns = z.object({
  id: z.int(),
  path: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  modified: z.number().nullable(),
  format: z.string(),
  width: z.int(),
  height: z.int(),
  class: z.string().nullable(),
  split: splitSchema,
  gone: flagColumn,
});

const imageRowSchema = z.union([
  imageColumns.extend({ mask_path: z.null() }).transform(({ mask_path: _, ...image }): ImageRow => ({ ...image, mask: null })),
  imageColumns.extend(maskColumns.shape).transform(
    (row): ImageRow => ({
      id: row.id,
      path: row.path,
      sha256: row.sha256,
      bytes: row.bytes,
      modified: row.modified,
      format: row.format,
      width: row.width,
      height: row.height,
      class: row.class,
      split: row.split,
      gone: row.gone,
      mask: {
        path: row.mask_path,
        sha256: row.mask_sha256,
        bytes: row.mask_bytes,
        modified: row.mask_modified,
        width: row.mask_width,
        height: row.mask_height,
        levels: row.mask_levels,
      },
    }),
  ),
]);

/** All images of a data set, also those whose file is gone, in no particular order. */
export function imagesOf(store: Store, dataSetId: number): ImageRow[] {
  return readAll(
    store,
    imageRowSchema,
    `SELECT images.id, images.path, images.sha256, images.bytes, images.modified, format, images.width, images.height, class, split, gone,
       masks.path AS mask_path, masks.sha256 AS mask_sha256, masks.bytes AS mask_bytes, masks.modified AS mask_modified,
       masks.width AS mask_width, masks.height AS mask_height, masks.levels AS mask_levels
     FROM images LEFT JOIN masks ON masks.image_id = images.id WHERE data_set_id = ?`,
    [dataSetId],
  );
}

/** Adds an image, or brings the one of the same path up to date; its id stays. @returns the id */
export function saveImage(store: Store, dataSetId: number, image: ImageFacts): number {
  return store.transaction(() => {
    const { path, sha256, bytes, modified, format, width, height, split } = image;
    const known = readOne(store, z.object({ id: z.int() }), 'SELECT id FROM images WHERE data_set_id = ? AND path = ?', [dataSetId, path]);
    if (known === undefined) {
      return insert(
        store,
        `INSERT INTO images (data_set_id, path, sha256, bytes, modified, format, width, height, class, split)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [dataSetId, path, sha256, bytes, modified, format, width, height, image.class, split],
      );
    }
    write(
      store,
      `UPDATE images SET sha256 = ?, bytes = ?, modified = ?, format = ?, width = ?, height = ?, class = ?, split = ?, gone = 0
       WHERE id = ?`,
      [sha256, bytes, modified, format, width, height, image.class, split, known.id],
    );
    return known.id;
  });
}

/** Gives an image its mask, in place of the one it had; null takes it away. */
export function saveMask(store: Store, imageId: number, mask: MaskFacts | null): void {
  if (mask === null) {
    write(store, 'DELETE FROM masks WHERE image_id = ?', [imageId]);
    return;
  }
  write(
    store,
    `INSERT OR REPLACE INTO masks (image_id, path, sha256, bytes, modified, width, height, levels) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [imageId, mask.path, mask.sha256, mask.bytes, mask.modified, mask.width, mask.height, JSON.stringify(mask.levels)],
  );
}

/** Sets where an image belongs, without its file having been read again. */
export function placeImage(store: Store, imageId: number, place: { readonly class: string | null; readonly split: Split }): void {
  write(store, 'UPDATE images SET class = ?, split = ?, gone = 0 WHERE id = ?', [place.class, place.split, imageId]);
}

/** Takes images whose files are gone out of their data set; the rows stay for the predictions that point at them. */
export function markGone(store: Store, imageIds: readonly number[]): void {
  store.transaction(() => {
    const mark = store.database.prepare('UPDATE images SET gone = 1 WHERE id = ?');
    for (const id of imageIds) mark.run(id);
  });
}
