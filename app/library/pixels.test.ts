import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'bmp-ts';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMask, readMaskedCopy, readPixels } from './pixels.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smearlab-pixels-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function file(name: string, bytes: Buffer | Promise<Buffer>): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, await bytes);
  return path;
}

const raw = (data: readonly number[], width: number, height: number, channels: 1 | 2 | 3 | 4) =>
  sharp(Uint8Array.from(data), { raw: { width, height, channels } });

const raw16 = (data: readonly number[], width: number, height: number) =>
  sharp(Uint16Array.from(data), { raw: { width, height, channels: 1 } }).toColourspace('grey16');

const grey = (data: readonly number[], width: number, height: number) => raw(data, width, height, 1).toColourspace('b-w');

const RED_GREEN_BLUE_WHITE = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255];

describe('readPixels', () => {
  it('reads RGB interleaved, row by row', async () => {
    const path = await file('rgb.png', raw(RED_GREEN_BLUE_WHITE, 2, 2, 3).png().toBuffer());
    expect(Array.from(await readPixels(path, 2))).toEqual(RED_GREEN_BLUE_WHITE);
  });

  it('goes by content, not by name: a PNG called .jpg is read', async () => {
    const path = await file('liar.jpg', raw(RED_GREEN_BLUE_WHITE, 2, 2, 3).png().toBuffer());
    expect(Array.from(await readPixels(path, 2))).toEqual(RED_GREEN_BLUE_WHITE);
  });

  it('flattens alpha on white', async () => {
    const path = await file('alpha.png', raw([9, 9, 9, 0, 10, 20, 30, 255, 0, 0, 0, 0, 1, 2, 3, 255], 2, 2, 4).png().toBuffer());
    expect(Array.from(await readPixels(path, 2))).toEqual([255, 255, 255, 10, 20, 30, 255, 255, 255, 1, 2, 3]);
  });

  it('repeats grey in all channels', async () => {
    const path = await file('grey.png', grey([10, 20, 30, 255], 2, 2).png().toBuffer());
    expect(Array.from(await readPixels(path, 2))).toEqual([10, 10, 10, 20, 20, 20, 30, 30, 30, 255, 255, 255]);
  });

  it('scales 16 bits to 8', async () => {
    const path = await file(
      'deep.png',
      raw16([0, 257 * 128, 65535, 257 * 10], 2, 2)
        .png()
        .toBuffer(),
    );
    expect(Array.from(await readPixels(path, 2)).filter((_, index) => index % 3 === 0)).toEqual([0, 128, 255, 10]);
  });

  it('turns a picture as its EXIF orientation says', async () => {
    const turned = raw([255, 0, 0, 0, 0, 255], 2, 1, 3).png().withMetadata({ orientation: 3 }).toBuffer();
    const pixels = await readPixels(await file('turned.png', turned), 1);
    const path = await file('turned2.png', raw(RED_GREEN_BLUE_WHITE, 2, 2, 3).png().withMetadata({ orientation: 3 }).toBuffer());
    expect(pixels).toHaveLength(3);
    expect(Array.from(await readPixels(path, 2))).toEqual([255, 255, 255, 0, 0, 255, 0, 255, 0, 255, 0, 0]);
  });

  it('reads BMP, which sharp does not', async () => {
    const data = Buffer.from([0, 0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0, 255, 255, 255]);
    const path = await file('cell.bmp', Buffer.from(encode({ data, width: 2, height: 2, bitPP: 24 }).data));
    expect(Array.from(await readPixels(path, 2))).toEqual(RED_GREEN_BLUE_WHITE);
  });

  it('stretches to the square, averaging what it shrinks', async () => {
    const path = await file(
      'wide.png',
      raw(
        Array.from({ length: 8 * 2 * 3 }, (_, index) => (index % 6 < 3 ? 0 : 200)),
        8,
        2,
        3,
      )
        .png()
        .toBuffer(),
    );
    const pixels = await readPixels(path, 2);
    expect(pixels).toHaveLength(12);
    for (const value of pixels) expect(Math.abs(value - 100)).toBeLessThan(20);
  });

  it('says which file is missing, truncated, empty or no image', async () => {
    const jpeg = await sharp({ create: { width: 64, height: 64, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer();
    const cut = await file('cut.jpg', jpeg.subarray(0, jpeg.length - 30));
    const failures: [string, string][] = [
      [join(folder, 'gone.png'), 'missing-file'],
      [cut, 'unreadable-image'],
      [await file('empty.png', Buffer.alloc(0)), 'unreadable-image'],
      [await file('text.png', Buffer.from('no picture')), 'not-an-image'],
      [await file('drawing.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')), 'not-an-image'],
      [await file('half.bmp', Buffer.from('BM but not really')), 'unreadable-image'],
    ];
    for (const [path, kind] of failures) {
      await expect(readPixels(path, 8)).rejects.toThrow(expect.objectContaining({ kind, message: expect.stringContaining(path) }));
    }
  });
});

describe('readMask', () => {
  it.each([
    ['two levels', () => grey([0, 255, 255, 0], 2, 2)],
    ['nucleus and cytoplasm', () => grey([0, 128, 255, 10], 2, 2)],
    ['0 and 1', () => grey([0, 1, 1, 0], 2, 2)],
    ['0 and 1 in 16 bits', () => raw16([0, 1, 1, 0], 2, 2)],
    ['colour', () => raw([0, 0, 0, 255, 0, 0, 0, 0, 255, 0, 0, 0], 2, 2, 3)],
    ['transparent background', () => raw([255, 255, 255, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0], 2, 2, 4)],
  ])('reads a mask of %s', async (name, image) => {
    const path = await file(`mask ${name}.png`, image().png().toBuffer());
    expect(Array.from(await readMask(path, 2, 2))).toEqual([0, 1, 1, 0]);
  });

  it('resizes to the nearest pixel, so it stays 0 or 1', async () => {
    const path = await file('small.png', grey([0, 255, 255, 0], 2, 2).png().toBuffer());
    expect(Array.from(await readMask(path, 4, 2))).toEqual([0, 0, 1, 1, 1, 1, 0, 0]);
  });

  it('names a mask that cannot be read', async () => {
    const path = await file('bad mask.png', Buffer.from('x'));
    await expect(readMask(path, 2, 2)).rejects.toThrow(
      expect.objectContaining({ kind: 'unreadable-mask', message: expect.stringContaining(path) }),
    );
  });
});

it('a masked copy is the image inside its mask and black outside', async () => {
  const image = await file('image.png', raw(RED_GREEN_BLUE_WHITE, 2, 2, 3).png().toBuffer());
  const mask = await file('mask.png', grey([0, 255, 128, 0], 2, 2).png().toBuffer());
  expect(Array.from(await readMaskedCopy(image, mask, 2))).toEqual([0, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0]);
  const white = await file('white.png', grey([255], 1, 1).png().toBuffer());
  expect(await readMaskedCopy(image, white, 5)).toEqual(await readPixels(image, 5));
});
