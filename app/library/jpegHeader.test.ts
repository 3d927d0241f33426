import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { randomFor } from '../random/random.ts';
import { jpegSize } from './jpegHeader.ts';

const picture = (orientation = 1, progressive = false) =>
  sharp({ create: { width: 21, height: 34, channels: 3, background: 'teal' } })
    .withMetadata({ orientation })
    .jpeg({ progressive })
    .toBuffer();

describe('the size of a JPEG', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('with EXIF orientation %i is what the decoder says', async (orientation) => {
    for (const progressive of [false, true]) {
      const bytes = await picture(orientation, progressive);
      const { autoOrient } = await sharp(bytes).metadata();
      expect(jpegSize(bytes)).toEqual(autoOrient);
    }
  });

  it.each([
    [
      'a PNG',
      () =>
        sharp({ create: { width: 3, height: 3, channels: 3, background: 'red' } })
          .png()
          .toBuffer(),
    ],
    ['nothing', async () => Buffer.alloc(0)],
    ['a JPEG cut in its header', async () => (await picture()).subarray(0, 30)],
    ['a start of image alone', async () => Buffer.from([0xff, 0xd8, 0xff, 0xd9])],
    ['a marker with length 0', async () => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
  ])('is left to the decoder where there is none: %s', async (_, bytes) => {
    expect(jpegSize(await bytes())).toBeUndefined();
  });

  it('never is another than the decoder says, whatever byte of the header is wrong', async () => {
    const random = randomFor(1, 'jpeg header');
    const whole = await picture(6);
    let agreed = 0;
    for (let round = 0; round < 3000; round++) {
      const bytes = Buffer.from(whole);
      bytes[random.integer(0, 400)] = random.integer(0, 255);
      const ours = jpegSize(bytes);
      const theirs = await sharp(bytes, { failOn: 'error' })
        .metadata()
        .catch(() => undefined);
      if (ours === undefined || theirs === undefined) continue;
      expect(ours, bytes.subarray(0, 410).toString('hex')).toEqual(theirs.autoOrient);
      agreed++;
    }
    expect(agreed).toBeGreaterThan(1500);
  });
});
