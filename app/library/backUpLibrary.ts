/** Copies of a library: its database and the masks kept in it. The images are the lab's own, thumbnails can be made again. */
import { constants, existsSync, mkdirSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { errorCode, SmearlabError, writeFailure } from '../contract/failure.ts';
import type { OnProgress } from '../contract/progress.ts';
import type { Backup } from '../contract/settings.ts';
import { databaseFailure } from '../store/store.ts';
import type { DataFolder, Library } from './library.ts';

export type BackupRequest = {
  /** Another folder, such as one on another disk; null: `backups` in the data folder. */
  readonly into: string | null;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
};

const STOPPED = 'The backup was stopped; nothing of it was kept.';

function backupsFolder({ root }: DataFolder): string {
  return join(root, 'backups');
}

/** Of two backups in one second, or at once, the second gets a number. */
function freeName(name: string): string {
  for (let number = 1; ; number++) {
    const tried = number === 1 ? name : `${name}-${number}`;
    if (!existsSync(tried) && !existsSync(partOf(tried))) return tried;
  }
}

function partOf(target: string): string {
  return `${target}.${process.pid}.part`;
}

/**
 * Copies the library into a new folder named by the time, whole or not at all. The database goes page by page, so that other work goes on
 * meanwhile; what is written until the last page is in the copy. Masks are copied after it: none that it names is missing, because no
 * mask's file is ever changed or deleted.
 * @throws SmearlabError stopped, disk-full, not-writable
 */
export async function backUpLibrary({ folder, store }: Library, { into, onProgress, signal }: BackupRequest): Promise<Backup> {
  const madeAt = new Date();
  const target = freeName(join(into ?? backupsFolder(folder), `smearlab-${madeAt.toISOString().replaceAll(':', '-').slice(0, 19)}`));
  const part = partOf(target);
  const tell = (done: number, total: number) =>
    onProgress({ task: 'Backup', stage: basename(target), done, total, unit: 'files', perSecond: null, secondsLeft: null });
  try {
    // At once, so that the name is taken when the next backup looks for one.
    mkdirSync(part, { recursive: true });
    tell(0, 1);
    await store.database.backup(join(part, basename(folder.database)));
    const masks = await filesUnder(folder.masks);
    for (const [index, file] of masks.entries()) {
      if (signal.aborted) throw new SmearlabError('stopped', STOPPED);
      const copy = join(part, relative(folder.root, file));
      await mkdir(dirname(copy), { recursive: true });
      await copyFile(file, copy, constants.COPYFILE_FICLONE);
      tell(index + 1, masks.length + 1);
    }
    await rename(part, target);
  } catch (error) {
    // Why it failed is what a person must hear, not that nothing could be cleared away.
    await rm(part, { recursive: true, force: true }).catch(() => undefined);
    throw writeFailure(databaseFailure(error, target), target);
  }
  return { file: target, bytes: await sizeOf(target), madeAt: madeAt.toISOString() };
}

/** What lies in the data folder's own `backups`, newest first: those made by a person, and the copies from before migrations. */
export async function listBackups(folder: DataFolder): Promise<Backup[]> {
  const names = (await namesIn(backupsFolder(folder))).filter((name) => /^smearlab-.+(?<!\.part)$/.test(name) && !/-(wal|shm)$/.test(name));
  const backups = await Promise.all(
    names.map(async (name): Promise<Backup> => {
      const file = join(backupsFolder(folder), name);
      return { file, bytes: await sizeOf(file), madeAt: (await stat(file)).mtime.toISOString() };
    }),
  );
  return backups.sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1));
}

/** Bytes of a file, or of all files under a folder; 0 where there is none. */
export async function sizeOf(path: string): Promise<number> {
  let bytes = 0;
  for (const file of await filesUnder(path)) bytes += (await stat(file)).size;
  return bytes;
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw writeFailure(error, folder);
  });
}

/** A file itself, or all files under a folder. */
async function filesUnder(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return [];
  if (found.isFile()) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
