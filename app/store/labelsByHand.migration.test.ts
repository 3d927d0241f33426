import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { markChanged } from './dataSetHash.ts';
import { findDataSet, findPlaced } from './dataSets.ts';
import { countImages } from './imageSummaries.ts';
import { findImage, placeImage } from './images.ts';
import { relabelImages, undoRelabelling } from './labels.ts';
import { maskCoverage, saveMask } from './masks.ts';
import { MIGRATIONS } from './migrations/migrations.ts';
import { predictionsOfImage } from './predictions.ts';
import { openStore } from './store.ts';
import { writeVersion1 } from './version1.fixture.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smearlab-version-4-'));
  file = join(folder, 'smearlab.db');
  writeVersion1(file);
  const raw = new Database(file);
  raw.pragma('foreign_keys = OFF');
  for (const migration of MIGRATIONS.slice(1, 4)) raw.exec(migration);
  raw.pragma('user_version = 4');
  // As version 4 kept them: image 7 has the lab's and an accepted mask, image 8 a proposed one, 9 is gone, 10 is of another data set.
  const add = raw.prepare(`INSERT INTO masks VALUES (?, ?, ?, '${'f'.repeat(64)}', 3, NULL, 4, 3, '[0,128,255]', ?, ?)`);
  add.run(8, 'proposed', 'masks/8.png', 0.5, 'proposed');
  add.run(10, 'proposed', 'masks/10.png', 0.25, 'accepted');
  raw.exec(`UPDATE masks SET foreground = 0.75 WHERE image_id = 7; UPDATE images SET mask = 'proposed' WHERE id = 8`);
  raw.exec(`UPDATE images SET mask = 'accepted' WHERE id = 10`);
  raw.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const TABLES = [
  'data_sets',
  'images',
  'masks',
  'subsets',
  'subset_images',
  'runs',
  'predictions',
  'epochs',
  'refused',
  'data_set_warnings',
];

function columns(database: Database.Database, table: string): string {
  return database.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table).join(', ');
}

it('a database of version 4 keeps every row of every table, and has its images counted', () => {
  const before = new Database(file, { readonly: true });
  const kept = TABLES.map((table) => {
    const names = columns(before, table);
    return { table, names, rows: before.prepare(`SELECT ${names} FROM ${table} ORDER BY 1, 2`).all() };
  });
  before.close();
  const store = openStore(file);
  try {
    for (const { table, names, rows } of kept) {
      expect(rows.length, table).toBeGreaterThan(0);
      expect(store.database.prepare(`SELECT ${names} FROM ${table} ORDER BY 1, 2`).all()).toEqual(rows);
    }
    expect(countImages(store, 1)).toEqual([
      { class: 'A', split: 'train', count: 1 },
      { class: 'B', split: 'val', count: 1 },
    ]);
    expect(maskCoverage(store, 1)).toEqual([
      { class: 'A', split: 'train', images: 1, drawn: 0, lab: 1, accepted: 0, proposed: 0, meanForeground: 0.75 },
      { class: 'B', split: 'val', images: 1, drawn: 0, lab: 0, accepted: 0, proposed: 1, meanForeground: null },
    ]);
    expect(maskCoverage(store, 3)).toMatchObject([{ class: null, images: 1, accepted: 1, meanForeground: 0.25 }]);
    expect(findDataSet(store, 'wbc')?.hash).toBe('1'.repeat(64));
    expect(findPlaced(store, 1)).toMatchObject({ isImported: true, hashMade: '1'.repeat(64) });
    expect(findImage(store, 7)).toMatchObject({ class: 'A', foundClass: 'A' });
    expect(predictionsOfImage(store, 8)).toEqual([{ run: 'wbc-10-plain', predicted: 'A', probability: 0.6 }]);
    expect(store.database.pragma('integrity_check', { simple: true })).toBe('ok');
  } finally {
    store.close();
  }
});

it('takes labels by hand afterwards, which an import leaves alone, and counts as images change', () => {
  const store = openStore(file);
  try {
    expect(relabelImages(store, 1, [7, 8], 'B')).toBe(1);
    expect(countImages(store, 1)).toEqual([
      { class: 'B', split: 'train', count: 1 },
      { class: 'B', split: 'val', count: 1 },
    ]);
    placeImage(store, 7, { class: 'C', split: 'test', group: null });
    expect(findImage(store, 7)).toMatchObject({ class: 'B', foundClass: 'C', split: 'test' });
    saveMask(store, 7, 'lab', null);
    expect(maskCoverage(store, 1)[0]).toMatchObject({ class: 'B', split: 'val' });
    expect(maskCoverage(store, 1)[1]).toMatchObject({ class: 'B', split: 'test', lab: 0, meanForeground: null });
    expect(undoRelabelling(store, 1)).toEqual({ images: 1, class: 'B' });
    expect(findImage(store, 7)).toMatchObject({ class: 'C' });
    const counted = store.database
      .prepare('SELECT sum(images), sum(measured), sum(area) FROM image_counts WHERE data_set_id = 1')
      .raw()
      .get();
    expect(counted).toEqual([2, 0, 0]);
  } finally {
    store.close();
  }
});

it('never shows an old hash: one that is due is null for who looks, and made for who asks, also by one who only reads', () => {
  const store = openStore(file);
  markChanged(store, 1);
  expect(store.database.prepare('SELECT hash FROM data_sets WHERE id = 1').pluck().get()).toBeNull();
  expect(() => store.database.exec(`UPDATE data_sets SET hash = '${'2'.repeat(64)}' WHERE id = 1`)).toThrow(/CHECK/);
  expect(findPlaced(store, 1)).toMatchObject({ isImported: true, hashMade: null });
  const reader = openStore(file, { readonly: true });
  const read = findDataSet(reader, 'wbc')?.hash;
  expect(read).toMatch(/^[0-9a-f]{64}$/);
  reader.close();
  expect(findPlaced(store, 1)?.hashMade).toBeNull();
  expect(findDataSet(store, 'wbc')?.hash).toBe(read);
  expect(findPlaced(store, 1)?.hashMade).toBe(read);
  store.close();
});
