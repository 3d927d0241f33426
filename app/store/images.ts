/** Images as the database knows them, with the mask that counts. */
import { z } from 'zod';
import { SmearlabError } from '../contract/failure.ts';
import { type MaskOrigin, type MaskStanding, maskOriginSchema, maskStandingSchema } from '../contract/library.ts';
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

/**
 * Where an image belongs. `class`: where it is saved, the one that its folder or list gives it. `group`: the smear or patient it comes from,
 * null where that is not known.
 */
export type ImagePlace = { readonly class: string | null; readonly split: Split; readonly group: string | null };

export type ImageRow = ImageFacts & {
  readonly id: number;
  readonly dataSetId: number;
  /** The class that its folder or list gives it; `class` is another one where a person gave it that. */
  readonly foundClass: string | null;
  /** The file was no longer there at the last import. */
  readonly gone: boolean;
  /** What its best mask is; null where it has none. */
  readonly standing: MaskStanding | null;
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
  dataSetId: z.int(),
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
  foundClass: z.string().nullable(),
  group: z.string().nullable(),
  gone: flagColumn,
  standing: maskStandingSchema.nullable(),
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
  `SELECT images.id, data_set_id AS dataSetId, images.path, images.sha256, images.bytes, images.modified, format, images.width,
     images.height, pages, class, found_class AS foundClass, split, group_key AS "group", gone, images.mask AS standing, masks.origin AS mask_origin, masks.path AS mask_path, masks.sha256 AS mask_sha256,
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

/** One image with the mask that counts, or undefined. */
export function findImage(store: Store, imageId: number): ImageRow | undefined {
  return readOne(store, imageRowSchema, `${SELECT_COUNTING} WHERE images.id = ?`, [imageId]);
}

/** The image of this path with the mask that counts, or undefined. */
export function findImageByPath(store: Store, dataSetId: number, path: string): ImageRow | undefined {
  return readOne(store, imageRowSchema, `${SELECT_COUNTING} WHERE data_set_id = ? AND images.path = ?`, [dataSetId, path]);
}

const placedSchema = z.object({ dataSetId: z.int(), path: z.string(), sha256: z.string() });

/** Where an image of these bytes lies, or undefined; of several the one imported first. */
export function findImageBySha256(store: Store, sha256: string): z.output<typeof placedSchema> | undefined {
  const sql = 'SELECT data_set_id AS dataSetId, path, sha256 FROM images WHERE sha256 = ? AND gone = 0 ORDER BY id LIMIT 1';
  return readOne(store, placedSchema, sql, [sha256]);
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

/** SQL: the class that counts from now on, where the folder or list gives an image another one: a label given by a person stays. */
const classUnlessRelabelled = (found: string) =>
  `CASE WHEN EXISTS (SELECT 1 FROM relabelled_images WHERE image_id = images.id) THEN images.class ELSE ${found} END`;

/** Adds an image, or brings the one of the same path up to date; its id stays. @returns the id */
export function saveImage(store: Store, dataSetId: number, image: ImageFacts): number {
  const { path, sha256, bytes, modified, format, width, height, pages, split, group } = image;
  const saved = readOne(
    store,
    idSchema,
    `INSERT INTO images (data_set_id, path, sha256, bytes, modified, format, width, height, pages, class, found_class, split, group_key)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (data_set_id, path) DO UPDATE SET sha256 = excluded.sha256, bytes = excluded.bytes, modified = excluded.modified,
       format = excluded.format, width = excluded.width, height = excluded.height, pages = excluded.pages,
       class = ${classUnlessRelabelled('excluded.found_class')}, found_class = excluded.found_class,
       split = excluded.split, group_key = excluded.group_key, gone = 0
     RETURNING id`,
    [dataSetId, path, sha256, bytes, modified, format, width, height, pages, image.class, image.class, split, group],
  );
  if (saved === undefined) throw new SmearlabError('internal', `The image ${path} was not stored.`);
  return saved.id;
}

const idSchema = z.object({ id: z.int() });

/** Whether the data set has any row, so that a first import need not ask for each image. */
export function hasImages(store: Store, dataSetId: number): boolean {
  return readOne(store, idSchema, 'SELECT id FROM images WHERE data_set_id = ? LIMIT 1', [dataSetId]) !== undefined;
}

/** Sets where an image belongs by its folder or list, without its file having been read again. */
export function placeImage(store: Store, imageId: number, place: ImagePlace): void {
  write(
    store,
    `UPDATE images SET class = ${classUnlessRelabelled('?')}, found_class = ?, split = ?, group_key = ?, gone = 0 WHERE id = ?`,
    [place.class, place.class, place.split, place.group, imageId],
  );
}

/** Takes images whose files are gone out of their data set; the rows stay for the predictions that point at them. */
export function markGone(store: Store, imageIds: readonly number[]): void {
  store.transaction(() => {
    for (const id of imageIds) write(store, 'UPDATE images SET gone = 1 WHERE id = ?', [id]);
  });
}
