/** Picks training images that show what a mask is, and makes small pictures of them that lie in the report itself. */
import path from 'node:path';
import sharp from 'sharp';
import type { ImportedDataSet, LibraryImage } from '../../library/dataSet.ts';
import { readMask, readMaskedCopy, readPixels } from '../../library/pixels.ts';
import type { SampleImage } from './input.ts';

const SIDE = 96;
const PER_CLASS = 2;

type Sampled = Pick<LibraryImage, 'path' | 'class' | 'split' | 'mask'>;

/** Per class up to `perClass` training images, those with a mask before those without; classes by name, images as they come. */
export function pickSamples<T extends Sampled>(images: readonly T[], perClass = PER_CLASS): T[] {
  const train = images.filter(({ split, class: name }) => split === 'train' && name !== null);
  const classes = [...new Set(train.map((image) => image.class))].sort();
  return classes.flatMap((name) => {
    const ofClass = train.filter((image) => image.class === name);
    return [...ofClass.filter(({ mask }) => mask !== null), ...ofClass.filter(({ mask }) => mask === null)].slice(0, perClass);
  });
}

/** RGB bytes [side, side, 3] as a JPEG's data address. */
export async function jpegAddress(pixels: Uint8Array, side: number): Promise<string> {
  const jpeg = await sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .jpeg({ quality: 88, chromaSubsampling: '4:4:4' })
    .toBuffer();
  return `data:image/jpeg;base64,${jpeg.toString('base64')}`;
}

async function sampleOf(image: Sampled, root: string, dataFolder: string | undefined): Promise<SampleImage> {
  const file = path.join(root, image.path);
  const shown = await jpegAddress(await readPixels(file, SIDE), SIDE);
  const known = { caption: path.posix.basename(image.path), class: image.class ?? '', image: shown };
  if (image.mask === null) return { ...known, mask: null, maskedCopy: null };
  const maskFile = path.join(image.mask.origin === 'lab' ? root : (dataFolder ?? root), image.mask.path);
  const marks = await readMask(maskFile, SIDE, SIDE);
  const grey = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, at) => (marks[Math.floor(at / 3)] ? 255 : 0));
  return { ...known, mask: await jpegAddress(grey, SIDE), maskedCopy: await jpegAddress(await readMaskedCopy(file, maskFile, SIDE), SIDE) };
}

/**
 * The report's sample images of a data set: per class up to two training images, with mask and masked copy where they have one.
 * @param dataFolder where masks that were drawn or accepted lie
 * Throws what reading an image or a mask throws, naming the file.
 */
export async function gatherSamples(
  { root, images }: Pick<ImportedDataSet, 'root'> & { readonly images: readonly Sampled[] },
  dataFolder?: string,
): Promise<SampleImage[]> {
  const samples: SampleImage[] = [];
  for (const image of pickSamples(images)) samples.push(await sampleOf(image, root, dataFolder));
  return samples;
}
