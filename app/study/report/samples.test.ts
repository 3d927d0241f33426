import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gatherSamples, pickSamples } from './samples.ts';

const mask = (name: string) => ({ path: `mask/${name}`, origin: 'lab' as const, sha256: '', width: 20, height: 20, levels: [0, 255] });
const image = (name: string, kind: string | null, masked: boolean, split: 'train' | 'val' = 'train') => ({
  path: `data/${name}`,
  class: kind,
  split,
  mask: masked ? mask(name) : null,
});

describe('picking samples', () => {
  it('prefers training images with a mask, two of each class, classes by name', () => {
    const images = [
      image('b1.png', 'B', false),
      image('b2.png', 'B', true),
      image('a1.png', 'A', true, 'val'),
      image('a2.png', 'A', true),
      image('a3.png', 'A', true),
      image('a4.png', 'A', true),
      image('x.png', null, false),
    ];
    expect(pickSamples(images).map((picked) => picked.path)).toEqual(['data/a2.png', 'data/a3.png', 'data/b2.png', 'data/b1.png']);
  });

  it('gives none where there are none', () => {
    expect(pickSamples([image('v.png', 'A', false, 'val')])).toEqual([]);
  });
});

describe('gathering samples', () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'smearlab-samples-'));
    await mkdir(path.join(root, 'data'));
    await mkdir(path.join(root, 'mask'));
    const flat = (colour: string) =>
      sharp({ create: { width: 20, height: 20, channels: 3, background: colour } })
        .png()
        .toBuffer();
    await writeFile(path.join(root, 'data/a.png'), await flat('#ff0000'));
    const left = Uint8Array.from({ length: 400 }, (_, at) => (at % 20 < 10 ? 255 : 0));
    await writeFile(
      path.join(root, 'mask/a.png'),
      await sharp(left, { raw: { width: 20, height: 20, channels: 1 } })
        .png()
        .toBuffer(),
    );
    await writeFile(path.join(root, 'data/b.png'), await flat('#00ff00'));
  });
  afterAll(async () => {
    await rm(root, { recursive: true, force: true });
  });

  const pixel = async (address: string | null, x: number) => {
    const raw = await sharp(Buffer.from((address ?? '').split(',')[1] ?? '', 'base64'))
      .raw()
      .toBuffer();
    return [...raw.subarray((48 * 96 + x) * 3, (48 * 96 + x) * 3 + 3)].map((value) => Math.round(value / 32) * 32);
  };

  it('makes pictures of image, mask and masked copy, and no mask where there is none', async () => {
    const [a, b] = await gatherSamples({ root, images: [image('a.png', 'A', true), image('b.png', 'B', false)] });
    expect(a).toMatchObject({ caption: 'a.png', class: 'A' });
    expect(await pixel(a?.image ?? null, 80)).toEqual([256, 0, 0]);
    expect([await pixel(a?.mask ?? null, 10), await pixel(a?.mask ?? null, 80)]).toEqual([
      [256, 256, 256],
      [0, 0, 0],
    ]);
    expect([await pixel(a?.maskedCopy ?? null, 10), await pixel(a?.maskedCopy ?? null, 80)]).toEqual([
      [256, 0, 0],
      [0, 0, 0],
    ]);
    expect(b).toMatchObject({ class: 'B', mask: null, maskedCopy: null });
  });

  it('names the file that is gone', async () => {
    const gone = gatherSamples({ root, images: [image('gone.png', 'A', false)] });
    await expect(gone).rejects.toMatchObject({ file: path.join(root, 'data/gone.png') });
  });
});
