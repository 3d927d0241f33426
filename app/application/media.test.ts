import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MediaRequest } from '../contract/media.ts';
import { decodePixels } from '../library/decode.ts';
import { type ApplicationBench, applicationBench, CELLS, maskPicture, SIDE } from './application.fixture.ts';
import { type Media, mediaOf } from './media.ts';

let bench: ApplicationBench;
const [FIRST, SECOND] = CELLS;

/** A BMP of 3 × 2 pixels: the lower row red, the upper one blue. */
function bmp(): Buffer {
  const header = Buffer.alloc(54);
  header.write('BM');
  header.writeUInt32LE(54 + 24, 2);
  header.writeUInt32LE(54, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(3, 18);
  header.writeInt32LE(2, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(24, 28);
  const row = (blue: number, red: number) => Buffer.from([...Array.from({ length: 3 }, () => [blue, 0, red]).flat(), 0, 0, 0]);
  return Buffer.concat([header, row(0, 255), row(255, 0)]);
}

const plain = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: { r: 9, g: 99, b: 200 } } });

beforeAll(async () => {
  bench = await applicationBench();
  bench.put('train/data/A/bmp.bmp', bmp());
  bench.put('train/data/A/deep.tif', await plain(40, 20).toColourspace('rgb16').tiff().toBuffer());
  bench.put('train/data/A/turned.jpg', await plain(90, 30).jpeg().withMetadata({ orientation: 6 }).toBuffer());
  bench.put('train/data/A/large.jpg', await plain(1600, 1200).jpeg().toBuffer());
  bench.put(
    'train/data/A/clear.png',
    await sharp({ create: { width: 8, height: 8, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer(),
  );
  bench.put('train/data/A/changed.png', await plain(8, 8).png().toBuffer());
  bench.put('train/data/A/gone.png', await plain(8, 9).png().toBuffer());
  bench.put('train/mask/A/1.png', await maskPicture([0, 1, 2]));
  bench.put('train/mask/A/clear.png', await maskPicture([0, 255], 4, 4));
  await bench.bring();
  writeFileSync(join(bench.root, 'train/data/A/changed.png'), await plain(8, 7).png().toBuffer());
  rmSync(join(bench.root, 'train/data/A/gone.png'));
});
afterAll(() => bench.clear());

/** Nobody gives up waiting. */
const WANTED = new AbortController().signal;

async function media(path: string, of: (image: number) => MediaRequest): Promise<Media> {
  return mediaOf(bench.application.desk, of(await bench.image(path)), WANTED);
}

async function pixels(bytes: Buffer) {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

describe('a whole image', () => {
  it.each([
    ['a PNG as it is', FIRST, null, [SIDE, SIDE], 'image/png'],
    ['a PNG made smaller', FIRST, 20, [20, 20], 'image/png'],
    ['never larger', FIRST, 4096, [SIDE, SIDE], 'image/png'],
    ['a BMP', 'bmp.bmp', null, [3, 2], 'image/png'],
    ['a TIFF of 16 bits', 'deep.tif', 10, [10, 5], 'image/png'],
    ['a JPEG turned by its EXIF', 'turned.jpg', null, [30, 90], 'image/png'],
    ['a JPEG turned and made smaller', 'turned.jpg', 45, [15, 45], 'image/png'],
    ['a large one as JPEG', 'large.jpg', null, [1600, 1200], 'image/jpeg'],
    ['a large one made small', 'large.jpg', 400, [400, 300], 'image/png'],
  ])('is shown: %s', async (_, path, side, size, type) => {
    const shown = await media(path, (image) => ({ kind: 'image', image, side }));
    const { width, height, channels } = await pixels(shown.bytes);
    expect([[width, height], shown.type, channels]).toEqual([size, type, 3]);
  });

  it('has the pixels that the import decodes', async () => {
    const { data } = await pixels((await media('bmp.bmp', (image) => ({ kind: 'image', image, side: null }))).bytes);
    expect([...data.subarray(0, 3), ...data.subarray(9, 12)]).toEqual([0, 0, 255, 255, 0, 0]);
    const clear = await pixels((await media('clear.png', (image) => ({ kind: 'image', image, side: null }))).bytes);
    expect([...clear.data.subarray(0, 3)]).toEqual([255, 255, 255]);
    const deep = await pixels((await media('deep.tif', (image) => ({ kind: 'image', image, side: null }))).bytes);
    const decoded = await decodePixels(readFileSync(join(bench.root, 'train/data/A/deep.tif')), 'deep.tif');
    expect(deep.data.equals(decoded.data)).toBe(true);
  });

  it.each([
    ['has changed', 'changed.png', 'changed-file'],
    ['is gone', 'gone.png', 'missing-file'],
  ])('is refused with a sentence when its file %s', async (_, path, kind) => {
    const asked = media(path, (image) => ({ kind: 'image', image, side: 100 }));
    await expect(asked).rejects.toMatchObject({ name: 'SmearlabError', kind, message: expect.stringContaining(path) });
  });

  it('is only one of the library', async () => {
    for (const request of [
      { kind: 'image', image: 999_999, side: null },
      { kind: 'mask', image: 999_999, origin: null },
      { kind: 'thumbnail', sha256: '0'.repeat(64) },
    ] satisfies MediaRequest[]) {
      await expect(mediaOf(bench.application.desk, request, WANTED)).rejects.toMatchObject({ kind: 'wrong-usage' });
    }
  });
});

describe('a mask', () => {
  it('is black and white by the rule of training, at its own size', async () => {
    const { type, bytes } = await media(FIRST, (image) => ({ kind: 'mask', image, origin: null }));
    expect(type).toBe('image/png');
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', channels: 1, width: SIDE, height: SIDE });
    const { data } = await sharp(bytes).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
    expect([...data.subarray(0, 6)]).toEqual([0, 255, 255, 0, 255, 255]);
    const small = await media('clear.png', (image) => ({ kind: 'mask', image, origin: 'lab' }));
    expect(await sharp(small.bytes).metadata()).toMatchObject({ width: 4, height: 4 });
  });

  it('that is proposed is shown while it waits, but does not count', async () => {
    const image = await bench.image(SECOND);
    const { dataSet } = await bench.call('library.image', { id: image });
    await bench.call('masks.propose', { dataSet });
    const ask = (origin: 'proposed' | 'drawn' | null) => mediaOf(bench.application.desk, { kind: 'mask', image, origin }, WANTED);
    expect((await ask('proposed')).type).toBe('image/png');
    for (const origin of [null, 'drawn'] as const) await expect(ask(origin)).rejects.toMatchObject({ kind: 'wrong-usage' });
    await bench.call('masks.judge', { images: [image], verdict: 'rejected' });
    expect((await ask('proposed')).type).toBe('image/png');
    await bench.call('masks.judge', { images: [image], verdict: 'accepted' });
    expect((await ask(null)).bytes.equals((await ask('proposed')).bytes)).toBe(true);
  });

  it('that cannot be read, or has changed, is refused with a sentence', async () => {
    const image = await bench.image(FIRST);
    const file = join(bench.root, 'train/mask/A/1.png');
    const good = await maskPicture([0, 1, 2]);
    writeFileSync(file, good.subarray(0, 50));
    await expect(mediaOf(bench.application.desk, { kind: 'mask', image, origin: null }, WANTED)).rejects.toMatchObject({
      kind: 'changed-file',
    });
    rmSync(file);
    await expect(mediaOf(bench.application.desk, { kind: 'mask', image, origin: 'lab' }, WANTED)).rejects.toMatchObject({
      kind: 'missing-file',
    });
    writeFileSync(file, good);
  });
});

it('the ids of a stretch are those of the page, without its cards', async () => {
  const [dataSet] = await bench.call('library.dataSets', {});
  const request = { filter: { dataSet: dataSet?.id ?? 0 }, sort: { by: 'bytes', descending: true }, offset: 2, limit: 5 } as const;
  const { images } = await bench.call('library.page', request);
  expect(await bench.call('library.ids', request)).toEqual(images.map(({ id }) => id));
  expect(await bench.call('library.ids', { ...request, offset: 0, limit: 5000 })).toHaveLength(14);
});
