/** For tests: a data set of twelve pictures of 16 pixels in two classes that are easy to tell apart, and a run over it. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { recipeSchema } from '../contract/recipe.ts';
import { RUN_FILE_FORMAT, type RunFile, type RunImage } from '../contract/runFile.ts';
import { randomFor } from '../random/random.ts';

export const TINY_SIZE = 16;
export const TINY_CLASSES = ['Bright', 'Dark'];

/** Writes eight training images (the first of each class with a mask) and four for validation below `root`. */
export async function makeTinyDataSet(root: string): Promise<RunFile['images']> {
  const images = async (split: string, perClass: number) => {
    const made: RunImage[] = [];
    for (const name of TINY_CLASSES) for (let index = 0; index < perClass; index++) made.push(await makeImage(root, split, name, index));
    return made;
  };
  return { train: await images('train', 4), val: await images('val', 2) };
}

/** A run over `images`; recipe parts that are not given are small ones. */
export function tinyRun(images: RunFile['images'], recipe: Readonly<Record<string, unknown>> = {}, more: Partial<RunFile> = {}): RunFile {
  return {
    format: RUN_FILE_FORMAT,
    name: 'tiny',
    recipe: recipeSchema.parse({
      ...{ network: { name: 'cam16' }, imageSize: TINY_SIZE, maskedCopies: false, loss: 'cross-entropy' },
      training: { epochs: 2, batchSize: 4 },
      ...recipe,
    }),
    seed: 3,
    classes: TINY_CLASSES,
    dataSet: { name: 'tiny', hash: 'a'.repeat(64), root: '/elsewhere' },
    subset: null,
    inputs: [],
    images,
    ...more,
  };
}

async function makeImage(root: string, split: string, name: string, index: number): Promise<RunImage> {
  const random = randomFor(1, split, name, index);
  const base = name === 'Bright' ? 180 : 60;
  const pixels = Uint8Array.from({ length: TINY_SIZE * TINY_SIZE * 3 }, () => base + random.integer(-50, 50));
  const path = `${split}/data/${name}/${index}.png`;
  const sha256 = await writePng(join(root, path), pixels, 3);
  if (split !== 'train' || index !== 0) return { sha256, path, class: name, mask: null };
  const half = Uint8Array.from({ length: TINY_SIZE * TINY_SIZE }, (_, at) => (at % TINY_SIZE < TINY_SIZE / 2 ? 255 : 0));
  const maskPath = `${split}/mask/${name}/${index}.png`;
  return { sha256, path, class: name, mask: { sha256: await writePng(join(root, maskPath), half, 1), path: maskPath } };
}

async function writePng(file: string, pixels: Uint8Array, channels: 1 | 3): Promise<string> {
  const bytes = await sharp(pixels, { raw: { width: TINY_SIZE, height: TINY_SIZE, channels } })
    .png()
    .toBuffer();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  return createHash('sha256').update(bytes).digest('hex');
}
