/** A data set as the rest of the application sees it, and the hash that says two of them are the same. */
import { createHash } from 'node:crypto';
import type { MaskOrigin } from '../contract/library.ts';
import type { Split } from '../contract/words.ts';
import { findDataSet, warningsOf } from '../store/dataSets.ts';
import { eachHashedImage, eachImage, type ImageRow } from '../store/images.ts';
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

type Hashed = Pick<LibraryImage, 'path' | 'sha256' | 'class' | 'split'> & { readonly mask: { readonly sha256: string } | null };

function hashLine({ path, sha256, class: name, split, mask }: Hashed): string {
  return `${JSON.stringify([path.normalize('NFC'), sha256, name, split, mask?.sha256 ?? null])}\n`;
}

/**
 * SHA-256 over (path, image, class, split, mask) of every image, sorted by path: it does not depend on where the data set lies, nor
 * on the system. Paths are taken in Unicode's composed form, because some systems hand them out decomposed.
 */
export function hashDataSet(images: readonly Hashed[]): string {
  const lines = images.map((image) => ({ path: image.path.normalize('NFC'), line: hashLine(image) }));
  const hash = createHash('sha256');
  for (const { line } of lines.sort((a, b) => byName(a.path, b.path))) hash.update(line);
  return hash.digest('hex');
}

/**
 * The hash of a data set as it is in the database, and how many of its images have a mask. The database's order is that of the hash
 * but for rare letters; then the images are sorted here, else they pass one by one.
 */
export function storedHash(store: Store, dataSetId: number): { readonly hash: string; readonly masks: number } {
  const hash = createHash('sha256');
  let [last, masks, isInOrder] = ['', 0, true];
  for (const { mask, ...image } of eachHashedImage(store, dataSetId)) {
    const composed = image.path.normalize('NFC');
    if (composed < last) isInOrder = false;
    last = composed;
    if (mask !== null) masks++;
    if (isInOrder) hash.update(hashLine({ ...image, mask: maskOf(mask) }));
  }
  if (isInOrder) return { hash: hash.digest('hex'), masks };
  const images = Array.from(eachHashedImage(store, dataSetId), (image) => ({ ...image, mask: maskOf(image.mask) }));
  return { hash: hashDataSet(images), masks };
}

function maskOf(sha256: string | null): Hashed['mask'] {
  return sha256 === null ? null : { sha256 };
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
