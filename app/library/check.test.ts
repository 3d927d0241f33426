import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { importSettingsSchema } from '../contract/library.ts';
import { findImageByPath } from '../store/images.ts';
import { saveNamedSubset } from '../store/subsets.ts';
import { checkLibrary } from './check.ts';
import { saveDrawnMask } from './drawnMasks.ts';
import { mask, picture } from './import/importBench.fixture.ts';
import { importDataSet } from './import/importDataSet.ts';
import { changingLibrary, dataSetCalled } from './library.ts';

const signal = new AbortController().signal;
const IMAGES = ['train/data/A/1.png', 'train/data/A/2.png', 'val/data/A/3.png'];

let folder = '';
let library = '';
let root = '';
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'smearlab-check-'));
  [library, root] = [join(folder, 'library'), join(folder, 'images')];
  for (const path of IMAGES) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), await picture());
  }
  await changingLibrary(library, async (opened) => {
    const { store, thumbnails } = opened;
    const settings = importSettingsSchema.parse({ layout: 'splits' });
    await importDataSet(store, { name: 'cells', root, settings, requiredSplits: [], thumbnails, onProgress: () => undefined, signal });
    const dataSet = dataSetCalled(store, 'cells');
    const image = findImageByPath(store, dataSet.id, IMAGES[0] ?? '');
    if (image === undefined) throw new Error('no image');
    await saveDrawnMask(opened, image, await mask([0, 255]));
    saveNamedSubset(store, dataSet.id, { name: 'all', settings: { kind: 'count', count: 9, floor: 1 }, seed: 1 }, [image.id], false);
  });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const first = () => join(root, IMAGES[0] ?? '');
const check = async (contents = false) =>
  (await checkLibrary(library, { contents, signal })).map(({ check: kind, sentence }) => `${kind}: ${sentence}`);

it('a library with nothing wrong has no findings', async () => {
  expect(await check(true)).toEqual([]);
});

it('files that are missing or changed are named', async () => {
  rmSync(first());
  writeFileSync(join(root, IMAGES[1] ?? ''), 'other');
  expect(await check()).toEqual([
    expect.stringMatching(/^files: 1 file is missing: .*1.png/),
    expect.stringMatching(/^files: 1 file has changed.*2.png/),
  ]);
});

it('a file whose content alone has changed is found where contents are read', async () => {
  const { atime, mtime, size } = statSync(first());
  writeFileSync(first(), Buffer.alloc(size, 7));
  utimesSync(first(), atime, mtime);
  expect(await check(true)).toEqual([expect.stringMatching(/^files: 1 file has changed/)]);
});

it('drawn masks that are lost, subsets of another state, and imports that did not end are said', async () => {
  rmSync(join(library, 'masks'), { recursive: true });
  const database = new Database(join(library, 'smearlab.db'));
  database.exec('UPDATE data_sets SET hash = NULL');
  database.close();
  expect((await check()).map((sentence) => sentence.split(':', 1)[0])).toEqual(['masks', 'import', 'subsets']);
});

it('rows that point nowhere are damage', async () => {
  const database = new Database(join(library, 'smearlab.db'));
  database.pragma('foreign_keys = OFF');
  database.exec('INSERT INTO subset_images VALUES (1, 999)');
  database.close();
  expect(await check()).toEqual([expect.stringMatching(/^integrity: .*1 rows point at rows that are not there/)]);
});
