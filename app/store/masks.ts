/** Masks as the database knows them: up to one of each origin for an image, of which one counts. */
import { z } from 'zod';
import { type MaskCoverage, type MaskOrigin, maskCoverageSchema, maskOriginSchema, proposalStateSchema } from '../contract/library.ts';
import { jsonColumn, readAll, readEach, readOne, write } from './rows.ts';
import type { Store } from './store.ts';

export const maskFactsSchema = z
  .strictObject({
    /** The lab's: relative to the data set's root. Others: relative to the data folder. */
    path: z.string(),
    sha256: z.string(),
    bytes: z.int(),
    /** In ms; null when the file must be read again. */
    modified: z.number().nullable(),
    width: z.int(),
    height: z.int(),
    /** Its grey levels in ascending order, such as 0, 128, 255. */
    levels: z.array(z.number()).readonly(),
    /** Share of the pixels that are foreground; null where it was never counted. */
    foreground: z.number().nullable(),
  })
  .readonly();
export type MaskFacts = z.output<typeof maskFactsSchema>;

/** A row of the database. */
const maskRowSchema = z.object({
  path: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  modified: z.number().nullable(),
  width: z.int(),
  height: z.int(),
  levels: jsonColumn(z.array(z.number())),
  foreground: z.number().nullable(),
});

/** SQL: the origin of the mask of an image that counts; null where none does. */
export const COUNTING_ORIGIN = countingOrigin('images.mask');

function countingOrigin(standing: string): string {
  return `CASE ${standing} WHEN 'proposed' THEN NULL WHEN 'accepted' THEN 'proposed' ELSE ${standing} END`;
}

const FACTS = 'path, sha256, bytes, modified, width, height, levels, foreground';

/** The image's mask of this origin, or undefined. */
export function findMask(store: Store, imageId: number, origin: MaskOrigin): MaskFacts | undefined {
  return readOne(store, maskRowSchema, `SELECT ${FACTS} FROM masks WHERE image_id = ? AND origin = ?`, [imageId, origin]);
}

/**
 * Gives an image its mask of this origin, in place of the one it had; null takes it away. Which one counts is settled with it; a
 * proposed one waits for a person.
 */
export function saveMask(store: Store, imageId: number, origin: MaskOrigin, mask: MaskFacts | null): void {
  store.transaction(() => {
    if (mask === null) write(store, 'DELETE FROM masks WHERE image_id = ? AND origin = ?', [imageId, origin]);
    else {
      const { path, sha256, bytes, modified, width, height, levels, foreground } = mask;
      const state = origin === 'proposed' ? 'proposed' : null;
      write(store, `INSERT OR REPLACE INTO masks (image_id, origin, state, ${FACTS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, [
        ...[imageId, origin, state, path, sha256, bytes, modified, width, height, JSON.stringify(levels), foreground],
      ]);
    }
    settleMask(store, imageId);
  });
}

/** Sets what an image's best mask is. The origins' names are in the order in which they count: 'drawn' < 'lab'. */
export function settleMask(store: Store, imageId: number): void {
  write(
    store,
    `UPDATE images SET (mask, mask_area) = (
       SELECT best, (SELECT CAST(round(foreground * 1e6) AS INTEGER) FROM masks
         WHERE image_id = images.id AND origin = ${countingOrigin('best')})
       FROM (SELECT coalesce(min(CASE WHEN origin <> 'proposed' THEN origin END), min(CASE WHEN state <> 'rejected' THEN state END)) AS best
         FROM masks WHERE image_id = images.id)) WHERE id = ?`,
    [imageId],
  );
}

const imageMaskSchema = z.object({
  sha256: z.string(),
  origin: maskOriginSchema,
  proposal: proposalStateSchema.nullable(),
  foreground: z.number().nullable(),
  levels: jsonColumn(z.array(z.number())),
});
export type ImageMask = z.output<typeof imageMaskSchema>;

/** All masks of an image: drawn, the lab's, proposed. */
export function masksOf(store: Store, imageId: number): ImageMask[] {
  const sql = 'SELECT origin, state AS proposal, sha256, foreground, levels FROM masks WHERE image_id = ? ORDER BY origin';
  return readAll(store, imageMaskSchema, sql, [imageId]);
}

const countedMaskSchema = z.object({
  path: z.string(),
  levels: jsonColumn(z.array(z.number())),
  width: z.int(),
  height: z.int(),
  image_width: z.int(),
  image_height: z.int(),
});
export type CountedMask = z.output<typeof countedMaskSchema>;

/** The lab's masks of a data set's images that are there, with the images' sizes, in order of the images' paths. */
export function eachLabMask(store: Store, dataSetId: number): Generator<CountedMask> {
  return readEach(
    store,
    countedMaskSchema,
    `SELECT masks.path, levels, masks.width, masks.height, images.width AS image_width, images.height AS image_height
     FROM images JOIN masks ON masks.image_id = images.id AND origin = 'lab'
     WHERE data_set_id = ? AND gone = 0 AND images.mask IS NOT NULL ORDER BY images.path`,
    [dataSetId],
  );
}

/** How many images of each class and split have a mask, by the origin of the one that counts. */
export function maskCoverage(store: Store, dataSetId: number): MaskCoverage[] {
  return readAll(
    store,
    maskCoverageSchema,
    `SELECT class, split, sum(images) AS images, sum(images * (mask IS 'drawn')) AS drawn, sum(images * (mask IS 'lab')) AS lab,
       sum(images * (mask IS 'accepted')) AS accepted, sum(images * (mask IS 'proposed')) AS proposed,
       sum(area) / 1e6 / nullif(sum(measured), 0) AS meanForeground
     FROM image_counts WHERE data_set_id = ? AND images > 0
     GROUP BY class, split ORDER BY class, CASE split WHEN 'train' THEN 0 WHEN 'val' THEN 1 ELSE 2 END`,
    [dataSetId],
  );
}
