import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findImage } from './images.ts';
import { findMask } from './masks.ts';
import { MIGRATIONS } from './migrations/migrations.ts';
import { pageOfImages } from './pages.ts';
import { proposalState, setProposalState } from './proposals.ts';
import { openStore } from './store.ts';
import { writeVersion1 } from './version1.fixture.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smearlab-version-2-'));
  file = join(folder, 'smearlab.db');
  writeVersion1(file);
  const raw = new Database(file);
  raw.pragma('foreign_keys = OFF');
  raw.exec(MIGRATIONS[1] ?? '');
  raw.pragma('user_version = 2');
  // As version 2 kept them: image 7 has the lab's and a drawn mask, image 8 a proposed one, 9 and 10 none.
  const add = raw.prepare(`INSERT INTO masks VALUES (?, ?, ?, '${'f'.repeat(64)}', 3, NULL, 4, 3, '[0,128,255]', 0.5)`);
  add.run(7, 'drawn', 'masks/7.png');
  add.run(8, 'proposed', 'masks/8.png');
  raw.exec(`UPDATE images SET mask = 'drawn' WHERE id = 7; UPDATE images SET mask = 'proposed' WHERE id = 8`);
  raw.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('a database of version 2 keeps its masks; one that was proposed waits, and can be accepted', () => {
  const before = new Database(file, { readonly: true });
  const rows = before.prepare('SELECT * FROM images ORDER BY id').all();
  before.close();
  const store = openStore(file);
  try {
    const columns = 'id, data_set_id, path, sha256, bytes, modified, format, width, height, class, split, gone, pages, group_key, mask';
    expect(store.database.prepare(`SELECT ${columns} FROM images ORDER BY id`).all()).toEqual(rows);
    expect(findImage(store, 7)?.mask).toMatchObject({ origin: 'drawn', path: 'masks/7.png' });
    expect(findMask(store, 7, 'lab')?.path).toBe('train/mask/A/1.png');
    expect(proposalState(store, 7)).toBeUndefined();
    expect([findImage(store, 8)?.mask, proposalState(store, 8)]).toEqual([null, 'proposed']);
    expect(setProposalState(store, 8, 'accepted')).toBe(true);
    expect(findImage(store, 8)?.mask).toMatchObject({ origin: 'proposed', path: 'masks/8.png' });
    expect(setProposalState(store, 9, 'accepted')).toBe(false);
    const request = { sort: { by: 'class', descending: false }, offset: 0, limit: 10 } as const;
    expect(pageOfImages(store, { ...request, filter: { dataSet: 1, mask: 'with' } }).images.map(({ id }) => id)).toEqual([7, 8]);
    expect(store.database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(() => store.database.exec(`UPDATE images SET mask = 'other' WHERE id = 8`)).toThrow(/CHECK/);
    expect(() => store.database.exec(`UPDATE masks SET state = 'other' WHERE image_id = 8`)).toThrow(/CHECK/);
  } finally {
    store.close();
  }
});
