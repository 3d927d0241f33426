/** Images as the database knows them, with the mask that counts. */
import { z } from 'zod';
import { SmearlabError } from '../contract/failure.ts';
import { type MaskOrigin, maskOriginSchema } from '../contract/library.ts';
import { type Split, splitSchema } from '../contract/words.ts';
import { COUNTING_ORIGIN, type MaskFacts } from './masks.ts';
import { flagColumn, jsonColumn, readAll, readEach, readOne, write } from './rows.ts';
import type { Store } from './store.ts';

export type ImageFacts = {
  /** Relative to the data set's root, with `/` between folders, in the file system's own spelling. */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  /** In ms; null when the file must be read again. */
  readonly modified: number | null;
  readonly format: string;
  readonly width: number;
  readonly height: number;
  readonly pages: number;
} & ImagePlace;

/** Where an image belongs. `group`: the smear or patient it comes from, null where that is not known. */
export type ImagePlace = { readonly class: string | null; readonly split: Split; readonly group: string | null };

/** `gone`: the file was no longer there at the last import. */
export type ImageRow = ImageFacts & {
  readonly id: number;
  readonly gone: boolean;
  /** A proposed one is accepted. */
  readonly mask: (MaskFacts & { readonly origin: MaskOrigin }) | null;
};

const maskColumns = z.object({
  mask_origin: maskOriginSchema,
  mask_path: z.string(),
  mask_sha256: z.string(),
  mask_bytes: z.int(),
  mask_modified: z.number().nullable(),
  mask_width: z.int(),
  mask_height: z.int(),
  mask_levels: jsonColumn(z.array(z.number())),
  mask_foreground: z.number().nullable(),
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
  pages: z.int(),
  class: z.string().nullable(),
  split: splitSchema,
  group: z.string().nullable(),
  gone: flagColumn,
});

const imageRowSchema = z.union([
  imageColumns.extend({ mask_origin: z.null() }).transform(({ mask_origin: _, ...image }): ImageRow => ({ ...image, mask: null })),
  imageColumns.extend(maskColumns.shape).transform(
    ({
      mask_origin,
      mask_path,
      mask_sha256,
      mask_bytes,
      mask_modified,
      mask_width,
      mask_height,
      mask_levels,
      mask_foreground,
      ...image
    }): ImageRow => ({
      ...image,
      mask: {
        origin: mask_origin,
        path: mask_path,
        sha256: mask_sha256,
        bytes: mask_bytes,
        modified: mask_modified,
        width: mask_width,
        height: mask_height,
        levels: mask_levels,
        foreground: mask_foreground,
      },
    }),
  ),
]);

/** @param origin SQL: the origin of the mask that is joined */
const selectImages = (origin: string) =>
  `SELECT images.id, images.path, images.sha256, images.bytes, images.modified, format, images.width, images.height, pages, class, split,
     group_key AS "group", gone, masks.origin AS mask_origin, masks.path AS mask_path, masks.sha256 AS mask_sha256,
     masks.bytes AS mask_bytes, masks.modified AS mask_modified, masks.width AS mask_width, masks.height AS mask_height,
     masks.levels AS mask_levels, masks.foreground AS mask_foreground
   FROM images LEFT JOIN masks ON masks.image_id = images.id AND masks.origin = ${origin}`;

/** A proposed mask counts only once it is accepted. */
const SELECT_COUNTING = selectImages(COUNTING_ORIGIN);

/** All images of a data set with the mask that counts, also those whose file is gone, in no particular order. */
export function imagesOf(store: Store, dataSetId: number): ImageRow[] {
  return readAll(store, imageRowSchema, `${SELECT_COUNTING} WHERE data_set_id = ?`, [dataSetId]);
}

/** The images of a data set whose files are there, one by one, in order of path by bytes of UTF-8. */
export function eachImage(store: Store, dataSetId: number): Generator<ImageRow> {
  return readEach(store, imageRowSchema, `${SELECT_COUNTING} WHERE data_set_id = ? AND gone = 0 ORDER BY images.path`, [dataSetId]);
}

const hashedRowSchema = z.object({
  path: z.string(),
  sha256: z.string(),
  class: z.string().nullable(),
  split: splitSchema,
  mask: z.string().nullable(),
});

/** What the hash of a data set is made of, in order of path by bytes of UTF-8; `mask`: the SHA-256 of the one that counts. */
export function eachHashedImage(store: Store, dataSetId: number): Generator<z.output<typeof hashedRowSchema>> {
  return readEach(
    store,
    hashedRowSchema,
    `SELECT images.path, images.sha256, class, split, masks.sha256 AS mask
     FROM images LEFT JOIN masks ON masks.image_id = images.id AND masks.origin = ${COUNTING_ORIGIN}
     WHERE data_set_id = ? AND gone = 0 ORDER BY images.path`,
    [dataSetId],
  );
}

/** One image with the mask that counts, or undefined. */
export function findImage(store: Store, imageId: number): ImageRow | undefined {
  return readOne(store, imageRowSchema, `${SELECT_COUNTING} WHERE images.id = ?`, [imageId]);
}

/** The image of this path with the mask that counts, or undefined. */
export function findImageByPath(store: Store, dataSetId: number, path: string): ImageRow | undefined {
  return readOne(store, imageRowSchema, `${SELECT_COUNTING} WHERE data_set_id = ? AND images.path = ?`, [dataSetId, path]);
}

/** What an import knows of a path: the image with the lab's own mask, whatever was drawn or proposed since; or undefined. */
export function knownImage(store: Store, dataSetId: number, path: string): ImageRow | undefined {
  return readOne(store, imageRowSchema, `${selectImages(`'lab'`)} WHERE data_set_id = ? AND images.path = ?`, [dataSetId, path]);
}

const pathRowSchema = z.object({ id: z.int(), path: z.string() });

/** Id and path of the images that were there at the last import, one by one, in order of path by bytes of UTF-8. */
export function eachPresentPath(store: Store, dataSetId: number): Generator<{ id: number; path: string }> {
  return readEach(store, pathRowSchema, 'SELECT id, path FROM images WHERE data_set_id = ? AND gone = 0 ORDER BY path', [dataSetId]);
}

/** Adds an image, or brings the one of the same path up to date; its id stays. @returns the id */
export function saveImage(store: Store, dataSetId: number, image: ImageFacts): number {
  const { path, sha256, bytes, modified, format, width, height, pages, split, group } = image;
  const saved = readOne(
    store,
    idSchema,
    `INSERT INTO images (data_set_id, path, sha256, bytes, modified, format, width, height, pages, class, split, group_key)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (data_set_id, path) DO UPDATE SET sha256 = excluded.sha256, bytes = excluded.bytes, modified = excluded.modified,
       format = excluded.format, width = excluded.width, height = excluded.height, pages = excluded.pages, class = excluded.class,
       split = excluded.split, group_key = excluded.group_key, gone = 0
     RETURNING id`,
    [dataSetId, path, sha256, bytes, modified, format, width, height, pages, image.class, split, group],
  );
  if (saved === undefined) throw new SmearlabError('internal', `The image ${path} was not stored.`);
  return saved.id;
}

const idSchema = z.object({ id: z.int() });

/** Whether the data set has any row, so that a first import need not ask for each image. */
export function hasImages(store: Store, dataSetId: number): boolean {
  return readOne(store, idSchema, 'SELECT id FROM images WHERE data_set_id = ? LIMIT 1', [dataSetId]) !== undefined;
}

/** Sets where an image belongs, without its file having been read again. */
export function placeImage(store: Store, imageId: number, place: ImagePlace): void {
  write(store, 'UPDATE images SET class = ?, split = ?, group_key = ?, gone = 0 WHERE id = ?', [
    ...[place.class, place.split, place.group, imageId],
  ]);
}

/** Takes images whose files are gone out of their data set; the rows stay for the predictions that point at them. */
export function markGone(store: Store, imageIds: readonly number[]): void {
  store.transaction(() => {
    for (const id of imageIds) write(store, 'UPDATE images SET gone = 1 WHERE id = ?', [id]);
  });
}

const countSchema = z.object({ class: z.string().nullable(), split: splitSchema, count: z.int() });

/** How many images of each class and split a data set has. */
export function countImages(store: Store, dataSetId: number): z.output<typeof countSchema>[] {
  const sql = 'SELECT class, split, count(*) AS count FROM images WHERE data_set_id = ? AND gone = 0 GROUP BY class, split';
  return readAll(store, countSchema, sql, [dataSetId]);
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
