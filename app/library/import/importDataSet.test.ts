import { cp, mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Progress } from '../../contract/progress.ts';
import { hashDataSet } from '../../store/dataSetHash.ts';
import { imagesOf } from '../../store/images.ts';
import { loadDataSet } from '../dataSet.ts';
import { type ImportBench, importBench, mask, picture } from './importBench.fixture.ts';

let bench: ImportBench;
beforeEach(async () => {
  bench = await importBench();
});
afterEach(() => bench.clear());

describe('a good folder', () => {
  it('is imported whole and loaded again without the disk', async () => {
    await bench.putGoodFolder();
    await bench.put('train/mask/A/1.png', await mask([0, 255]));
    const imported = await bench.bring();
    expect(imported.warnings).toEqual([]);
    expect(imported.classes).toEqual(['A', 'B']);
    expect(imported.images).toHaveLength(6);
    expect(imported.images[0]).toMatchObject({
      path: 'train/data/A/1.png',
      class: 'A',
      split: 'train',
      width: 20,
      height: 16,
      mask: { path: 'train/mask/A/1.png', width: 20, height: 16, levels: [0, 255] },
    });
    await rm(bench.root, { recursive: true });
    expect(loadDataSet(bench.store, 'wbc')).toEqual(imported);
    expect(loadDataSet(bench.store, 'cam16')).toBeUndefined();
  });

  it('has the hash of its images in order of name also where the database has them in another one', async () => {
    await bench.putGoodFolder();
    // By code units the second goes first, by bytes of UTF-8 last.
    for (const name of ['\uFF21', '\u{1F52C}']) await bench.put(`train/data/A/${name}.png`, await picture());
    const { hash, images } = await bench.bring();
    expect(images.map(({ path }) => path).slice(2, 4)).toEqual(['train/data/A/\u{1F52C}.png', 'train/data/A/\uFF21.png']);
    expect(hash).toBe(hashDataSet(images));
  });

  it('gives the memory of its thumbnails back once they are kept', async () => {
    await bench.putGoodFolder();
    const made: Buffer[] = [];
    const { save } = bench.thumbnails;
    const kept = vi.spyOn(bench.thumbnails, 'save').mockImplementation((thumbnails) => {
      made.push(...thumbnails.map(({ jpeg }) => jpeg));
      expect(made.every(({ length }) => length > 0)).toBe(true);
      save(thumbnails);
    });
    const { images } = await bench.bring();
    kept.mockRestore();
    expect(made.map(({ length }) => length)).toEqual(images.map(() => 0));
    expect(images.every(({ sha256 }) => (bench.thumbnails.read(sha256)?.length ?? 0) > 0)).toBe(true);
  });

  it('imported again is the same data set with the same ids', async () => {
    await bench.putGoodFolder();
    await bench.put('train/mask/A/1.png', await mask([0, 255]));
    const first = await bench.bring();
    expect(await bench.bring()).toEqual(first);
  });

  it('has the same hash wherever it lies, and ids that stay when it moves', async () => {
    await bench.putGoodFolder();
    const first = await bench.bring();
    const elsewhere = join(bench.folder, 'elsewhere');
    await rename(bench.root, elsewhere);
    const second = await bench.bring({ at: elsewhere });
    expect(second).toEqual({ ...first, root: elsewhere });
    await bench.put('later', 'x');
  });

  it('of another place is read again even when size and time of a file are the same', async () => {
    await bench.putGoodFolder();
    const first = await bench.bring();
    const elsewhere = join(bench.folder, 'elsewhere');
    await cp(bench.root, elsewhere, { recursive: true, preserveTimestamps: true });
    const same = first.images[0];
    const other = await sharp({ create: { width: 20, height: 16, channels: 3, background: '#010203' } })
      .png()
      .toBuffer();
    await writeFile(join(elsewhere, 'train/data/A/1.png'), other);
    const second = await bench.bring({ at: elsewhere });
    expect(second.images[0]?.sha256).not.toBe(same?.sha256);
  });

  it('shows progress that ends at the total', async () => {
    await bench.putGoodFolder();
    const told: Progress[] = [];
    await bench.bring({ onProgress: (progress) => told.push(progress) });
    expect(told[0]).toMatchObject({ done: 0, total: 6, unit: 'images' });
    expect(told.at(-1)).toMatchObject({ done: 6, total: 6 });
  });
});

describe('files that change', () => {
  it('are read again, taken in when new, and said when gone, and every other image keeps its id', async () => {
    await bench.putGoodFolder();
    const first = await bench.bring();
    await bench.put('train/data/A/1.png', await picture(30, 30));
    await utimes(join(bench.root, 'train/data/A/1.png'), 1, 1);
    await bench.put('train/data/A/9.png', await picture());
    await rm(join(bench.root, 'train/data/B/2.png'));
    const second = await bench.bring();
    expect(second.hash).not.toBe(first.hash);
    expect(second.images.find((image) => image.path === 'train/data/A/1.png')).toMatchObject({ width: 30, id: first.images[0]?.id });
    expect(second.images.map((image) => image.path)).not.toContain('train/data/B/2.png');
    expect(second.images).toHaveLength(6);
    expect(second.warnings).toEqual([expect.stringMatching(/1 file of the last import is no longer there.*train\/data\/B\/2.png/)]);
  });

  it('come back with their old id', async () => {
    await bench.putGoodFolder();
    const first = await bench.bring();
    await rename(join(bench.root, 'train/data/B/2.png'), join(bench.folder, 'aside.png'));
    await bench.bring();
    await rename(join(bench.folder, 'aside.png'), join(bench.root, 'train/data/B/2.png'));
    expect(await bench.bring()).toEqual(first);
  });

  it('lose and change their masks', async () => {
    await bench.putGoodFolder();
    await bench.put('train/mask/A/1.png', await mask([0, 255]));
    await bench.put('train/mask/A/2.png', await mask([0, 255]));
    await bench.bring();
    await rm(join(bench.root, 'train/mask/A/1.png'));
    await bench.put('train/mask/A/2.png', await mask([0, 9, 255]));
    const second = await bench.bring();
    expect(second.images.slice(0, 2).map((image) => image.mask?.levels)).toEqual([undefined, [0, 9, 255]]);
  });
});

describe('a folder that cannot be imported', () => {
  const refusal = (kind: string) => expect.objectContaining({ kind, message: expect.stringContaining(bench.root) });

  it.each([
    ['is missing', async () => {}, 'missing-file'],
    ['is a file', () => writeFile(bench.root, 'x'), 'unknown-layout'],
    ['is empty', () => mkdir(bench.root), 'no-images'],
    ['has another layout', () => bench.put('A/1.png', 'x'), 'unknown-layout'],
    ['has no val', () => bench.put('train/data/A/1.png', 'x'), 'unknown-layout'],
    ['has no readable image', () => bench.put('train/data/A/1.png', 'x').then(() => bench.put('val/data/A/1.png', 'x')), 'no-images'],
    [
      'has no readable image in val',
      async () => {
        await bench.put('train/data/A/1.png', await picture());
        await bench.put('val/data/A/1.png', 'x');
      },
      'too-few-images',
    ],
  ])('because it %s is refused with a sentence that names it', async (_, make, kind) => {
    await make();
    await expect(bench.bring()).rejects.toThrow(refusal(kind));
    expect(loadDataSet(bench.store, 'wbc')).toBeUndefined();
  });

  it('leaves what was imported before as it was', async () => {
    await bench.putGoodFolder();
    const before = await bench.bring();
    await rename(bench.root, join(bench.folder, 'aside'));
    await expect(bench.bring()).rejects.toThrow(refusal('missing-file'));
    expect(loadDataSet(bench.store, 'wbc')).toEqual(before);
  });
});

/** A signal that has been aborted once it was looked at so many times: what a timer would do, without its chance. */
function abortedAfter(looks: number): AbortSignal {
  let left = looks;
  return Object.defineProperty(new AbortController().signal, 'aborted', { get: () => left-- <= 0 });
}

describe('an import that is stopped', () => {
  it('keeps what it read and goes on from there', async () => {
    await bench.putGoodFolder();
    for (let index = 0; index < 60; index++) await bench.put(`train/data/A/m${index}.png`, await picture());
    await expect(bench.bring({ signal: abortedAfter(40) })).rejects.toThrow(expect.objectContaining({ kind: 'stopped' }));
    expect(loadDataSet(bench.store, 'wbc')).toBeUndefined();
    const kept = new Map(imagesOf(bench.store, 1).map((row) => [row.path, row.id]));
    expect(kept.size).toBeGreaterThan(10);
    expect(kept.size).toBeLessThan(50);
    const imported = await bench.bring();
    expect(imported.images).toHaveLength(66);
    expect(imported.images.filter((image) => kept.has(image.path)).every((image) => kept.get(image.path) === image.id)).toBe(true);
  });

  it('before it began stops at once', async () => {
    await bench.putGoodFolder();
    await expect(bench.bring({ signal: AbortSignal.abort() })).rejects.toThrow(expect.objectContaining({ kind: 'stopped' }));
  });
});

const UNLABELLED = { name: 'prcc', settings: { layout: 'unlabelled' }, requiredSplits: ['train'] } as const;

it('unlabelled images are split by seed, and another seed moves them without reading them again', async () => {
  for (let index = 0; index < 40; index++) await bench.put(`${index}.png`, await picture());
  const first = await bench.bring(UNLABELLED);
  const second = await bench.bring({ ...UNLABELLED, seed: 2 });
  expect(first.classes).toEqual([]);
  expect(first.images.some((image) => image.split === 'val')).toBe(true);
  expect(second.hash).not.toBe(first.hash);
  expect(await bench.bring(UNLABELLED)).toEqual(first);
});

it('a full disk is said, and what was imported before it is kept', async () => {
  await bench.putGoodFolder();
  const before = await bench.bring();
  for (let index = 0; index < 300; index++) await bench.put(`train/data/A/${'long'.repeat(40)}${index}.png`, await picture());
  const pages = Number(bench.store.database.pragma('page_count', { simple: true }));
  bench.store.database.pragma(`max_page_count = ${pages + 8}`);
  await expect(bench.bring()).rejects.toThrow(expect.objectContaining({ kind: 'disk-full' }));
  const paths = imagesOf(bench.store, before.id).map((row) => row.path);
  expect(paths).toEqual(expect.arrayContaining(before.images.map((image) => image.path)));
  bench.store.database.pragma('max_page_count = 100000');
  expect((await bench.bring()).images).toHaveLength(306);
});
