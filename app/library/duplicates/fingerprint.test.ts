import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { randomFor } from '../../random/random.ts';
import { decodePixels, type Pixels } from '../decode.ts';
import { alignedLikeness } from './alignment.ts';
import { FINGERPRINT_BYTES, fingerprintOf, isPlain } from './fingerprint.ts';
import { cells, drawn, laid } from './pictures.fixture.ts';
import { SAME_LIKENESS } from './samePictures.ts';
import { TURNS } from './waves.ts';

const filled = (width: number, height: number, value: (at: number) => number): Pixels => ({
  data: Uint8Array.from({ length: width * height * 3 }, (_, at) => value(at)),
  width,
  height,
});

describe('a fingerprint', () => {
  it.each([
    ['square', 96, 96],
    ['wide', 160, 120],
    ['narrow', 31, 97],
    ['smaller than the planes', 7, 5],
    ['of one line', 40, 1],
    ['of prime sides', 127, 131],
  ])('is equal, value by value, in all eight turns and mirrors of an image that is %s', (_, width, height) => {
    const pixels = drawn(3, width, height);
    const prints = TURNS.map((turn) => fingerprintOf(laid(pixels, turn)));
    expect(prints[0]).toHaveLength(FINGERPRINT_BYTES);
    for (const print of prints) expect(print).toEqual(prints[0]);
  });

  it.each([
    ['of one pixel', filled(1, 1, () => 200)],
    ['black', filled(50, 40, () => 0)],
    ['white', filled(160, 160, () => 255)],
    ['of one colour', filled(33, 160, (at) => [250, 10, 90][at % 3] ?? 0)],
    ['flat but for noise', filled(160, 160, (at) => 128 + Math.round(randomFor(at, 'noise').uniform(-6, 6)))],
  ])('of an image %s is empty, because it shows nothing to know it by', (_, pixels) => {
    expect(isPlain(fingerprintOf(pixels))).toBe(true);
  });

  it('does not depend on brightness and contrast', () => {
    const pixels = drawn(5, 120, 120);
    const dimmed = { ...pixels, data: pixels.data.map((value) => Math.round(value * 0.7) + 20) };
    expect(likeness(pixels, dimmed)).toBeGreaterThan(0.99);
  });
});

function likeness(a: Pixels, b: Pixels): number {
  const [first, second] = [fingerprintOf(a), fingerprintOf(b)];
  const bounds = { asTheyLie: -1, begun: -1, enough: 2 };
  return Math.max(...TURNS.map((turn) => alignedLikeness(first, second, turn, bounds)));
}

describe('the likeness of two fingerprints', () => {
  it.each<[string, (image: Buffer, side: number) => Promise<Buffer>]>([
    [
      'scaled to a half',
      (image, side) =>
        sharp(image)
          .resize(Math.round(side / 2))
          .png()
          .toBuffer(),
    ],
    [
      'scaled to the double',
      (image, side) =>
        sharp(image)
          .resize(side * 2)
          .png()
          .toBuffer(),
    ],
    [
      'stretched',
      (image, side) =>
        sharp(image)
          .resize(side, Math.round(side * 0.8), { fit: 'fill' })
          .png()
          .toBuffer(),
    ],
    ['compressed as JPEG of quality 30', (image) => sharp(image).jpeg({ quality: 30 }).toBuffer()],
    ['turned by 90° and mirrored', (image) => sharp(image).rotate(90).flop().png().toBuffer()],
    ['cut by 3 % at the left and the top', (image, side) => cut(image, side, 0.03)],
    ['cut by 5 % at the left and the top', (image, side) => cut(image, side, 0.05)],
  ])('of a cell and the same %s is high', async (_, change) => {
    const [cell = Buffer.alloc(0)] = await cells(1);
    const pixels = await decodePixels(cell, 'cell.png');
    expect(likeness(pixels, await decodePixels(await change(cell, pixels.width), 'changed'))).toBeGreaterThan(SAME_LIKENESS);
  });

  it('of different cells of one class is low', async () => {
    const pixels = await Promise.all((await cells(6)).map((cell) => decodePixels(cell, 'cell.png')));
    const others = pixels.flatMap((a, index) => pixels.slice(index + 1).map((b) => likeness(a, b)));
    expect(Math.max(...others)).toBeLessThan(SAME_LIKENESS);
  });
});

function cut(image: Buffer, side: number, share: number): Promise<Buffer> {
  const edge = Math.round(side * share);
  return sharp(image)
    .extract({ left: edge, top: edge, width: side - edge, height: side - edge })
    .png()
    .toBuffer();
}
