import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listDataSets, placeDataSet } from '../../store/dataSets.ts';
import { openStore } from '../../store/store.ts';
import { type Library, openLibrary } from '../library.ts';
import { backUpLibrary, listBackups } from './backUpLibrary.ts';
import { copyInto, copyTogether, filesUnder } from './files.ts';
import { checkBackup } from './manifest.ts';

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

  it('holds what was trained, but nothing that is half written or not yet planned', async () => {
    const put = (path: string, text: string) => {
      mkdirSync(join(library.folder.studies, path, '..'), { recursive: true });
      writeFileSync(join(library.folder.studies, path), text);
    };
    const whole = ['3/plan.json', '3/report.html', '3/runs/a/run.json', '3/runs/a/last.safetensors', '3/runs/a/best.safetensors'];
    for (const path of [...whole, '3/runs/a/reconstructions/1-0.png']) put(path, path);
    for (const path of ['3/runs/a/last.safetensors.7.part', '3/.writable-7', 'planned-1/runs/b/run.json']) put(path, 'half');
    const { file } = await backUpLibrary(library, { into: null, onProgress, signal });
    const there = (await filesUnder(join(file, 'studies'))).map((copy) => relative(join(file, 'studies'), copy).replaceAll('\\', '/'));
    expect(there.sort()).toEqual([...whole, '3/runs/a/reconstructions/1-0.png'].sort());
    for (const path of whole) expect(readFileSync(join(file, 'studies', path), 'utf8')).toBe(path);
  });

  it('can be tested by its hashes: what is missing or changed is named', async () => {
    const { file } = await backUpLibrary(library, { into: null, onProgress, signal });
    expect(await checkBackup(file, signal)).toMatchObject({ files: 4, missing: [], changed: [] });
    writeFileSync(join(file, 'masks/ab/two.png'), 'tow');
    rmSync(join(file, 'masks/ab/one.png'));
    expect(await checkBackup(file, signal)).toMatchObject({ missing: ['masks/ab/one.png'], changed: ['masks/ab/two.png'] });
  });

  it.each([
    ['no hashes', undefined],
    ['damaged hashes', '{"format":'],
    ['hashes of another format', '{"format":"smearlab-backup/2"}'],
  ])('with %s cannot be tested, and says so', async (_, text) => {
    const { file } = await backUpLibrary(library, { into: null, onProgress, signal });
    if (text === undefined) rmSync(join(file, 'backup.json'));
    else writeFileSync(join(file, 'backup.json'), text);
    await expect(checkBackup(file, signal)).rejects.toMatchObject({ kind: 'wrong-usage', message: expect.stringContaining(file) });
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

describe('checkpoints that a training replaces while they are copied', () => {
  const names = ['best', 'last'];
  const epoch = (number: number) => {
    for (const name of names) {
      writeFileSync(join(root, `${name}.part`), String(number));
      renameSync(join(root, `${name}.part`), join(root, name));
    }
  };
  /** The epochs of the copies, where an epoch ends as often as `ends` says, each time after the first of the two was copied. */
  const copiesWhile = async (ends: number) => {
    let number = 1;
    epoch(number);
    const files = names.map((name) => join(root, name));
    const copies = await copyTogether(files, root, join(root, 'copy'), async (file, from, to) => {
      const copy = await copyInto(file, from, to);
      if (file === files[0] && number <= ends) epoch(++number);
      return copy;
    });
    return copies.map((copy) => readFileSync(copy, 'utf8'));
  };

  it.each([
    [0, '1'],
    [1, '2'],
    [7, '8'],
  ])('are of one epoch, though %i end meanwhile', async (ends, copied) => {
    expect(await copiesWhile(ends)).toEqual([copied, copied]);
  });

  it('are not copied where they never hold still, and it is said what to do', async () => {
    await expect(copiesWhile(1000)).rejects.toMatchObject({ kind: 'in-use', message: expect.stringContaining('Pause this training') });
  });
});
