/** Masks drawn or corrected by hand: kept in the data folder beside the lab's own, which are never touched. */
import { join } from 'node:path';
import { SmearlabError } from '../contract/failure.ts';
import { markChanged } from '../store/dataSetHash.ts';
import type { DataSetRow } from '../store/dataSets.ts';
import { findImage, type ImageRow } from '../store/images.ts';
import { type MaskFacts, saveMask } from '../store/masks.ts';
import type { LibraryMask } from './dataSet.ts';
import { imageFormat } from './imageHeader.ts';
import { maskFacts } from './import/examine.ts';
import { keepMask } from './keptMasks.ts';
import type { DataFolder, Library } from './library.ts';
import { readMaskedCopy } from './pixels.ts';

/** Where a mask lies on the disk. */
export function maskFile(folder: DataFolder, dataSet: Pick<DataSetRow, 'root'>, mask: Pick<LibraryMask, 'origin' | 'path'>): string {
  return join(mask.origin === 'lab' ? dataSet.root : folder.root, mask.path);
}

/**
 * Keeps a mask that a person drew for an image, from now on in place of the lab's. Its file is named by what it is of and what is in
 * it, so an earlier correction is never written over either.
 * @param bytes an image file whose bright pixels are the cell
 * @throws SmearlabError unreadable-mask, image-size, changed-file, disk-full, not-writable
 */
export async function saveDrawnMask({ store, folder }: Library, image: ImageRow, bytes: Buffer): Promise<MaskFacts> {
  const facts = await maskFacts(bytes, 'drawn', image, null);
  const saved = { ...facts, path: await keepMask(folder, image.sha256, bytes, await imageFormat(bytes, 'drawn')) };
  store.transaction(() => {
    // An import may have found another picture there while the file was written.
    if (findImage(store, image.id)?.sha256 !== image.sha256) {
      throw new SmearlabError(
        'changed-file',
        `The image ${image.path} has been replaced by another one. Look at it, and draw its mask anew.`,
        {
          file: image.path,
        },
      );
    }
    saveMask(store, image.id, 'drawn', saved);
    markChanged(store, image.dataSetId);
  });
  return saved;
}

/** Takes a drawn mask back, so that the lab's counts again; its file is kept. */
export function forgetDrawnMask({ store }: Library, image: Pick<ImageRow, 'id' | 'dataSetId'>): void {
  store.transaction(() => {
    saveMask(store, image.id, 'drawn', null);
    markChanged(store, image.dataSetId);
  });
}

/**
 * The masked copy of an image, image × mask on black, as RGB [size, size, 3].
 * @throws SmearlabError wrong-usage for an image without a mask, and what reading the two throws
 */
export async function maskedCopy(folder: DataFolder, dataSet: DataSetRow, image: ImageRow, size: number): Promise<Uint8Array> {
  if (image.mask === null) {
    throw new SmearlabError(
      'wrong-usage',
      `The image ${image.path} has no mask that counts. Draw one and keep it with smearlab masks save, or let one be proposed.`,
    );
  }
  return readMaskedCopy(join(dataSet.root, image.path), maskFile(folder, dataSet, image.mask), size);
}
