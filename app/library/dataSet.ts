/** A data set as the rest of the application sees it. */
import type { MaskOrigin } from '../contract/library.ts';
import type { Split } from '../contract/words.ts';
import { findDataSet, warningsOf } from '../store/dataSets.ts';
import { eachImage, type ImageRow } from '../store/images.ts';
import type { Store } from '../store/store.ts';

export type LibraryMask = {
  /** The lab's: relative to the data set's root. Others: relative to the data folder. */
  readonly path: string;
  /** A proposed one is accepted. */
  readonly origin: MaskOrigin;
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
  readonly name: string;
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

/** An image as the rest of the application sees it. */
export function libraryImage({ id, sha256, path, class: name, split, width, height, mask }: ImageRow): LibraryImage {
  const seen = mask && {
    ...{ path: mask.path, origin: mask.origin, sha256: mask.sha256, width: mask.width, height: mask.height, levels: mask.levels },
  };
  return { id, sha256, path, class: name, split, width, height, mask: seen };
}

/** The data set of a name as its last import left it, without a look at the disk; undefined before a first finished import. */
export function loadDataSet(store: Store, name: string): ImportedDataSet | undefined {
  const row = findDataSet(store, name);
  if (row === undefined || row.hash === null) return undefined;
  const { id, root, hash, classes } = row;
  const images = [...eachImage(store, id)].map(libraryImage).sort((a, b) => byName(a.path, b.path));
  return { id, name, root, hash, classes, images, warnings: warningsOf(store, id) };
}
