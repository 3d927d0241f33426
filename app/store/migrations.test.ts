import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { findDataSet, listDataSets, refusedOf, warningsOf } from './dataSets.ts';
import { eachSeenImage, imagesWithoutFingerprint, movedImages, moveImages, saveFingerprint } from './duplicates.ts';
import { imagesOf } from './images.ts';
import { MIGRATIONS } from './migrations/migrations.ts';
import { epochsOf, predictionsOf } from './predictions.ts';
import { listRuns } from './runs.ts';
import { openStore, type Store } from './store.ts';
import { findStudy } from './studies.ts';
import { saveSubset, subsetImageIds } from './subsets.ts';
import { writeVersion1 } from './version1.fixture.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smearlab-migrations-'));
  file = join(folder, 'smearlab.db');
  writeVersion1(file);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function opened(options?: Parameters<typeof openStore>[1]): Store {
  const store = openStore(file, options);
  onTestFinished(() => store.close());
  return store;
}

/** Every row of every table that both databases have, in the columns that both have. */
function rowsOf(database: Database.Database, columns: ReadonlyMap<string, readonly string[]>): Record<string, unknown[]> {
  return Object.fromEntries(
    [...columns].map(([table, names]) => {
      const list = names.map((name) => `"${name}"`).join(', ');
      return [table, database.prepare(`SELECT ${list} FROM ${table} ORDER BY ${list}`).all()];
    }),
  );
}

function columnsOf(database: Database.Database): Map<string, string[]> {
  const tables = database.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).pluck().all().map(String);
  return new Map(
    tables.map((table) => [table, database.prepare(`SELECT name FROM pragma_table_info(?) ORDER BY cid`).pluck().all(table).map(String)]),
  );
}

describe('a database of version 1', () => {
  it('keeps every row of every table', () => {
    const before = new Database(file);
    const columns = columnsOf(before);
    columns.set('data_sets', ['id', 'root', 'hash', 'classes']);
    // So that the lab's masks are read again and their area is counted.
    columns.set('masks', columns.get('masks')?.filter((name) => name !== 'modified') ?? []);
    const rows = rowsOf(before, columns);
    before.close();
    expect(Object.values(rows).every((of) => of.length > 0)).toBe(true);
    const { database } = opened();
    expect(rowsOf(database, columns)).toEqual(rows);
    expect(database.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(database.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
  });

  it('is read by the queries of today', () => {
    const store = opened();
    expect(listDataSets(store).map(({ name, settings }) => [name, settings.layout])).toEqual([
      ['cam16', 'splits'],
      ['prcc', 'unlabelled'],
      ['wbc', 'splits'],
    ]);
    expect(findDataSet(store, 'wbc')).toMatchObject({ id: 1, root: '/data/wbc', classes: ['A', 'B'] });
    expect(warningsOf(store, 1)).toHaveLength(1);
    expect(refusedOf(store, 1)).toHaveLength(1);
    const images = imagesOf(store, 1).sort((a, b) => a.id - b.id);
    expect(images.map(({ id, gone }) => [id, gone])).toEqual([
      [7, false],
      [8, false],
      [9, true],
    ]);
    expect(images[0]?.mask).toMatchObject({ origin: 'lab', path: 'train/mask/A/1.png', foreground: null, modified: null });
    expect(images[1]).toMatchObject({ mask: null, pages: 1, group: null });
    const study = findStudy(store);
    expect(listRuns(store, study?.id ?? 0).map(({ name, subsetPercent, inputs }) => [name, subsetPercent, inputs.length])).toEqual([
      ['wbc-10-plain', 10, 0],
      ['wbc-10-masks', 10, 1],
    ]);
    expect(epochsOf(store, 1)).toHaveLength(1);
    expect(predictionsOf(store, 1)).toHaveLength(1);
    expect(saveSubset(store, 1, 10, 5, [7])).toBe(4);
    expect(subsetImageIds(store, 4)).toEqual([7]);
  });

  it('still refuses rows that point nowhere and deletes those of what is deleted', () => {
    const { database } = opened();
    expect(() => database.exec(`INSERT INTO masks VALUES (999, 'lab', 'm', '${'a'.repeat(64)}', 1, 1, 1, 1, '[]', NULL, NULL)`)).toThrow(
      /FOREIGN/,
    );
    expect(() => database.exec('DELETE FROM data_sets WHERE id = 1')).toThrow(/FOREIGN/);
    database.exec('DELETE FROM runs');
    database.exec('DELETE FROM subsets');
    database.exec('DELETE FROM data_sets WHERE id = 1');
    expect(database.prepare('SELECT count(*) FROM masks').pluck().get()).toBe(0);
  });

  it('goes over version 2, whose images have no fingerprints and were not moved', () => {
    const older = new Database(file);
    older.pragma('foreign_keys = OFF');
    older.exec(MIGRATIONS[1] ?? '');
    older.pragma('user_version = 2');
    const columns = columnsOf(older);
    const rows = rowsOf(older, columns);
    older.close();
    const store = opened();
    expect(rowsOf(store.database, columns)).toEqual(rows);
    expect(imagesWithoutFingerprint(store, 1, 1).map(({ path }) => path)).toEqual(['train/data/A/1.png', 'val/data/B/2.png']);
    saveFingerprint(store, { id: 7, sha256: 'a'.repeat(64) }, 1, Int8Array.of(-128, 0, 127));
    expect(saveFingerprint(store, { id: 7, sha256: 'b'.repeat(64) }, 1, Int8Array.of(1))).toBe(false);
    moveImages(store, 1, [{ id: 8, path: 'val/data/B/2.png', lot: 'path:val/data/B/2.png', to: 'train' }]);
    expect([...eachSeenImage(store, 1, 1)].map(({ fingerprint, split }) => [fingerprint, split])).toEqual([
      [Int8Array.of(-128, 0, 127), 'train'],
      [null, 'train'],
    ]);
    expect(movedImages(store, 1)).toEqual(new Map([['val/data/B/2.png', 'train']]));
    expect(imagesWithoutFingerprint(store, 1, 2)).toHaveLength(2);
  });

  it('is also brought up to date for one who only reads', () => {
    expect(findDataSet(opened({ readonly: true }), 'prcc')).toMatchObject({ id: 3 });
  });

  it('is copied before it is touched, and the copy is a whole database of version 1', () => {
    opened();
    const copy = new Database(join(folder, 'backups', 'smearlab-version-1.db'), { readonly: true });
    onTestFinished(() => {
      copy.close();
    });
    expect(copy.pragma('user_version', { simple: true })).toBe(1);
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(copy.prepare('SELECT role FROM data_sets ORDER BY id').pluck().all()).toEqual(['wbc', 'cam16', 'prcc']);
    expect(copy.prepare('SELECT count(*) FROM predictions').pluck().get()).toBe(1);
  });

  it('has a copy that overwrites no other, and an up-to-date one gets none', () => {
    mkdirSync(join(folder, 'backups'));
    writeFileSync(join(folder, 'backups', 'smearlab-version-1.db'), 'an earlier one');
    opened().close();
    opened();
    expect(readFileSync(join(folder, 'backups', 'smearlab-version-1.db'), 'utf8')).toBe('an earlier one');
    expect(readdirSync(join(folder, 'backups')).sort()).toEqual(['smearlab-version-1-2.db', 'smearlab-version-1.db']);
  });

  it('is left as it was when it cannot be copied', () => {
    const before = digestOf(file);
    writeFileSync(join(folder, 'backups'), 'a file where the folder should be');
    expect(() => openStore(file)).toThrow(expect.objectContaining({ kind: 'not-writable' }));
    expect(digestOf(file)).toBe(before);
  });

  it('that cannot be migrated is left as it was, with no copy, and says why', () => {
    const raw = new Database(file);
    raw.pragma('foreign_keys = OFF');
    raw.exec('INSERT INTO subset_images VALUES (4, 999)');
    raw.close();
    expect(() => openStore(file)).toThrow(expect.objectContaining({ kind: 'damaged-database' }));
    const after = new Database(file, { readonly: true });
    expect(after.pragma('user_version', { simple: true })).toBe(1);
    expect(after.prepare('SELECT count(*) FROM data_sets').pluck().get()).toBe(3);
    after.close();
    expect(readdirSync(join(folder, 'backups'))).toEqual([]);
  });

  it('that another program writes to is not touched', () => {
    const writer = new Database(file);
    writer.exec('BEGIN IMMEDIATE');
    onTestFinished(() => {
      writer.close();
    });
    expect(() => openStore(file)).toThrow(expect.objectContaining({ kind: 'in-use' }));
    expect(existsSync(join(folder, 'backups')) ? readdirSync(join(folder, 'backups')) : []).toEqual([]);
  });
});

function digestOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

it.each([
  ['newer', (path: string) => withRaw(path, (raw) => raw.pragma(`user_version = ${MIGRATIONS.length + 1}`)), 'wrong-usage'],
  ["another program's", (path: string) => withRaw(path, (raw) => raw.pragma('application_id = 7')), 'wrong-usage'],
  [
    'damaged',
    (path: string) => writeFileSync(path, Buffer.concat([readFileSync(path).subarray(0, 4096), Buffer.alloc(90_000, 0xff)])),
    'damaged-database',
  ],
  ['no database', (path: string) => writeFileSync(path, 'notes '.repeat(2000)), 'damaged-database'],
])('a database that is %s is refused with a sentence, whether to write or to read, and not a byte of it is changed', (_, harm, kind) => {
  harm(file);
  const before = digestOf(file);
  for (const readonly of [false, true]) {
    expect(() => openStore(file, { readonly })).toThrow(expect.objectContaining({ kind, message: expect.stringContaining(file) }));
  }
  expect(digestOf(file)).toBe(before);
  expect(existsSync(join(folder, 'backups'))).toBe(false);
});

function withRaw(path: string, work: (raw: Database.Database) => unknown): void {
  const raw = new Database(path);
  raw.pragma('journal_mode = DELETE');
  work(raw);
  raw.close();
}
