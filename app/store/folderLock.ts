/**
 * One study per output folder, one import per library: an exclusive lock that the operating system lets go when its process dies,
 * however it dies. It is SQLite's own file lock on an empty database `study.lock`, `library.lock` or `slide.lock`, which works alike on Linux,
 * macOS and Windows.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { errorCode, SmearlabError, writeFailure } from '../contract/failure.ts';

export type FolderLock = { readonly folder: string; release(): void };

/** What goes on in a folder that only one process may do. */
export type LockedWork = 'study' | 'library' | 'slide';

const IN_USE: Readonly<Record<LockedWork, (folder: string) => string>> = {
  study: (folder) => `Another study is running in ${folder}. Wait until it has ended, or choose another output folder with --out.`,
  slide: (folder) => `Another command is classifying into ${folder}. Wait until it has ended, or choose another output folder with --out.`,
  library: (folder) => `Another command is changing the library ${folder}. Wait until it has ended, or name another one with --library.`,
};
/** Long enough to wait out somebody who only looks whether the folder is locked. */
const LOCK_WAIT_MS = 500;

function isBusy(error: unknown): boolean {
  return errorCode(error)?.startsWith('SQLITE_BUSY') ?? false;
}

/**
 * Locks an output folder for this process until `release` or its end; the folder is made when missing.
 * Never open the lock's file by other means in this process: on POSIX, closing any handle of a file drops its locks.
 * @throws SmearlabError in-use when another process holds the folder, not-writable or disk-full when the lock cannot be written.
 */
export function lockFolder(folder: string, work: LockedWork = 'study'): FolderLock {
  const file = join(folder, `${work}.lock`);
  let database: Database.Database | undefined;
  try {
    mkdirSync(folder, { recursive: true });
    database = new Database(file, { timeout: LOCK_WAIT_MS });
    database.pragma('locking_mode = EXCLUSIVE');
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database?.close();
    if (!isBusy(error)) throw writeFailure(error, file);
    throw new SmearlabError('in-use', IN_USE[work](folder), { file: folder, cause: error });
  }
  const held = database;
  return {
    folder,
    release: () => {
      if (held.open) held.close();
    },
  };
}

/** Whether a living process holds the folder's lock; it changes nothing and also works in a folder one may only read. */
export function isFolderLocked(folder: string, work: LockedWork = 'study'): boolean {
  const file = join(folder, `${work}.lock`);
  if (!existsSync(file)) return false;
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { readonly: true, fileMustExist: true, timeout: 0 });
    database.prepare('SELECT count(*) FROM sqlite_master').get();
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw writeFailure(error, file);
  } finally {
    database?.close();
  }
}
