import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openThumbnails } from './thumbnails.ts';

const A = { sha256: 'a'.repeat(64), jpeg: Buffer.from('one') };

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smearlab-thumbnails-'));
  file = join(folder, 'deeper', 'thumbnails.db');
  const thumbnails = openThumbnails(file);
  thumbnails.save([A, { sha256: 'b'.repeat(64), jpeg: Buffer.from('two') }]);
  thumbnails.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('are there again, and the same one again changes nothing', () => {
  const thumbnails = openThumbnails(file);
  thumbnails.save([{ ...A, jpeg: Buffer.from('other') }]);
  expect(thumbnails.read(A.sha256)).toEqual(A.jpeg);
  expect([thumbnails.has('b'.repeat(64)), thumbnails.has('c'.repeat(64)), thumbnails.read('c'.repeat(64))]).toEqual([
    true,
    false,
    undefined,
  ]);
  thumbnails.close();
});

it.each([
  ['damaged', () => writeFileSync(file, Buffer.alloc(9000, 0xee))],
  ['cut', () => writeFileSync(file, readFileSync(file).subarray(0, 9000))],
  ['of another making', () => raw((database) => database.pragma('user_version = 99'))],
  ["another program's", () => raw((database) => database.pragma('application_id = 1'))],
])('that are %s begin anew, because they can be made again', (_, harm) => {
  harm();
  const thumbnails = openThumbnails(file);
  expect(thumbnails.has(A.sha256)).toBe(false);
  thumbnails.save([A]);
  expect(thumbnails.read(A.sha256)).toEqual(A.jpeg);
  thumbnails.close();
});

function raw(work: (database: Database.Database) => unknown): void {
  const database = new Database(file);
  work(database);
  database.close();
}
