/** Files of masks in the data folder. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFailure } from '../contract/failure.ts';
import type { DataFolder } from './library.ts';

/**
 * Keeps a mask's file, named by the image it is of and by what is in it, so that none is ever written over.
 * @param image the SHA-256 of the image @param format as its file name ends @returns its path in the data folder
 * @throws SmearlabError disk-full, not-writable
 */
export async function keepMask(folder: DataFolder, image: string, bytes: Buffer, format: string): Promise<string> {
  const digest = createHash('sha256').update(bytes).digest('hex');
  const path = `masks/${image.slice(0, 2)}/${image}-${digest.slice(0, 16)}.${format}`;
  await writeWhole(join(folder.root, path), bytes);
  return path;
}

let parts = 0;

/** Written whole or not at all; a file of this name has this content already. */
async function writeWhole(file: string, bytes: Buffer): Promise<void> {
  if (existsSync(file)) return;
  // Images with the same bytes may be written at the same time.
  const part = `${file}.${process.pid}-${++parts}.part`;
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
