/** Opens the one SQLite database of a data folder or study, brings it up to date, and turns what SQLite throws into sentences. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { errorCode, SmearlabError, writeFailure } from '../contract/failure.ts';
import { backUp } from './backup.ts';
import { MIGRATIONS } from './migrations/migrations.ts';

/** The database of a data folder or study; queries are functions over it, one file per subject. */
export type Store = {
  readonly file: string;
  readonly database: Database.Database;
  /** The statement of this SQL, prepared once. Not for one that is stepped through while others run: it would be busy. */
  statement(sql: string): Database.Statement<unknown[]>;
  /** All of `work`, or nothing of it; may be nested. What SQLite throws comes out as a SmearlabError. */
  transaction<T>(work: () => T): T;
  close(): void;
};

/** "SMLB": marks the file as ours, so that another program's database is never migrated. */
const APPLICATION_ID = 0x534d4c42;
const DAMAGED_CODES = new Set(['SQLITE_CORRUPT', 'SQLITE_NOTADB']);

/** What SQLite threw over `file` as a sentence: damage, someone else's lock, or a write that could not be done. */
export function databaseFailure(error: unknown, file: string): SmearlabError {
  if (error instanceof SmearlabError) return error;
  const code = errorCode(error) ?? '';
  if (DAMAGED_CODES.has(code) || code.startsWith('SQLITE_CORRUPT')) {
    return new SmearlabError(
      'damaged-database',
      `The database ${file} is damaged or no database. Put a backup in its place, or move it away to start anew; checkpoints are not affected.`,
      { file, cause: error },
    );
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new SmearlabError(
      'in-use',
      `The database ${file} is being written by another program. Wait until it has ended, then try again.`,
      {
        file,
        cause: error,
      },
    );
  }
  return writeFailure(error, file);
}

/**
 * Opens or creates the database at `file` (its folder is made when missing) and applies the migrations it lacks, each file after a
 * backup under `backups/` beside it. With `readonly` the file must be there; one of an older version is brought up to date first.
 * `isChecked`: this program has looked through it for damage already.
 * @throws SmearlabError missing-file, damaged-database, in-use, disk-full, not-writable, or wrong-usage for a database of a newer version.
 */
export function openStore(file: string, options: { readonly readonly?: boolean; readonly isChecked?: boolean } = {}): Store {
  const readonly = options.readonly ?? false;
  const inMemory = file === ':memory:';
  if (readonly && !existsSync(file)) {
    throw new SmearlabError('missing-file', `There is no database at ${file}. Name the folder of a library or study.`, { file });
  }
  let database: Database.Database | undefined;
  try {
    if (readonly && isOlder(file)) openStore(file).close();
    if (!readonly && !inMemory) mkdirSync(dirname(file), { recursive: true });
    database = new Database(file, { readonly, fileMustExist: readonly, timeout: 5000 });
    checkOwner(database, file);
    if (options.isChecked !== true) check(database);
    if (!readonly) prepare(database, file);
    database.pragma('foreign_keys = ON');
    return storeOver(database, file);
  } catch (error) {
    database?.close();
    throw databaseFailure(error, file);
  }
}

function check(database: Database.Database): void {
  if (database.pragma('quick_check(1)', { simple: true }) !== 'ok') {
    throw Object.assign(new Error('quick_check found damage'), { code: 'SQLITE_CORRUPT' });
  }
}

function prepare(database: Database.Database, file: string): void {
  database.pragma('journal_mode = WAL');
  // With WAL, NORMAL can lose the last transactions at a power cut, but never damages the file.
  database.pragma('synchronous = NORMAL');
  bringUpToDate(database, file);
}

/** Whether a database that is only to be read lacks migrations. One that is damaged or another program's is said by who opens it. */
function isOlder(file: string): boolean {
  const database = new Database(file, { readonly: true, fileMustExist: true, timeout: 5000 });
  try {
    const found = version(database);
    return found > 0 && found < MIGRATIONS.length;
  } finally {
    database.close();
  }
}

function version(database: Database.Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}

function checkOwner(database: Database.Database, file: string): void {
  const found = version(database);
  if (found > MIGRATIONS.length) {
    throw new SmearlabError(
      'wrong-usage',
      `${file} was written by a newer Smearlab (database version ${found}, this one knows ${MIGRATIONS.length}). Update Smearlab to open it.`,
      { file },
    );
  }
  const tables = Number(database.prepare('SELECT count(*) FROM sqlite_master').pluck().get());
  if (tables > 0 && Number(database.pragma('application_id', { simple: true })) !== APPLICATION_ID) {
    throw new SmearlabError('wrong-usage', `${file} is a database of another program. Choose another folder.`, { file });
  }
}

/** A database that has data in it is copied first; a copy that turns out not to be needed, because the migration failed, goes again. */
function bringUpToDate(database: Database.Database, file: string): void {
  const from = version(database);
  if (from === MIGRATIONS.length) return;
  const backup = from > 0 && file !== ':memory:' ? backUp(database, file, from) : undefined;
  try {
    migrate(database);
  } catch (error) {
    if (backup !== undefined) rmSync(backup, { force: true });
    throw error;
  }
}

/**
 * Each migration and the number that says it was applied are one transaction. Foreign keys are off meanwhile, so that a table can be
 * made anew under its old name without its rows' children being deleted, and are checked before it is committed.
 */
function migrate(database: Database.Database): void {
  database.pragma('foreign_keys = OFF');
  for (let next = version(database) + 1; next <= MIGRATIONS.length; next++) {
    const apply = database.transaction(() => {
      if (version(database) >= next) return;
      database.exec(MIGRATIONS[next - 1] ?? '');
      if (database.prepare('PRAGMA foreign_key_check').get() !== undefined) {
        throw Object.assign(new Error(`Migration ${next} found rows that point nowhere`), { code: 'SQLITE_CORRUPT' });
      }
      database.pragma(`application_id = ${APPLICATION_ID}`);
      database.pragma(`user_version = ${next}`);
    });
    apply.immediate();
  }
}

function storeOver(database: Database.Database, file: string): Store {
  const statements = new Map<string, Database.Statement<unknown[]>>();
  return {
    file,
    database,
    statement: (sql) => {
      const known = statements.get(sql);
      if (known !== undefined) return known;
      const prepared = database.prepare(sql);
      statements.set(sql, prepared);
      return prepared;
    },
    transaction: (work) => {
      try {
        return database.transaction(work).immediate();
      } catch (error) {
        throw databaseFailure(error, file);
      }
    },
    close: () => {
      if (database.open) database.close();
    },
  };
}
