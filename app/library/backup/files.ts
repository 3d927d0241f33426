/** Files of a backup: which there are, and copying them while others write. */
import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { errorCode, SmearlabError, writeFailure } from '../../contract/failure.ts';

export async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw writeFailure(error, folder);
  });
}

/** A file itself, or all files under a folder. */
export async function filesUnder(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return [];
  if (found.isFile()) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Bytes of a file, or of all files under a folder, as far as they are still there; 0 where there is none. */
export async function sizeOf(path: string): Promise<number> {
  let bytes = 0;
  for (const file of await filesUnder(path)) bytes += (await stat(file).catch(() => undefined))?.size ?? 0;
  return bytes;
}

/** What is being written takes its own name only once it is whole. */
export function isWhole(file: string): boolean {
  return !file.endsWith('.part') && !basename(file).startsWith('.');
}

/** @param from @param to the folders that the file's place is relative to */
export async function copyInto(file: string, from: string, to: string): Promise<string> {
  const copy = join(to, relative(from, file));
  await mkdir(dirname(copy), { recursive: true });
  await copyFile(file, copy, constants.COPYFILE_FICLONE);
  return copy;
}

/** So often it is tried; a training writes once in an epoch. */
const MOST_TRIES = 20;

/**
 * Copies files as they were at one moment, though others replace them meanwhile: the checkpoints of a run belong together. Each is whole
 * anyway, because none is written in its place.
 * @throws SmearlabError in-use where they never hold still
 */
export async function copyTogether(files: readonly string[], from: string, to: string, copyOne = copyInto): Promise<string[]> {
  for (let tried = 1; tried <= MOST_TRIES; tried++) {
    const before = await state(files);
    const copies: string[] = [];
    for (const file of files) copies.push(await copyOne(file, from, to));
    if ((await state(files)) === before) return copies;
  }
  const [file = from] = files;
  throw new SmearlabError(
    'in-use',
    `The files in ${dirname(file)} change faster than they can be copied. Pause this training, then make the backup again.`,
    { file },
  );
}

async function state(files: readonly string[]): Promise<string> {
  const facts = await Promise.all(files.map((file) => stat(file, { bigint: true })));
  return facts.map(({ ino, mtimeNs, size }) => `${ino} ${mtimeNs} ${size}`).join('\n');
}
