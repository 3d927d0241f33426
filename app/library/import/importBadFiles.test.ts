import { copyFile, mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refusedOf } from '../../store/dataSets.ts';
import { type ImportBench, importBench, mask, picture } from './importBench.fixture.ts';

let bench: ImportBench;
beforeEach(async () => {
  bench = await importBench();
});
afterEach(() => bench.clear());

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
    await bench.putGoodFolder();
    await bench.put(path, await bytes());
    const imported = await bench.bring();
    expect(imported.warnings).toEqual([expect.stringMatching(warning)]);
    expect(imported.images.filter((image) => image.path !== path)).toHaveLength(6);
    // What is said is said again by an import that reads nothing anew.
    expect((await bench.bring()).warnings).toEqual(imported.warnings);
  });

  it('an image of a mask with another shape is kept without it', async () => {
    await bench.putGoodFolder();
    await bench.put('train/mask/A/1.png', await mask([0, 255], 16, 16));
    expect((await bench.bring()).images[0]).toMatchObject({ path: 'train/data/A/1.png', mask: null });
    await bench.put('train/mask/A/1.png', await mask([0, 255]));
    expect((await bench.bring()).images[0]?.mask).not.toBeNull();
  });

  it('an empty class folder', async () => {
    await bench.putGoodFolder();
    await mkdir(join(bench.root, 'train/data/Empty'));
    const imported = await bench.bring();
    expect(imported.warnings).toEqual([expect.stringContaining('train/data/Empty')]);
    expect(imported.classes).toEqual(['A', 'B']);
  });

  it('many of one kind are one sentence, and every one of them is in the database', async () => {
    await bench.putGoodFolder();
    for (const name of ['a', 'b', 'c', 'd', 'e']) await bench.put(`train/data/A/${name}.txt`, name);
    const imported = await bench.bring();
    expect(imported.warnings).toEqual([
      expect.stringMatching(/^5 files are no images .*: train\/data\/A\/a.txt, train\/data\/A\/b.txt, train\/data\/A\/c.txt and 2 more\./),
    ]);
    expect(refusedOf(bench.store, imported.id).map((file) => file.kind)).toEqual(Array(5).fill('not-an-image'));
  });

  it('an image that was good and is damaged now leaves the data set', async () => {
    await bench.putGoodFolder();
    await bench.bring();
    await bench.put('train/data/A/1.png', 'oops');
    const imported = await bench.bring();
    expect(imported.images).toHaveLength(5);
    expect(imported.warnings).toEqual([expect.stringContaining('train/data/A/1.png is no image')]);
  });

  it('links that lead in a circle or nowhere', async () => {
    await bench.putGoodFolder();
    await symlink(bench.root, join(bench.root, 'train/data/A/loop'));
    await symlink(join(bench.root, 'train'), join(bench.root, 'again'));
    await symlink(join(bench.root, 'self'), join(bench.root, 'self'));
    await symlink(join(bench.root, 'nowhere.png'), join(bench.root, 'train/data/A/broken.png'));
    const imported = await bench.bring();
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
    await bench.putGoodFolder();
    await mkdir(dirname(join(bench.root, to)), { recursive: true });
    await copyFile(join(bench.root, from), join(bench.root, to));
    expect((await bench.bring()).warnings).toEqual([expect.stringMatching(warning)]);
  });
});
