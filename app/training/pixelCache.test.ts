import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { RunFile, RunImage } from '../contract/runFile.ts';
import type { Example } from './examples.ts';
import { PixelCache } from './pixelCache.ts';
import { makeTinyDataSet, TINY_SIZE } from './tinyDataSet.fixture.ts';

/** Bytes of one decoded picture. */
const PICTURE = TINY_SIZE * TINY_SIZE * 3;

let root: string;
let images: RunFile['images'];
beforeEach(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'smearlab-cache-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  root = folder;
  images = await makeTinyDataSet(root);
});

const example = (place: number): Example => ({ kind: 'image', image: imageAt(place), label: 0 });

function imageAt(place: number): RunImage {
  const image = images.train[place];
  if (image === undefined) throw new Error('no such image');
  return image;
}

function maskedCopyOf(image: RunImage): Example {
  if (image.mask === null) throw new Error('no mask');
  return { kind: 'masked copy', image, mask: image.mask, label: 0 };
}

/** Deletes every file: what can still be read lies in the cache. */
const loseFiles = () => rmSync(root, { recursive: true });
const missing = expect.objectContaining({ kind: 'missing-file' });

describe('the pixel cache', () => {
  it('reads a picture from the disk once', async () => {
    const source = new PixelCache(10 * PICTURE).sourceFor(root, TINY_SIZE);
    const pixels = await source.read(example(0));
    expect(pixels).toHaveLength(PICTURE);
    expect(pixels.some((value) => value > 100)).toBe(true);
    loseFiles();
    expect(await source.read(example(0))).toBe(pixels);
    await expect(source.read(example(1))).rejects.toThrow(missing);
  });

  it.each([0, 1, PICTURE - 1, PICTURE, 2.5 * PICTURE, 100 * PICTURE])('never holds more than its bound of %d bytes', async (bound) => {
    const cache = new PixelCache(bound);
    const source = cache.sourceFor(root, TINY_SIZE);
    for (let place = 0; place < 8; place++) {
      expect(await source.read(example(place))).toHaveLength(PICTURE);
      expect(cache.bytes).toBe(Math.min(Math.floor(bound / PICTURE), place + 1) * PICTURE);
    }
  });

  it('gives up the picture that was used longest ago', async () => {
    const source = new PixelCache(2 * PICTURE).sourceFor(root, TINY_SIZE);
    await source.read(example(0));
    await source.read(example(1));
    await source.read(example(0));
    await source.read(example(2));
    loseFiles();
    await source.read(example(0));
    await source.read(example(2));
    await expect(source.read(example(1))).rejects.toThrow(missing);
  });

  it('counts a picture once that was asked for twice at the same time', async () => {
    const cache = new PixelCache(10 * PICTURE);
    const source = cache.sourceFor(root, TINY_SIZE);
    await Promise.all([source.read(example(0)), source.read(example(0))]);
    expect(cache.bytes).toBe(PICTURE);
  });

  it('tells an image from its masked copy, which is black where the mask is', async () => {
    const cache = new PixelCache(10 * PICTURE);
    const source = cache.sourceFor(root, TINY_SIZE);
    const image = await source.read(example(0));
    const copy = await source.read(maskedCopyOf(imageAt(0)));
    expect(cache.bytes).toBe(2 * PICTURE);
    expect([...copy.subarray(0, 3)]).toEqual([...image.subarray(0, 3)]);
    expect([...copy.subarray(PICTURE - 3)]).toEqual([0, 0, 0]);
    expect([...image.subarray(PICTURE - 3)]).not.toEqual([0, 0, 0]);
  });

  it('tells sizes apart, and finds the same content under another path', async () => {
    const cache = new PixelCache(100 * PICTURE);
    const small = await cache.sourceFor(root, TINY_SIZE).read(example(0));
    expect(await cache.sourceFor(root, 2 * TINY_SIZE).read(example(0))).toHaveLength(4 * PICTURE);
    loseFiles();
    const elsewhere: Example = { kind: 'image', image: { ...imageAt(0), path: 'moved.png' }, label: 0 };
    expect(await cache.sourceFor('/nowhere', TINY_SIZE).read(elsewhere)).toBe(small);
  });

  it('keeps nothing of a picture that could not be read', async () => {
    const cache = new PixelCache(10 * PICTURE);
    loseFiles();
    await expect(cache.sourceFor(root, TINY_SIZE).read(example(0))).rejects.toThrow(missing);
    expect(cache.bytes).toBe(0);
  });

  it('tells an image that was damaged since its import from one that its decoder has no memory for', async () => {
    const source = new PixelCache(0).sourceFor(root, TINY_SIZE);
    const bytes = Buffer.from('this stands for an image which the decoder gave up');
    writeFileSync(join(root, imageAt(0).path), bytes);
    await expect(source.read(example(0))).rejects.toThrow(expect.objectContaining({ kind: 'not-an-image' }));
    const header = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), bytes]);
    writeFileSync(join(root, imageAt(0).path), header);
    await expect(source.read(example(0))).rejects.toThrow(expect.objectContaining({ kind: 'unreadable-image' }));
    const imported: Example = {
      kind: 'image',
      image: { ...imageAt(0), sha256: createHash('sha256').update(header).digest('hex') },
      label: 0,
    };
    const failure = expect.objectContaining({ kind: 'out-of-memory', message: expect.stringContaining('has not changed since') });
    await expect(source.read(imported)).rejects.toThrow(failure);
  });
});
