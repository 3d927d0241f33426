import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listDataSets, placeDataSet } from '../store/dataSets.ts';
import { openStore } from '../store/store.ts';
import { backUpLibrary, listBackups } from './backUpLibrary.ts';
import { type Library, openLibrary } from './library.ts';

let root: string;
let library: Library;
let close: () => void;
const signal = new AbortController().signal;
const onProgress = () => undefined;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'smearlab-backup-'));
  ({ library, close } = openLibrary(join(root, 'library')));
  placeDataSet(library.store, 'before', '/somewhere', { layout: 'classes', labels: null, split: null, groupBy: null, seed: 1 });
  mkdirSync(join(library.folder.masks, 'ab'), { recursive: true });
  for (const name of ['one', 'two', 'three']) writeFileSync(join(library.folder.masks, 'ab', `${name}.png`), name);
});
afterEach(() => {
  close();
  rmSync(root, { recursive: true, force: true });
});

describe('a backup', () => {
  it('holds the database as it is, with what was only in its log, and every mask', async () => {
    const { file, bytes } = await backUpLibrary(library, { into: null, onProgress, signal });
    const copy = openStore(join(file, 'smearlab.db'), { readonly: true });
    expect(listDataSets(copy).map(({ name }) => name)).toEqual(['before']);
    copy.close();
    expect(readFileSync(join(file, 'masks/ab/two.png'), 'utf8')).toBe('two');
    expect(bytes).toBeGreaterThan(11);
    expect((await listBackups(library.folder)).map((backup) => backup.file)).toEqual([file]);
  });

  it('is a library of its own when it is opened as one', async () => {
    const { file } = await backUpLibrary(library, { into: join(root, 'other disk'), onProgress, signal });
    const opened = openLibrary(file);
    expect(listDataSets(opened.library.store)).toHaveLength(1);
    opened.close();
    expect(await listBackups(library.folder)).toEqual([]);
  });

  it('made twice at once, or within a second, is two', async () => {
    const request = { into: null, onProgress, signal };
    const made = await Promise.all([backUpLibrary(library, request), backUpLibrary(library, request)]);
    made.push(await backUpLibrary(library, request));
    expect(new Set(made.map(({ file }) => file)).size).toBe(3);
    expect(await listBackups(library.folder)).toHaveLength(3);
  });

  it('leaves nothing of itself when it is stopped', async () => {
    const stop = new AbortController();
    const request = { into: null, onProgress: ({ done }: { done: number }) => done === 1 && stop.abort(), signal: stop.signal };
    await expect(backUpLibrary(library, request)).rejects.toMatchObject({ kind: 'stopped' });
    expect(readdirSync(join(library.folder.root, 'backups'))).toEqual([]);
  });

  it('says which folder cannot be written', async () => {
    const taken = join(root, 'a file');
    writeFileSync(taken, '');
    await expect(backUpLibrary(library, { into: taken, onProgress, signal })).rejects.toMatchObject({ kind: 'not-writable' });
    expect(existsSync(taken)).toBe(true);
  });
});
