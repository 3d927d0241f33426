/** Files that are there whole or not at all, also after a power cut. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeFailure } from '../contract/failure.ts';

/**
 * Writes to a temporary file beside it, flushed to the disk, then renamed over what stood there.
 * @throws SmearlabError `disk-full`, `not-writable`; the file that stood there before is untouched then
 */
export function writeWholeFile(file: string, pieces: Iterable<Uint8Array>): void {
  const temporary = `${file}.${process.pid}.part`;
  try {
    writeFlushed(temporary, pieces);
    renameSync(temporary, file);
    flushFolder(dirname(file));
  } catch (error) {
    removeIfAny(temporary);
    throw writeFailure(error, file);
  }
}

/** Writes a file in its place and waits until it is on the disk. Throws what the system throws. */
export function writeFlushed(file: string, pieces: Iterable<Uint8Array>): void {
  const handle = openSync(file, 'w');
  try {
    for (const piece of pieces) for (let at = 0; at < piece.byteLength; ) at += writeSync(handle, piece, at);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Makes a rename in it last through a power cut; not every system lets a folder be opened (Windows), and there it is not needed. */
export function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Takes away a temporary file or folder on the way out of a failed write. */
export function removeIfAny(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // It throws for impossible paths even with `force`; why the write failed is what counts.
  }
}
