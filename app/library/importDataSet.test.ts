import { copyFile, cp, mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Progress } from '../contract/progress.ts';
import type { DataSetRole } from '../contract/words.ts';
import { refusedOf } from '../store/dataSets.ts';
import { imagesOf } from '../store/images.ts';
import { openStore, type Store } from '../store/store.ts';
import { importDataSet, loadDataSet } from './importDataSet.ts';

let folder = '';
let root = '';
let store: Store;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smearlab-import-'));
  root = join(folder, 'images');
  store = openStore(join(folder, 'study.db'));
});
afterEach(async () => {
  store.close();
  await rm(folder, { recursive: true, force: true });
});

async function put(path: string, bytes: Buffer | string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), bytes);
}

let painted = 0;
/** A small picture unlike every other one. */
async function picture(width = 20, height = 16): Promise<Buffer> {
  painted++;
  const background = { r: painted % 256, g: (painted >> 8) % 256, b: 99 };
  return sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
}

async function mask(levels: readonly number[], width = 20, height = 16): Promise<Buffer> {
  const data = Uint8Array.from({ length: width * height }, (_, index) => levels[index % levels.length] ?? 0);
  return sharp(data, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toBuffer();
}

/** Two classes with two training images and one validation image each. */
async function goodFolder(): Promise<void> {
  for (const path of [
    'train/data/A/1.png',
    'train/data/A/2.png',
    'train/data/B/1.png',
    'train/data/B/2.png',
    'val/data/A/3.png',
    'val/data/B/3.png',
  ]) {
    await put(path, await picture());
  }
}

function bring(
  options: { role?: DataSetRole; signal?: AbortSignal; onProgress?: (progress: Progress) => void; seed?: number; at?: string } = {},
) {
  return importDataSet(store, {
    role: options.role ?? 'wbc',
    root: options.at ?? root,
    seed: options.seed ?? 1,
    onProgress: options.onProgress ?? (() => {}),
    signal: options.signal ?? new AbortController().signal,
  });
}

describe('a good folder', () => {
  it('is imported whole and loaded again without the disk', async () => {
    await goodFolder();
    await put('train/mask/A/1.png', await mask([0, 255]));
    const imported = await bring();
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
    await rm(root, { recursive: true });
    expect(loadDataSet(store, 'wbc')).toEqual(imported);
    expect(loadDataSet(store, 'cam16')).toBeUndefined();
  });

  it('imported again is the same data set with the same ids', async () => {
    await goodFolder();
    await put('train/mask/A/1.png', await mask([0, 255]));
    const first = await bring();
    expect(await bring()).toEqual(first);
  });

  it('has the same hash wherever it lies, and ids that stay when it moves', async () => {
    await goodFolder();
    const first = await bring();
    const elsewhere = join(folder, 'elsewhere');
    await rename(root, elsewhere);
    const second = await bring({ at: elsewhere });
    expect(second).toEqual({ ...first, root: elsewhere });
    await put('later', 'x');
  });

  it('of another place is read again even when size and time of a file are the same', async () => {
    await goodFolder();
    const first = await bring();
    const elsewhere = join(folder, 'elsewhere');
    await cp(root, elsewhere, { recursive: true, preserveTimestamps: true });
    const same = first.images[0];
    const other = await sharp({ create: { width: 20, height: 16, channels: 3, background: '#010203' } })
      .png()
      .toBuffer();
    await writeFile(join(elsewhere, 'train/data/A/1.png'), other);
    const second = await bring({ at: elsewhere });
    expect(second.images[0]?.sha256).not.toBe(same?.sha256);
  });

  it('shows progress that ends at the total', async () => {
    await goodFolder();
    const told: Progress[] = [];
    await bring({ onProgress: (progress) => told.push(progress) });
    expect(told[0]).toMatchObject({ done: 0, total: 6, unit: 'images' });
    expect(told.at(-1)).toMatchObject({ done: 6, total: 6 });
  });
});

describe('files that change', () => {
  it('are read again, taken in when new, and said when gone, and every other image keeps its id', async () => {
    await goodFolder();
    const first = await bring();
    await put('train/data/A/1.png', await picture(30, 30));
    await utimes(join(root, 'train/data/A/1.png'), 1, 1);
    await put('train/data/A/9.png', await picture());
    await rm(join(root, 'train/data/B/2.png'));
    const second = await bring();
    expect(second.hash).not.toBe(first.hash);
    expect(second.images.find((image) => image.path === 'train/data/A/1.png')).toMatchObject({ width: 30, id: first.images[0]?.id });
    expect(second.images.map((image) => image.path)).not.toContain('train/data/B/2.png');
    expect(second.images).toHaveLength(6);
    expect(second.warnings).toEqual([expect.stringMatching(/1 file of the last import is no longer there.*train\/data\/B\/2.png/)]);
  });

  it('come back with their old id', async () => {
    await goodFolder();
    const first = await bring();
    await rename(join(root, 'train/data/B/2.png'), join(folder, 'aside.png'));
    await bring();
    await rename(join(folder, 'aside.png'), join(root, 'train/data/B/2.png'));
    expect(await bring()).toEqual(first);
  });

  it('lose and change their masks', async () => {
    await goodFolder();
    await put('train/mask/A/1.png', await mask([0, 255]));
    await put('train/mask/A/2.png', await mask([0, 255]));
    await bring();
    await rm(join(root, 'train/mask/A/1.png'));
    await put('train/mask/A/2.png', await mask([0, 9, 255]));
    const second = await bring();
    expect(second.images.slice(0, 2).map((image) => image.mask?.levels)).toEqual([undefined, [0, 9, 255]]);
  });
});

describe('a bad file never stops the import, and is named', () => {
  const jpeg = () =>
    sharp({ create: { width: 90, height: 90, channels: 3, background: 'teal' } })
      .jpeg()
      .toBuffer();
  const cases: [string, string, () => Promise<Buffer>, RegExp][] = [
    ['no image', 'train/data/A/notes.txt', async () => Buffer.from('notes'), /train\/data\/A\/notes.txt is no image/],
    ['a text called .png', 'train/data/A/x.png', async () => Buffer.from('notes'), /train\/data\/A\/x.png is no image/],
    ['a truncated image', 'train/data/A/x.jpg', async () => (await jpeg()).subarray(0, -90), /train\/data\/A\/x.jpg cannot be read/],
    ['a truncated PNG', 'train/data/A/x.png', async () => (await picture()).subarray(0, -30), /train\/data\/A\/x.png cannot be read/],
    ['a file cut at its very end', 'val/data/A/x.jpg', async () => (await jpeg()).subarray(0, -12), /val\/data\/A\/x.jpg cannot be read/],
    ['an empty file', 'train/data/A/x.png', async () => Buffer.alloc(0), /train\/data\/A\/x.png is empty \(0 bytes\)/],
    ['a mask without image', 'train/mask/A/77.png', () => mask([0, 255]), /no image of the same name and class: train\/mask\/A\/77.png/],
    [
      'a mask of half the size',
      'train/mask/A/1.png',
      () => mask([0, 255], 10, 8),
      /another size than the image and is resized.*train\/mask\/A\/1.png/,
    ],
    [
      'a mask of another shape',
      'train/mask/A/1.png',
      () => mask([0, 255], 16, 16),
      /train\/mask\/A\/1.png is 16 × 16 but its image 20 × 16/,
    ],
    ['a mask with grey levels', 'train/mask/A/1.png', () => mask([0, 128, 255]), /grey levels \(0, 128, 255\): train\/mask\/A\/1.png/],
    ['an all-black mask', 'train/mask/A/1.png', () => mask([0]), /all black.*train\/mask\/A\/1.png/],
    [
      'an unreadable mask',
      'train/mask/A/1.png',
      async () => (await mask([0, 255])).subarray(0, 60),
      /mask train\/mask\/A\/1.png cannot be read/,
    ],
    ['an empty mask', 'train/mask/A/1.png', async () => Buffer.alloc(0), /mask train\/mask\/A\/1.png cannot be read \(0 bytes\)/],
    ['a class only in train', 'train/data/C/1.png', () => picture(), /Class C has no images in val/],
    ['a class only in val', 'val/data/C/1.png', () => picture(), /Class C has images in val but none in train/],
    ['a class only in test', 'test/data/C/1.png', () => picture(), /Class C has images in test but none in train/],
  ];
  it.each(cases)('%s', async (_, path, bytes, warning) => {
    await goodFolder();
    await put(path, await bytes());
    const imported = await bring();
    expect(imported.warnings).toEqual([expect.stringMatching(warning)]);
    expect(imported.images.filter((image) => image.path !== path)).toHaveLength(6);
    // What is said is said again by an import that reads nothing anew.
    expect((await bring()).warnings).toEqual(imported.warnings);
  });

  it('an image of a mask with another shape is kept without it', async () => {
    await goodFolder();
    await put('train/mask/A/1.png', await mask([0, 255], 16, 16));
    expect((await bring()).images[0]).toMatchObject({ path: 'train/data/A/1.png', mask: null });
    await put('train/mask/A/1.png', await mask([0, 255]));
    expect((await bring()).images[0]?.mask).not.toBeNull();
  });

  it('an empty class folder', async () => {
    await goodFolder();
    await mkdir(join(root, 'train/data/Empty'));
    const imported = await bring();
    expect(imported.warnings).toEqual([expect.stringContaining('train/data/Empty')]);
    expect(imported.classes).toEqual(['A', 'B']);
  });

  it('many of one kind are one sentence, and every one of them is in the database', async () => {
    await goodFolder();
    for (const name of ['a', 'b', 'c', 'd', 'e']) await put(`train/data/A/${name}.txt`, name);
    const imported = await bring();
    expect(imported.warnings).toEqual([
      expect.stringMatching(/^5 files are no images .*: train\/data\/A\/a.txt, train\/data\/A\/b.txt, train\/data\/A\/c.txt and 2 more\./),
    ]);
    expect(refusedOf(store, imported.id).map((file) => file.kind)).toEqual(Array(5).fill('not-an-image'));
  });

  it('an image that was good and is damaged now leaves the data set', async () => {
    await goodFolder();
    await bring();
    await put('train/data/A/1.png', 'oops');
    const imported = await bring();
    expect(imported.images).toHaveLength(5);
    expect(imported.warnings).toEqual([expect.stringContaining('train/data/A/1.png is no image')]);
  });

  it('links that lead in a circle or nowhere', async () => {
    await goodFolder();
    await symlink(root, join(root, 'train/data/A/loop'));
    await symlink(join(root, 'train'), join(root, 'again'));
    await symlink(join(root, 'self'), join(root, 'self'));
    await symlink(join(root, 'nowhere.png'), join(root, 'train/data/A/broken.png'));
    const imported = await bring();
    expect(imported.images).toHaveLength(6);
    expect(imported.warnings.join('\n')).toMatch(/train\/data\/A\/broken.png is listed but cannot be reached/);
  });
});

describe('the same file twice', () => {
  it.each([
    ['train and val', 'train/data/A/1.png', 'val/data/A/copy.png', /Leakage: 1 file .*train\/data\/A\/1.png = val\/data\/A\/copy.png/],
    ['train and test', 'train/data/A/1.png', 'test/data/A/copy.png', /Leakage: .*test\/data\/A\/copy.png/],
    [
      'two classes of train',
      'train/data/A/1.png',
      'train/data/B/copy.png',
      /two classes of one split: train\/data\/A\/1.png = train\/data\/B\/copy.png/,
    ],
  ])('in %s is said', async (_, from, to, warning) => {
    await goodFolder();
    await mkdir(dirname(join(root, to)), { recursive: true });
    await copyFile(join(root, from), join(root, to));
    expect((await bring()).warnings).toEqual([expect.stringMatching(warning)]);
  });
});

describe('a folder that cannot be imported', () => {
  const refusal = (kind: string) => expect.objectContaining({ kind, message: expect.stringContaining(root) });

  it.each([
    ['is missing', async () => {}, 'missing-file'],
    ['is a file', () => writeFile(root, 'x'), 'unknown-layout'],
    ['is empty', () => mkdir(root), 'no-images'],
    ['has another layout', () => put('A/1.png', 'x'), 'unknown-layout'],
    ['has no val', () => put('train/data/A/1.png', 'x'), 'unknown-layout'],
    ['has no readable image', () => put('train/data/A/1.png', 'x').then(() => put('val/data/A/1.png', 'x')), 'no-images'],
    [
      'has no readable image in val',
      async () => {
        await put('train/data/A/1.png', await picture());
        await put('val/data/A/1.png', 'x');
      },
      'too-few-images',
    ],
  ])('because it %s is refused with a sentence that names it', async (_, make, kind) => {
    await make();
    await expect(bring()).rejects.toThrow(refusal(kind));
    expect(loadDataSet(store, 'wbc')).toBeUndefined();
  });

  it('leaves what was imported before as it was', async () => {
    await goodFolder();
    const before = await bring();
    await rename(root, join(folder, 'aside'));
    await expect(bring()).rejects.toThrow(refusal('missing-file'));
    expect(loadDataSet(store, 'wbc')).toEqual(before);
  });
});

/** A signal that has been aborted once it was looked at so many times: what a timer would do, without its chance. */
function abortedAfter(looks: number): AbortSignal {
  let left = looks;
  return Object.defineProperty(new AbortController().signal, 'aborted', { get: () => left-- <= 0 });
}

describe('an import that is stopped', () => {
  it('keeps what it read and goes on from there', async () => {
    await goodFolder();
    for (let index = 0; index < 60; index++) await put(`train/data/A/m${index}.png`, await picture());
    await expect(bring({ signal: abortedAfter(40) })).rejects.toThrow(expect.objectContaining({ kind: 'stopped' }));
    expect(loadDataSet(store, 'wbc')).toBeUndefined();
    const kept = new Map(imagesOf(store, 1).map((row) => [row.path, row.id]));
    expect(kept.size).toBeGreaterThan(10);
    expect(kept.size).toBeLessThan(50);
    const imported = await bring();
    expect(imported.images).toHaveLength(66);
    expect(imported.images.filter((image) => kept.has(image.path)).every((image) => kept.get(image.path) === image.id)).toBe(true);
  });

  it('before it began stops at once', async () => {
    await goodFolder();
    await expect(bring({ signal: AbortSignal.abort() })).rejects.toThrow(expect.objectContaining({ kind: 'stopped' }));
  });
});

it('unlabelled images are split by seed, and another seed moves them without reading them again', async () => {
  for (let index = 0; index < 40; index++) await put(`${index}.png`, await picture());
  const first = await bring({ role: 'prcc' });
  const second = await bring({ role: 'prcc', seed: 2 });
  expect(first.classes).toEqual([]);
  expect(first.images.some((image) => image.split === 'val')).toBe(true);
  expect(second.hash).not.toBe(first.hash);
  expect(await bring({ role: 'prcc' })).toEqual(first);
});
