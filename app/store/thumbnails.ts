/**
 * Small pictures of images, known by the SHA-256 of the image, in a database of their own beside the library's: a hundred thousand
 * of them in one file are written and read faster than as files, and can be thrown away at any time, because they are made again
 * from the images. So they are no part of a backup, and a damaged file is replaced.
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { databaseFailure } from './store.ts';

export type Thumbnail = { readonly sha256: string; readonly jpeg: Buffer };

export type Thumbnails = {
  readonly file: string;
  /** Keeps all of them or none; those that are there already stay as they are. */
  save(thumbnails: readonly Thumbnail[]): void;
  /** The JPEG file of an image's thumbnail, or undefined. */
  read(sha256: string): Buffer | undefined;
  has(sha256: string): boolean;
  close(): void;
};

export type ThumbnailReader = Pick<Thumbnails, 'read' | 'close'>;

/** "SMLT". */
const APPLICATION_ID = 0x534d4c54;
/** Raised when thumbnails are made otherwise: then all are made anew. */
const MAKING = 1;

/**
 * Opens or creates the thumbnails at `file`.
 * @throws SmearlabError in-use, not-writable, disk-full
 */
export function openThumbnails(file: string): Thumbnails {
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
    return over(openedOrAnew(file), file);
  } catch (error) {
    throw databaseFailure(error, file);
  }
}

function openedOrAnew(file: string): Database.Database {
  if (existsSync(file)) {
    const found = tryOpen(file);
    if (found !== undefined) return found;
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
  }
  const database = new Database(file, { timeout: 5000 });
  database.pragma('page_size = 8192');
  prepare(database);
  return database;
}

function prepare(database: Database.Database): void {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  // 4 MB of pages: enough for the index that is written all over; the pictures themselves pass once.
  database.pragma('cache_size = -4096');
  database.exec('CREATE TABLE IF NOT EXISTS thumbnails (id INTEGER PRIMARY KEY, sha256 BLOB NOT NULL UNIQUE, jpeg BLOB NOT NULL) STRICT');
  database.pragma(`application_id = ${APPLICATION_ID}`);
  database.pragma(`user_version = ${MAKING}`);
}

/** Undefined when the file is damaged, another program's or of another making. */
function tryOpen(file: string): Database.Database | undefined {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { timeout: 5000 });
    const isOurs = Number(database.pragma('application_id', { simple: true })) === APPLICATION_ID;
    if (isOurs && Number(database.pragma('user_version', { simple: true })) === MAKING) {
      database.prepare('SELECT max(id) FROM thumbnails').get();
      prepare(database);
      return database;
    }
    database.close();
    return undefined;
  } catch (error) {
    database?.close();
    if (databaseFailure(error, file).kind === 'damaged-database') return undefined;
    throw error;
  }
}

function over(database: Database.Database, file: string): Thumbnails {
  const insert = database.prepare('INSERT OR IGNORE INTO thumbnails (sha256, jpeg) VALUES (?, ?)');
  const select = database.prepare('SELECT jpeg FROM thumbnails WHERE sha256 = ?').pluck();
  const exists = database.prepare('SELECT count(*) FROM thumbnails WHERE sha256 = ?').pluck();
  const saveAll = database.transaction((thumbnails: readonly Thumbnail[]) => {
    for (const { sha256, jpeg } of thumbnails) insert.run(Buffer.from(sha256, 'hex'), jpeg);
  });
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw databaseFailure(error, file);
    }
  };
  return {
    file,
    save: (thumbnails) => guarded(() => saveAll.immediate(thumbnails)),
    read: (sha256) =>
      guarded(() => {
        const found = select.get(Buffer.from(sha256, 'hex'));
        return Buffer.isBuffer(found) ? found : undefined;
      }),
    has: (sha256) => guarded(() => exists.get(Buffer.from(sha256, 'hex')) === 1),
    close: () => {
      if (database.open) database.close();
    },
  };
}

/** Reads thumbnails beside whoever keeps them, and keeps none; where the file cannot be read there are none, and they are made again. */
export function thumbnailReader(file: string): ThumbnailReader {
  try {
    const database = new Database(file, { readonly: true, fileMustExist: true, timeout: 5000 });
    const select = database.prepare('SELECT jpeg FROM thumbnails WHERE sha256 = ?').pluck();
    return {
      read: (sha256) => {
        const found = select.get(Buffer.from(sha256, 'hex'));
        return Buffer.isBuffer(found) ? found : undefined;
      },
      close: () => database.close(),
    };
  } catch {
    return { read: () => undefined, close: () => undefined };
  }
}
