import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { auditHeadOf } from './auditTrail.ts';
import { cellsOf } from './cells.ts';
import { MIGRATIONS } from './migrations/migrations.ts';
import { keptRanges, signedVersionsOf } from './signatures.ts';
import { readSlide } from './slides.ts';
import { openStore } from './store.ts';
import { listUsers } from './users.ts';
import { writeVersion1 } from './version1.fixture.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smearlab-version-8-'));
  file = join(folder, 'smearlab.db');
  writeVersion1(file);
  const raw = new Database(file);
  raw.pragma('foreign_keys = OFF');
  for (const migration of MIGRATIONS.slice(1, 8)) raw.exec(migration);
  raw.pragma('user_version = 8');
  raw.exec(
    `INSERT INTO slides (id, accession, notes, folder, opened_at) VALUES (5, 'H-1', 'urgent', '/smears/1', '2026-01-01T00:00:00.000Z')`,
  );
  const add = raw.prepare(
    `INSERT INTO cells (slide_id, position, file, path, sha256, width, height, label, label_class, flags) VALUES (5, ?, ?, ?, ?, 9, 9, ?, ?, ?)`,
  );
  add.run(0, '/smears/1/a.png', 'a.png', 'a'.repeat(64), 'class', 'Monocyte', '[]');
  add.run(1, '/smears/1/b.png', 'b.png', 'b'.repeat(64), null, null, '["empty"]');
  raw.exec(`INSERT INTO calibrations VALUES (1, 1.5, 0.7, 0.02, '2026-01-01T00:00:00.000Z')`);
  raw.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const TABLES = ['slides', 'cells', 'calibrations', 'runs', 'images', 'predictions', 'data_sets'];

it('a database of version 8 keeps its slides, and begins with no users, an empty trail and nothing signed', () => {
  const before = new Database(file, { readonly: true });
  const kept = TABLES.map((table) => before.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all());
  before.close();
  const store = openStore(file);
  try {
    expect(TABLES.map((table) => store.database.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all())).toEqual(kept);
    for (const rows of kept) expect(rows).not.toEqual([]);
    expect(readSlide(store, 5)).toMatchObject({ accession: 'H-1', version: 1, state: { kind: 'open' } });
    expect(cellsOf(store, 5).map(({ path, label }) => [path, label])).toEqual([
      ['a.png', { kind: 'class', class: 'Monocyte' }],
      ['b.png', null],
    ]);
    expect(listUsers(store)).toEqual([]);
    expect(auditHeadOf(store)).toEqual({ count: 0, hash: '0'.repeat(64) });
    expect(signedVersionsOf(store, 5)).toEqual([]);
    expect(keptRanges(store)).toBeUndefined();
    expect(store.database.pragma('integrity_check', { simple: true })).toBe('ok');
    // A slide that was never signed may still go.
    store.database.exec('DELETE FROM slides');
    expect(cellsOf(store, 5)).toEqual([]);
  } finally {
    store.close();
  }
});
