/** A copy of the database beside it, made before a migration touches it. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type Database from 'better-sqlite3';

/** Where copies of the database `file` lie. */
export function backupFolder(file: string): string {
  return join(dirname(file), 'backups');
}

/** `smearlab-version-1.db`, or the first free `smearlab-version-1-2.db`, …: a backup is never overwritten. */
function freeName(file: string, version: number): string {
  const extension = extname(file);
  const stem = `${basename(file, extension)}-version-${version}`;
  for (let number = 1; ; number++) {
    const name = join(backupFolder(file), `${stem}${number === 1 ? '' : `-${number}`}${extension}`);
    if (!existsSync(name)) return name;
  }
}

/**
 * Copies an open database, with what is still in its write-ahead log, whole or not at all.
 * @returns the file of the copy
 * @throws what SQLite or the disk throws; then no copy is left and the database is as it was
 */
export function backUp(database: Database.Database, file: string, version: number): string {
  const target = freeName(file, version);
  const part = `${target}.${process.pid}.part`;
  try {
    mkdirSync(backupFolder(file), { recursive: true });
    rmSync(part, { force: true });
    database.prepare('VACUUM INTO ?').run(part);
    renameSync(part, target);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  return target;
}
