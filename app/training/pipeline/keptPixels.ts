/** One file of the disk cache: a digest, then the decoded pixels. Whatever is not exactly that is as if it were not there. */
import { createHash } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { threadId } from 'node:worker_threads';
import { DECODING } from '../../library/pixels.ts';

const DIGEST = 32;
export const PART = '.part';
let parts = 0;

/** Bytes of the file of a picture. */
export function keptBytes(size: number): number {
  return DIGEST + 3 * size * size;
}

/** The pixels [size, size, 3]; undefined where there are none, they are damaged, or were decoded by other means than today's. */
export async function readKept(file: string, size: number): Promise<Uint8Array | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch {
    // Not there, or not to be read: the image itself is, and says what is wrong if it is not.
    return undefined;
  }
  if (bytes.byteLength !== keptBytes(size)) return undefined;
  const pixels = bytes.subarray(DIGEST);
  return digestOf(pixels).equals(bytes.subarray(0, DIGEST)) ? pixels : undefined;
}

/**
 * Whole or not at all: written beside its place, then renamed. It is not flushed, because after a power cut the digest tells.
 * @returns whether it is written; a disk that is full or read-only is no reason to stop a training
 */
export async function writeKept(file: string, pixels: Uint8Array): Promise<boolean> {
  const part = `${file}.${process.pid}-${threadId}-${parts++}${PART}`;
  try {
    await writeFile(part, Buffer.concat([digestOf(pixels), pixels]));
    await rename(part, file);
    return true;
  } catch {
    await rm(part, { force: true }).catch(() => undefined);
    return false;
  }
}

function digestOf(pixels: Uint8Array): Buffer {
  return createHash('sha256').update(DECODING).update(pixels).digest();
}
