/** Masks drawn or corrected by hand: kept in the data folder beside the lab's own, which are never touched. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SmearlabError, writeFailure } from '../contract/failure.ts';
import { type DataSetRow, setDataSetHash } from '../store/dataSets.ts';
import type { ImageRow } from '../store/images.ts';
import { type MaskFacts, saveMask } from '../store/masks.ts';
import { type LibraryMask, storedHash } from './dataSet.ts';
import { imageFormat } from './decode.ts';
import { maskFacts } from './import/examine.ts';
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
 * @throws SmearlabError unreadable-mask, image-size, disk-full, not-writable
 */
export async function saveDrawnMask({ store, folder }: Library, dataSet: DataSetRow, image: ImageRow, bytes: Buffer): Promise<MaskFacts> {
  const facts = await maskFacts(bytes, 'drawn', image, null);
  const digest = createHash('sha256').update(bytes).digest('hex');
  const path = `masks/${image.sha256.slice(0, 2)}/${image.sha256}-${digest.slice(0, 16)}.${await imageFormat(bytes, 'drawn')}`;
  await writeWhole(join(folder.root, path), bytes);
  const saved = { ...facts, path };
  store.transaction(() => {
    saveMask(store, image.id, 'drawn', saved);
    if (dataSet.hash !== null) setDataSetHash(store, dataSet.id, storedHash(store, dataSet.id).hash);
  });
  return saved;
}

/** Takes a drawn mask back, so that the lab's counts again; its file is kept. */
export function forgetDrawnMask({ store }: Library, dataSet: DataSetRow, imageId: number): void {
  store.transaction(() => {
    saveMask(store, imageId, 'drawn', null);
    if (dataSet.hash !== null) setDataSetHash(store, dataSet.id, storedHash(store, dataSet.id).hash);
  });
}

/** Written whole or not at all; a file of this name has this content already. */
async function writeWhole(file: string, bytes: Buffer): Promise<void> {
  if (existsSync(file)) return;
  const part = `${file}.${process.pid}.part`;
  try {
    await mkdir(join(file, '..'), { recursive: true });
    const handle = await open(part, 'w');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw writeFailure(error, file);
  }
}

/**
 * The masked copy of an image, image × mask on black, as RGB [size, size, 3].
 * @throws SmearlabError wrong-usage for an image without a mask, and what reading the two throws
 */
export async function maskedCopy(folder: DataFolder, dataSet: DataSetRow, image: ImageRow, size: number): Promise<Uint8Array> {
  if (image.mask === null) {
    throw new SmearlabError('wrong-usage', `The image ${image.path} has no mask. Draw one, and keep it with smearlab masks save.`);
  }
  return readMaskedCopy(join(dataSet.root, image.path), maskFile(folder, dataSet, image.mask), size);
}
