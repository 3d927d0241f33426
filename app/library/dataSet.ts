/** A data set as the rest of the application sees it, and the hash that says two of them are the same. */
import { createHash } from 'node:crypto';
import type { DataSetRole, Split } from '../contract/words.ts';
import { findDataSet, warningsOf } from '../store/dataSets.ts';
import { type ImageRow, imagesOf } from '../store/images.ts';
import type { Store } from '../store/store.ts';

export type LibraryMask = {
  readonly path: string;
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
  /** Its grey levels in ascending order, such as 0, 128, 255. */
  readonly levels: readonly number[];
};

/** Paths are relative to the data set's root, with `/` between folders on every system. */
export type LibraryImage = {
  readonly id: number;
  readonly sha256: string;
  readonly path: string;
  /** null where the data set has no labels. */
  readonly class: string | null;
  readonly split: Split;
  readonly width: number;
  readonly height: number;
  readonly mask: LibraryMask | null;
};

export type ImportedDataSet = {
  readonly id: number;
  readonly role: DataSetRole;
  readonly root: string;
  readonly hash: string;
  /** Every class that has an image in any split, sorted by name; empty where the data set has no labels. */
  readonly classes: readonly string[];
  /** Sorted by path. */
  readonly images: readonly LibraryImage[];
  readonly warnings: readonly string[];
};

/** Orders by code unit, so that it is the same on every machine and in every language. */
export function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** SHA-256 over (path, image, class, split, mask) of every image, sorted by path: it does not depend on where the data set lies. */
export function hashDataSet(images: readonly Pick<LibraryImage, 'path' | 'sha256' | 'class' | 'split' | 'mask'>[]): string {
  const hash = createHash('sha256');
  for (const image of [...images].sort((a, b) => byName(a.path, b.path))) {
    hash.update(`${JSON.stringify([image.path, image.sha256, image.class, image.split, image.mask?.sha256 ?? null])}\n`);
  }
  return hash.digest('hex');
}

/** The classes of these images, sorted by name. */
export function classesOf(images: readonly Pick<LibraryImage, 'class'>[]): string[] {
  return [...new Set(images.flatMap((image) => (image.class === null ? [] : [image.class])))].sort(byName);
}

/** The images of rows whose files are there, sorted by path. */
export function presentImages(rows: readonly ImageRow[]): LibraryImage[] {
  return rows
    .filter((row) => !row.gone)
    .map((row) => ({
      id: row.id,
      sha256: row.sha256,
      path: row.path,
      class: row.class,
      split: row.split,
      width: row.width,
      height: row.height,
      mask: row.mask && {
        path: row.mask.path,
        sha256: row.mask.sha256,
        width: row.mask.width,
        height: row.mask.height,
        levels: row.mask.levels,
      },
    }))
    .sort((a, b) => byName(a.path, b.path));
}

/** The data set of a role as its last import left it, without a look at the disk; undefined before a first finished import. */
export function loadDataSet(store: Store, role: DataSetRole): ImportedDataSet | undefined {
  const row = findDataSet(store, role);
  if (row === undefined || row.hash === null) return undefined;
  const { id, root, hash, classes } = row;
  return { id, role, root, hash, classes, images: presentImages(imagesOf(store, id)), warnings: warningsOf(store, id) };
}
