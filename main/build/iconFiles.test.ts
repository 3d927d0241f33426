import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { icnsOf, icoOf, type Png } from './iconFiles.ts';

const png = async (side: number): Promise<Png> => ({
  side,
  bytes: await sharp({ create: { width: side, height: side, channels: 4, background: '#123456' } })
    .png()
    .toBuffer(),
});

it('an icon for Windows holds each picture whole where its head says', async () => {
  const pictures = [await png(16), await png(256)];
  const ico = icoOf(pictures);
  expect([ico.readUInt16LE(0), ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([0, 1, 2]);
  const found = pictures.map((_, index) => {
    const [length, offset] = [ico.readUInt32LE(6 + 16 * index + 8), ico.readUInt32LE(6 + 16 * index + 12)];
    return { side: ico.readUInt8(6 + 16 * index) || 256, bytes: ico.subarray(offset, offset + length) };
  });
  expect(found).toEqual(pictures);
});

it('an icon for macOS is one block of blocks, each with its length', async () => {
  const icns = icnsOf([await png(16), await png(128), await png(256)]);
  expect([icns.toString('ascii', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
  const types: string[] = [];
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) types.push(icns.toString('ascii', at, at + 4));
  expect(types).toEqual(['ic07', 'ic08', 'ic13']);
});

describe('the icons that are shipped', () => {
  it.each([16, 32, 48, 64, 128, 256, 512, 1024])('have the one of %i pixels', async (side) => {
    expect(await sharp(`resources/icons/${side}x${side}.png`).metadata()).toMatchObject({ width: side, height: side, hasAlpha: true });
  });

  it.each([
    ['icon.ico', [0, 0, 1, 0]],
    ['icon.icns', [...Buffer.from('icns')]],
  ])('have %s', (name, head) => {
    expect([...readFileSync(`resources/icons/${name}`).subarray(0, 4)]).toEqual(head);
  });
});
