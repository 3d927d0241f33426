import { createHash } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'bmp-ts';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashDataSet } from '../../store/dataSetHash.ts';
import { findImageByPath } from '../../store/images.ts';
import { maskCoverage, saveMask } from '../../store/masks.ts';
import { decodePixels, makeThumbnail } from '../decode.ts';
import { readHeader } from '../imageHeader.ts';
import { thumbnailOf } from '../thumbnail.ts';
import { type ImportBench, importBench, mask, picture } from './importBench.fixture.ts';

let bench: ImportBench;
beforeEach(async () => {
  bench = await importBench();
});
afterEach(() => bench.clear());

/** A gradient, so that its parts can be told apart. */
const gradient = (width = 200, height = 120) =>
  sharp(Buffer.from(Array.from({ length: width * height * 3 }, (_, at) => ((Math.floor(at / 3) % width) * 255) / width)), {
    raw: { width, height, channels: 3 },
  });

const FORMATS: [string, string, () => Promise<Buffer>][] = [
  ['a JPEG', 'jpeg', () => gradient().jpeg().toBuffer()],
  ['a JPEG that lies on its side', 'jpeg', () => gradient().withMetadata({ orientation: 6 }).jpeg().toBuffer()],
  ['a CMYK JPEG', 'jpeg', () => gradient().toColourspace('cmyk').jpeg().toBuffer()],
  ['a PNG', 'png', () => gradient().png().toBuffer()],
  ['a palette PNG', 'png', () => gradient().png({ palette: true }).toBuffer()],
  ['a 16-bit PNG', 'png', () => gradient().toColourspace('rgb16').png().toBuffer()],
  ['an 8-bit TIFF', 'tiff', () => gradient().tiff({ compression: 'lzw' }).toBuffer()],
  ['a 16-bit TIFF', 'tiff', () => gradient().toColourspace('rgb16').tiff().toBuffer()],
  ['a 16-bit grey TIFF', 'tiff', () => gradient().toColourspace('grey16').tiff().toBuffer()],
  ['a WebP', 'webp', () => gradient().webp({ lossless: true }).toBuffer()],
  [
    'a BMP',
    'bmp',
    async () =>
      Buffer.from(encode({ data: await gradient().ensureAlpha().raw().toBuffer().then(abgr), width: 200, height: 120, bitPP: 24 }).data),
  ],
];

function abgr(rgba: Buffer): Buffer {
  for (let at = 0; at < rgba.length; at += 4) rgba.subarray(at, at + 4).reverse();
  return rgba;
}

describe('a format', () => {
  it.each(FORMATS)(
    'such as %s is imported in its size as seen, with a thumbnail of what is decoded for training',
    async (_, format, make) => {
      const bytes = await make();
      const decoded = await decodePixels(bytes, 'x');
      expect(await readHeader(bytes, 'x')).toEqual({ format, width: decoded.width, height: decoded.height, pages: 1 });
      const thumbnail = await makeThumbnail(bytes, 'x');
      const small = await decodePixels(thumbnail, 'thumbnail');
      expect(Math.max(small.width, small.height)).toBe(160);
      const same = await sharp(decoded.data, { raw: { width: decoded.width, height: decoded.height, channels: 3 } })
        .resize(small.width, small.height)
        .raw()
        .toBuffer();
      const difference = same.reduce((sum, value, at) => sum + Math.abs(value - (small.data[at] ?? 0)), 0) / same.length;
      expect(difference).toBeLessThan(3);
    },
  );

  it('with a colour profile is brought to sRGB', async () => {
    const red = sharp({ create: { width: 20, height: 20, channels: 3, background: { r: 200, g: 60, b: 60 } } });
    const wide = await red.withIccProfile('p3').png().toBuffer();
    const stored = await sharp(wide, { ignoreIcc: true }).raw().toBuffer();
    const seen = await decodePixels(wide, 'x');
    // The file holds other numbers; converted they are the colour that was meant.
    expect(Math.abs((stored[0] ?? 0) - 200)).toBeGreaterThan(5);
    for (const [at, value] of [200, 60, 60].entries()) expect(Math.abs((seen.data[at] ?? 0) - value)).toBeLessThan(4);
  });

  it('with several pages has its first one imported, and that is said, also by an import that reads nothing', async () => {
    await bench.putGoodFolder();
    const pages = await Promise.all([picture(), picture()]);
    await bench.put(
      'train/data/A/pages.tif',
      await sharp(pages, { join: { animated: true } })
        .tiff()
        .toBuffer(),
    );
    for (let times = 0; times < 2; times++) {
      const { warnings } = await bench.scan();
      expect(warnings).toEqual([expect.stringMatching(/1 file has several pages, of which the first .*train\/data\/A\/pages.tif/)]);
    }
    expect(findImageByPath(bench.store, 1, 'train/data/A/pages.tif')).toMatchObject({ pages: 2, width: 20, height: 16 });
  });
});

it('a thumbnail finds the damage that a whole decoding finds, wherever a file is cut', async () => {
  for (const [, , make] of FORMATS) {
    const whole = await make();
    for (let part = 1; part < 24; part++) {
      const bytes = whole.subarray(0, Math.floor((whole.length * part) / 24));
      const fails = (work: Promise<unknown>) =>
        work.then(
          () => false,
          () => true,
        );
      expect(await fails(makeThumbnail(bytes, 'x'))).toBe(await fails(decodePixels(bytes, 'x')));
    }
  }
});

describe('a thumbnail', () => {
  it('is there for every image, is made again where it is lost, and never of another picture', async () => {
    await bench.putGoodFolder();
    const { images, root } = await bench.bring();
    expect(images.every(({ sha256 }) => bench.thumbnails.has(sha256))).toBe(true);
    const [first] = images;
    if (first === undefined) throw new Error('no image');
    const kept = await thumbnailOf(bench.thumbnails, root, first);
    const bytes = await picture();
    await writeFile(join(root, first.path), bytes);
    expect(await thumbnailOf(bench.thumbnails, root, first)).toEqual(kept);
    const unknown = { path: first.path, sha256: createHash('sha256').update(bytes).digest('hex') };
    expect((await thumbnailOf(bench.thumbnails, root, unknown)).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
    expect(bench.thumbnails.has(unknown.sha256)).toBe(true);
    const lost = { path: first.path, sha256: 'a'.repeat(64) };
    await expect(thumbnailOf(bench.thumbnails, root, lost)).rejects.toThrow(expect.objectContaining({ kind: 'changed-file' }));
    await rm(join(root, first.path));
    await expect(thumbnailOf(bench.thumbnails, root, lost)).rejects.toThrow(expect.objectContaining({ kind: 'missing-file' }));
  });
});

describe('class folders in a library', () => {
  const classes = { settings: { layout: 'classes', groupBy: '^[A-Z]/(s\\d+)_' }, requiredSplits: [] } as const;

  it('are split once, by group, and images that come later move no other', async () => {
    for (let index = 0; index < 40; index++)
      await bench.put(`${index % 2 ? 'A' : 'B'}/s${Math.floor(index / 4)}_${index}.png`, await picture());
    const first = await bench.bring(classes);
    const splitOfGroup = Map.groupBy(first.images, ({ path }) => path.slice(2).split('_')[0]);
    for (const images of splitOfGroup.values()) expect(new Set(images.map(({ split }) => split)).size).toBe(1);
    expect(new Set(first.images.map(({ split }) => split)).size).toBeGreaterThan(1);
    for (let index = 40; index < 60; index++) await bench.put(`A/s${Math.floor(index / 4)}_${index}.png`, await picture());
    const later = await bench.bring(classes);
    const now = new Map(later.images.map((image) => [image.path, image]));
    expect(first.images.every((image) => now.get(image.path)?.split === image.split && now.get(image.path)?.id === image.id)).toBe(true);
    expect(await bench.scan(classes)).toMatchObject({ added: 0, moved: 0 });
    expect((await bench.scan({ ...classes, seed: 5 })).moved).toBeGreaterThan(0);
  });
});

it('the area of masks is counted, and a picture that changed loses what was drawn on it', async () => {
  await bench.putGoodFolder();
  await bench.put('train/mask/A/1.png', await mask([0, 255, 255, 255]));
  await bench.scan();
  expect(maskCoverage(bench.store, 1)[0]).toMatchObject({ class: 'A', split: 'train', lab: 1, meanForeground: 0.75 });
  const image = findImageByPath(bench.store, 1, 'train/data/A/1.png');
  if (image?.mask === undefined || image.mask === null) throw new Error('no mask');
  const { origin: _, ...facts } = image.mask;
  saveMask(bench.store, image.id, 'drawn', facts);
  await bench.scan();
  expect(maskCoverage(bench.store, 1)[0]).toMatchObject({ drawn: 1, lab: 0 });
  await bench.put('train/data/A/1.png', await picture());
  expect(await bench.scan()).toMatchObject({ changed: 1 });
  expect(maskCoverage(bench.store, 1)[0]).toMatchObject({ drawn: 0, lab: 1 });
});

it.each([
  ['order', true, (images: typeof HASHED) => images.toReversed()],
  ['composition of letters', true, (images: typeof HASHED) => images.map((image) => ({ ...image, path: image.path.normalize('NFD') }))],
  ['a path', false, (images: typeof HASHED) => images.map((image) => ({ ...image, path: `${image.path}x` }))],
  ['a content', false, (images: typeof HASHED) => images.map((image) => ({ ...image, sha256: 'f' }))],
  ['a label', false, (images: typeof HASHED) => images.map((image) => ({ ...image, class: 'Q' }))],
  ['a split', false, (images: typeof HASHED) => images.map((image) => ({ ...image, split: 'val' as const }))],
  ['a mask', false, (images: typeof HASHED) => images.map((image) => ({ ...image, mask: { sha256: 'e' } }))],
])('the hash of a data set with another %s is the same: %s', (_, same, change) => {
  // Made by another program (Python's hashlib), so that every machine and system is held to it.
  expect(hashDataSet(HASHED)).toBe('66f22b0cadbf35db840c5db071ddb7381eaca4068a73737ac375d7a2ab62c3cf');
  expect(hashDataSet(change(HASHED)) === hashDataSet(HASHED)).toBe(same);
});

const HASHED = ['b/Z\u00fcrich.png', 'a/\ue000.png', 'a/\ud83d\ude00.png', 'B.png'].map((path, index) => ({
  path,
  sha256: String(index).repeat(64),
  class: index === 0 ? null : 'A',
  split: 'train' as const,
  mask: index === 1 ? { sha256: 'd'.repeat(64) } : null,
}));

it('the hash in the database is that of the images in memory, also for letters that the database sorts otherwise', async () => {
  await bench.putGoodFolder();
  for (const name of ['\ue000', '\ud83d\ude00', 'Z\u00fc', 'Zu\u0308x']) await bench.put(`train/data/A/${name}.png`, await picture());
  const { images, hash } = await bench.bring();
  expect(hash).toBe(hashDataSet(images));
});
