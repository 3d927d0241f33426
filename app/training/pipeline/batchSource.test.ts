import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { augmentationSchema } from '../../contract/augmentation.ts';
import type { RunFile, RunImage } from '../../contract/runFile.ts';
import { changeOf, NO_CHANGE } from '../augmentation/change.ts';
import type { Example } from '../examples.ts';
import { makeTinyDataSet, TINY_SIZE } from '../tinyDataSet.fixture.ts';
import { type BatchSource, openBatchSource, type Pipeline, type VariedExample } from './batchSource.ts';
import { BatchWorkers } from './batchWorkers.ts';
import { DiskCache } from './diskCache.ts';
import { PixelCache } from './pixelCache.ts';

/** Bytes of one decoded picture. */
const PICTURE = TINY_SIZE * TINY_SIZE * 3;

let root: string;
let images: RunFile['images'];
beforeEach(async () => {
  root = newFolder();
  images = await makeTinyDataSet(root);
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'smearlab-batches-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const allWorkers = [1, 2].map((count) => new BatchWorkers(count));
afterAll(() => Promise.all(allWorkers.map((workers) => workers.close())));

const NEVER = new AbortController().signal;
const open = (pipeline: Partial<Pipeline> = {}, size = TINY_SIZE): BatchSource =>
  openBatchSource({ cache: new PixelCache(100 * PICTURE), ...pipeline }, { dataRoot: root }, size, NEVER);

function imageAt(place: number): RunImage {
  const image = images.train[place];
  if (image === undefined) throw new Error('no such image');
  return image;
}

const example = (place: number): Example => ({ kind: 'image', image: imageAt(place), label: 0 });

function maskedCopy(place: number): Example {
  const image = imageAt(place);
  if (image.mask === null) throw new Error('no mask');
  return { kind: 'masked copy', image, mask: image.mask, label: 0 };
}

const unchanged = (examples: readonly Example[]): VariedExample[] => examples.map((one) => ({ example: one, change: NO_CHANGE }));
const loseFiles = () => rmSync(root, { recursive: true });
const missing = expect.objectContaining({ kind: 'missing-file' });

async function pixelsOf(source: BatchSource, one: Example): Promise<Uint8Array> {
  const [pixels] = await source.pixels([one]);
  if (pixels === undefined) throw new Error('no pixels');
  return pixels;
}

const digestOf = (values: Float32Array) => createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex');

describe('the pictures of a batch', () => {
  it('are read from the disk once', async () => {
    const source = open();
    const pixels = await pixelsOf(source, example(0));
    expect(pixels).toHaveLength(PICTURE);
    expect(pixels.some((value) => value > 100)).toBe(true);
    loseFiles();
    expect(await pixelsOf(source, example(0))).toBe(pixels);
    await expect(source.pixels([example(0), example(1)])).rejects.toThrow(missing);
  });

  it('come in the order in which they were asked for, whether they are at hand or not', async () => {
    const source = open();
    const one = await pixelsOf(source, example(1));
    const three = await pixelsOf(source, example(3));
    const all = await source.pixels([example(0), example(1), example(2), example(3)]);
    expect(all[1]).toBe(one);
    expect(all[3]).toBe(three);
    expect(all[0]).toEqual(await pixelsOf(open(), example(0)));
    expect(all[2]).toEqual(await pixelsOf(open(), example(2)));
    expect(await source.pixels([])).toEqual([]);
  });

  it.each([0, 1, PICTURE, 2.5 * PICTURE])('never take more than the bound of %d bytes in memory', async (bound) => {
    const cache = new PixelCache(bound);
    const source = open({ cache });
    for (let place = 0; place < 8; place++) {
      expect(await pixelsOf(source, example(place))).toHaveLength(PICTURE);
      expect(cache.bytes).toBe(Math.min(Math.floor(bound / PICTURE), place + 1) * PICTURE);
    }
  });

  it('are counted once when they were asked for twice at the same time', async () => {
    const cache = new PixelCache(10 * PICTURE);
    const source = open({ cache });
    await Promise.all([source.pixels([example(0)]), source.input(unchanged([example(0), example(0)]), 2)]);
    expect(cache.bytes).toBe(PICTURE);
  });

  it('are told from their masked copies, which are black where the mask is', async () => {
    const source = open();
    const [image, copy] = await source.pixels([example(0), maskedCopy(0)]);
    expect([...(copy ?? []).slice(0, 3)]).toEqual([...(image ?? []).slice(0, 3)]);
    expect([...(copy ?? []).slice(PICTURE - 3)]).toEqual([0, 0, 0]);
    expect([...(image ?? []).slice(PICTURE - 3)]).not.toEqual([0, 0, 0]);
  });

  it('are told apart by size, and found again under another path', async () => {
    const pipeline = { cache: new PixelCache(100 * PICTURE) };
    const small = await pixelsOf(open(pipeline), example(0));
    expect(await pixelsOf(open(pipeline, 2 * TINY_SIZE), example(0))).toHaveLength(4 * PICTURE);
    loseFiles();
    const elsewhere: Example = { kind: 'image', image: { ...imageAt(0), path: 'moved.png' }, label: 0 };
    expect(await pixelsOf(open(pipeline), elsewhere)).toBe(small);
  });

  it('are not kept when they could not be read', async () => {
    const cache = new PixelCache(10 * PICTURE);
    loseFiles();
    await expect(open({ cache }).pixels([example(0)])).rejects.toThrow(missing);
    expect(cache.bytes).toBe(0);
  });
});

describe('the input of a batch', () => {
  const AUGMENTED = augmentationSchema.parse({ flips: 'both', rotation: 180, shift: 0.1, scale: 0.2, hed: { scale: 0.2, shift: 0.1 } });
  /** Two epochs of images and masked copies, augmented and mixed, over cold and warm caches. */
  async function bitsOf(pipeline: Partial<Pipeline>): Promise<string[]> {
    const source = open(pipeline);
    const asked: Promise<Float32Array>[] = [];
    for (let epoch = 1; epoch <= 2; epoch++) {
      for (let first = 0; first < 8; first += 2) {
        const examples = [example(first), maskedCopy(0), example(first + 1), example(first)];
        const varied = examples.map((one, time) => ({ example: one, change: changeOf(AUGMENTED, 3, epoch, one.image.sha256, time) }));
        asked.push(source.input(varied, 5, first === 4 ? { share: 0.3, partners: [1, 0, 3, 2] } : null));
      }
    }
    return (await Promise.all(asked)).map(digestOf);
  }

  it.each([
    ['one thread', () => ({ workers: allWorkers[0] })],
    ['two threads', () => ({ workers: allWorkers[1] })],
    ['two threads and nothing kept in memory', () => ({ workers: allWorkers[1], cache: new PixelCache(0) })],
    ['a disk cache', () => ({ disk: new DiskCache(newFolder(), 1e9, true) })],
    [
      'a disk cache, two threads, nothing in memory',
      () => ({ disk: new DiskCache(newFolder(), 1e9, true), workers: allWorkers[1], cache: new PixelCache(0) }),
    ],
  ])('is the same to the bit with %s as without any', async (_, pipeline) => {
    expect(await bitsOf(pipeline())).toEqual(await bitsOf({}));
  });

  it('leaves places without an example black', async () => {
    const input = await open().input(unchanged([example(0)]), 3);
    expect(input).toHaveLength(3 * PICTURE);
    expect(input.subarray(PICTURE).every((value) => value === 0)).toBe(true);
    expect(input.subarray(0, PICTURE).some((value) => value > 0.5)).toBe(true);
  });
});

describe.each<readonly [string, number]>([
  ['this thread', 0],
  ['a thread of its own', 1],
])('what goes wrong in %s', (_, threads) => {
  const workers = allWorkers.find(({ count }) => count === threads);
  const source = () => open({ workers });

  it.each([
    ['is gone', 'missing-file', () => rmSync(join(root, imageAt(0).path))],
    ['is empty', 'unreadable-image', () => writeFileSync(join(root, imageAt(0).path), '')],
    ['is no image', 'not-an-image', () => writeFileSync(join(root, imageAt(0).path), 'text')],
  ])('with an image that %s is the sentence that names it', async (_what, kind, spoil) => {
    spoil();
    const file = join(root, imageAt(0).path);
    const failure = expect.objectContaining({ name: 'SmearlabError', kind, file, message: expect.stringContaining(file) });
    await expect(source().input(unchanged([example(1), example(0)]), 2)).rejects.toThrow(failure);
    // The thread lives on.
    await expect(source().input(unchanged([example(1)]), 1)).resolves.toHaveLength(PICTURE);
  });

  it('with a mask is that of the mask', async () => {
    const mask = imageAt(0).mask?.path ?? '';
    writeFileSync(join(root, mask), 'text');
    await expect(source().pixels([maskedCopy(0)])).rejects.toThrow(
      expect.objectContaining({ kind: 'unreadable-mask', file: join(root, mask) }),
    );
  });

  it('after a stop is the stop', async () => {
    const stop = new AbortController();
    const stoppable = openBatchSource({ cache: new PixelCache(1e6), workers }, { dataRoot: root }, TINY_SIZE, stop.signal);
    stop.abort();
    await expect(stoppable.pixels([example(0)])).rejects.toThrow(expect.objectContaining({ kind: 'stopped' }));
  });
});

describe('a disk cache', () => {
  it('gives what was decoded in an earlier process, without the images', async () => {
    const folder = newFolder();
    const first = await open({ disk: new DiskCache(folder, 1e9, true) }).pixels([example(0), maskedCopy(0)]);
    loseFiles();
    const again = await open({ disk: new DiskCache(folder, 1e9, false) }).pixels([example(0), maskedCopy(0)]);
    expect(again.map((pixels) => [...pixels])).toEqual(first.map((pixels) => [...pixels]));
  });

  it('that cannot be written to costs nothing but the time it would have saved', async () => {
    const folder = newFolder();
    const disk = new DiskCache(folder, 1e9, true);
    rmSync(folder, { recursive: true });
    const source = open({ disk, cache: new PixelCache(0) });
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    for (let round = 0; round < 3; round++) {
      for (let place = 0; place < 8; place++) expect(await source.pixels([example(place)])).toHaveLength(1);
    }
    expect(disk.bytes).toBe(0);
    expect(warn.mock.calls).toEqual([[expect.stringContaining('cannot be written any more')]]);
    warn.mockRestore();
  });
});

describe('an image that cannot be read', () => {
  it.each([0, 1])('was damaged since its import, or else its decoder has no memory for it (%d workers)', async (count) => {
    const source = open({ workers: count === 0 ? undefined : allWorkers[count - 1] });
    const header = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.from('given up by its decoder')]);
    writeFileSync(join(root, imageAt(0).path), header);
    await expect(source.pixels([example(0)])).rejects.toThrow(expect.objectContaining({ kind: 'unreadable-image' }));
    const sha256 = createHash('sha256').update(header).digest('hex');
    const imported: Example = { kind: 'image', image: { ...imageAt(0), sha256 }, label: 0 };
    const failure = expect.objectContaining({ kind: 'out-of-memory', message: expect.stringContaining('has not changed since') });
    await expect(source.pixels([imported])).rejects.toThrow(failure);
  });
});
