/** Makes the pictures of a preview by the very pipeline that training takes its batches from. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import sharp from 'sharp';
import type { TrainingRecipe } from '../../contract/recipe.ts';
import { readBytes } from '../../library/pixels.ts';
import { changeOf, NO_CHANGE } from '../../training/augmentation/change.ts';
import { mixOf } from '../../training/augmentation/mixup.ts';
import { contentOf, type Example } from '../../training/examples.ts';
import { openBatchSource } from '../../training/pipeline/batchSource.ts';
import { PixelCache } from '../../training/pipeline/pixelCache.ts';
import type { PreviewRow } from './page.ts';
import { changeWords, mixWords } from './words.ts';

export type PreviewImage = { readonly file: string; readonly mask: string | null };

export type PreviewRequest = {
  /** Image files, each with its mask where there is one. */
  readonly images: readonly PreviewImage[];
  readonly variation: Pick<TrainingRecipe, 'augmentation' | 'mixup'>;
  readonly imageSize: number;
  readonly seed: number;
  /** Variants of each image. */
  readonly epochs: number;
};

const MEMORY = 2 ** 28;

/**
 * A row for each image, then one for each masked copy. In each epoch all of them are one batch, which is what mixup mixes within.
 * @throws SmearlabError what reading an image or a mask throws
 */
export async function gatherPreview({ images, variation, imageSize, seed, epochs }: PreviewRequest): Promise<PreviewRow[]> {
  const examples = await examplesOf(images);
  const source = openBatchSource({ cache: new PixelCache(MEMORY) }, { dataRoot: '' }, imageSize, new AbortController().signal);
  const nameOf = (at: number) => path.basename(examples[at]?.image.path ?? '');
  const originals = await source.pixels(examples);
  const rows = await Promise.all(
    examples.map(async ({ kind }, at) => ({
      ...{ name: nameOf(at), isMaskedCopy: kind === 'masked copy', variants: [] as PreviewRow['variants'][number][] },
      original: await pngAddress(originals[at] ?? new Uint8Array(0), imageSize),
    })),
  );
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const varied = examples.map((example) => ({ example, change: changeOf(variation.augmentation, seed, epoch, contentOf(example), 0) }));
    const mix = mixOf(variation.mixup, seed, epoch, 0, examples.length);
    const input = await source.input(varied, examples.length, mix);
    for (const [at, row] of rows.entries()) {
      const address = await pngAddress(pixelsOf(input, at, imageSize), imageSize);
      const partner = rows[mix?.partners[at] ?? at];
      const mixed = mix === null || partner === undefined || partner === row ? [] : [mixWords(mix, partner)];
      row.variants.push({ address, words: [...changeWords(varied[at]?.change ?? NO_CHANGE), ...mixed] });
    }
  }
  return rows;
}

async function examplesOf(images: PreviewRequest['images']): Promise<Example[]> {
  const digest = async (file: string) =>
    createHash('sha256')
      .update(await readBytes(file))
      .digest('hex');
  const all = await Promise.all(
    images.map(async ({ file, mask }) => {
      const known = mask === null ? null : { sha256: await digest(mask), path: mask };
      return { sha256: await digest(file), path: file, class: null, mask: known };
    }),
  );
  return [
    ...all.map((image): Example => ({ kind: 'image', image, label: null })),
    ...all.flatMap((image): Example[] => (image.mask === null ? [] : [{ kind: 'masked copy', image, mask: image.mask, label: null }])),
  ];
}

/** Place `at` of the network's input as RGB bytes [size, size, 3]. */
function pixelsOf(input: Float32Array, at: number, size: number): Uint8Array {
  const area = size * size;
  return Uint8Array.from({ length: 3 * area }, (_, byte) =>
    Math.round(255 * (input[(3 * at + (byte % 3)) * area + Math.floor(byte / 3)] ?? 0)),
  );
}

async function pngAddress(pixels: Uint8Array, size: number): Promise<string> {
  const png = await sharp(pixels, { raw: { width: size, height: size, channels: 3 } })
    .png()
    .toBuffer();
  return `data:image/png;base64,${png.toString('base64')}`;
}
