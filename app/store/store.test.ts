import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS } from './migrations/migrations.ts';
import { databaseFailure, openStore } from './store.ts';
import { addStudy, findStudy } from './studies.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smearlab-store-'));
  file = join(folder, 'deeper', 'study.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const failure = (kind: string) => expect.objectContaining({ kind, message: expect.stringContaining(file) });

describe('openStore', () => {
  it('makes the folder and the database, with WAL and foreign keys, and finds both again', () => {
    const store = openStore(file);
    addStudy(store, '{"a":1}');
    expect(store.database.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(store.database.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(store.database.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
    store.close();
    store.close();
    const again = openStore(file);
    expect(findStudy(again)?.settings).toBe('{"a":1}');
    again.close();
  });

  it('reads beside a writer, and then refuses to write', () => {
    const writer = openStore(file);
    addStudy(writer, '{}');
    const reader = openStore(file, { readonly: true });
    expect(findStudy(reader)?.state).toBe('planned');
    expect(() => addStudy(reader, '{}')).toThrow(failure('not-writable'));
    reader.close();
    writer.close();
  });

  it('says when there is nothing to read', () => {
    expect(() => openStore(file, { readonly: true })).toThrow(failure('missing-file'));
  });

  it('refuses a database of a newer version, and leaves it as it is', () => {
    openStore(file).close();
    const raw = new Database(file);
    raw.pragma(`user_version = ${MIGRATIONS.length + 1}`);
    raw.close();
    expect(() => openStore(file)).toThrow(/newer Smearlab/);
  });

  it("refuses another program's database", () => {
    mkdirSync(join(folder, 'deeper'));
    const raw = new Database(file);
    raw.exec('CREATE TABLE recipes (cake TEXT)');
    raw.close();
    expect(() => openStore(file)).toThrow(/another program/);
  });

  it.each([
    ['text', () => Buffer.from('this is no database at all, but long enough to have a header '.repeat(40))],
    ['a cut file', (whole: Buffer) => whole.subarray(0, whole.length / 2)],
    [
      'a file overwritten in the middle',
      (whole: Buffer) => Buffer.concat([whole.subarray(0, 4096), Buffer.alloc(whole.length - 4096, 0xff)]),
    ],
  ])('says that a database is damaged: %s', (_, damage) => {
    const store = openStore(file);
    addStudy(store, '{}');
    store.close();
    writeFileSync(file, damage(readFileSync(file)));
    expect(() => openStore(file)).toThrow(failure('damaged-database'));
  });

  it('says that a folder cannot be written', () => {
    const blocked = join(folder, 'file');
    writeFileSync(blocked, '');
    expect(() => openStore(join(blocked, 'study.db'))).toThrow(/could not be written|cannot be written|Writing .* failed/);
  });

  it('does all of a transaction or nothing, also of a nested one', () => {
    const store = openStore(file);
    expect(() =>
      store.transaction(() => {
        addStudy(store, '{}');
        store.transaction(() => addStudy(store, '{}'));
        throw new Error('no');
      }),
    ).toThrow();
    expect(findStudy(store)).toBeUndefined();
    expect(() => addStudy(store, 'not json')).toThrow();
    store.close();
  });
});

it.each([
  ['SQLITE_FULL', 'disk-full'],
  ['SQLITE_IOERR_WRITE', 'disk-full'],
  ['SQLITE_READONLY', 'not-writable'],
  ['SQLITE_CANTOPEN', 'not-writable'],
  ['SQLITE_NOTADB', 'damaged-database'],
  ['SQLITE_CORRUPT_INDEX', 'damaged-database'],
  ['SQLITE_BUSY', 'in-use'],
  ['SQLITE_BUSY_SNAPSHOT', 'in-use'],
  ['SQLITE_CONSTRAINT_CHECK', 'internal'],
])('%s is a failure of kind %s that names the file', (code, kind) => {
  expect(databaseFailure(Object.assign(new Error('x'), { code }), '/out/study.db')).toMatchObject({
    kind,
    message: expect.stringContaining('/out/study.db'),
  });
});
