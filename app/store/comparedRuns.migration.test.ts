import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { comparedRuns } from './migrations/0007-compared-runs.ts';
import { MIGRATIONS } from './migrations/migrations.ts';
import { epochsOf, predictionsOf } from './predictions.ts';
import { listAllRuns, noteRun, tagRuns } from './runList.ts';
import { openStore } from './store.ts';
import { writeVersion1 } from './version1.fixture.ts';

const BEFORE = MIGRATIONS.indexOf(comparedRuns);

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smearlab-before-'));
  file = join(folder, 'smearlab.db');
  writeVersion1(file);
  const raw = new Database(file);
  raw.pragma('foreign_keys = OFF');
  for (const migration of MIGRATIONS.slice(1, BEFORE)) raw.exec(migration);
  raw.pragma(`user_version = ${BEFORE}`);
  raw.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('a database of the version before keeps its runs with their epochs and predictions, and takes tags and notes', () => {
  const before = new Database(file, { readonly: true });
  const all = (table: string) => before.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all();
  const [runs, epochs, predictions] = [all('runs'), all('epochs'), all('predictions')];
  before.close();
  expect(runs).toHaveLength(2);
  const store = openStore(file);
  try {
    const after = (table: string) => store.database.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all();
    expect(after('runs')).toEqual(runs.map((run, at) => ({ ...(run as object), note: '', predicted_images: 1 - at })));
    expect([after('epochs'), after('predictions')]).toEqual([epochs, predictions]);
    expect([epochsOf(store, 1).length, predictionsOf(store, 1).length]).toEqual([1, 1]);
    tagRuns(store, [1, 2], 'keep', true);
    tagRuns(store, [2], 'best', true);
    tagRuns(store, [2], 'best', true);
    noteRun(store, 1, 'the first');
    expect(listAllRuns(store)).toMatchObject([
      { id: 2, tags: ['best', 'keep'], note: '', epochs: { done: 0, planned: 3 }, scores: { macroF1: null } },
      { id: 1, tags: ['keep'], note: 'the first', epochs: { done: 1, planned: 3 }, subset: { name: null, percent: 10 } },
    ]);
    expect(() => tagRuns(store, [1], '', true)).toThrow();
    expect(store.database.pragma('integrity_check', { simple: true })).toBe('ok');
  } finally {
    store.close();
  }
});
