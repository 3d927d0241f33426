/** Images, masks and masked copies as pixels of the size a network takes. */
import { readFile } from 'node:fs/promises';
import { errorCode, SmearlabError } from '../contract/failure.ts';
import { DECODER, decodePixels } from './decode.ts';
import { decodeLevels } from './decodeLevels.ts';
import { foreground, multiplyByMask, resizeNearest } from './masks.ts';
import { stretchToSquare } from './resize.ts';

export { multiplyByMask } from './masks.ts';

/** By what means pixels are made here: the number is raised whenever masks, resizing or our own decoders give other bytes. */
export const DECODING = `pixels 1, ${DECODER}`;

/** The bytes of a file. @throws SmearlabError missing-file or unreadable-image. */
export async function readBytes(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new SmearlabError('missing-file', `The file ${file} is not there any more. Put it back, or import the data set again.`, {
        file,
        cause: error,
      });
    }
    throw new SmearlabError('unreadable-image', `The file ${file} cannot be opened (${code ?? String(error)}). Check its permissions.`, {
      file,
      cause: error,
    });
  }
}

/**
 * An image file as RGB, interleaved [size, size, 3], stretched to the square as torchvision's
 * `Resize((size, size))` does (see resize.ts): EXIF orientation applied, alpha flattened on white,
 * 16 bits scaled to 8, grey repeated. It is decoded whole before it is resized (no shrinking while decoding), so that an image and
 * its masked copy are resized alike.
 * @throws SmearlabError missing-file, unreadable-image or not-an-image, naming the file.
 */
export async function readPixels(file: string, size: number): Promise<Uint8Array> {
  return stretchToSquare(await decodePixels(await readBytes(file), file), size);
}

/**
 * A mask file as 0 (background) or 1 per pixel, [height, width], resized by nearest neighbour. Foreground is what is brighter than a
 * quarter of the mask's brightest level: masks of 0/255, 0/1, 0/1/2 and 0/128/255 all work.
 * @throws SmearlabError missing-file or unreadable-mask, naming the file.
 */
export async function readMask(file: string, width: number, height: number): Promise<Uint8Array> {
  const bytes = await readBytes(file);
  try {
    const levels = await decodeLevels(bytes, file);
    return resizeNearest(foreground(levels.data), levels.width, levels.height, width, height);
  } catch (error) {
    throw new SmearlabError('unreadable-mask', `The mask ${file} cannot be read. Export it again, or remove it.`, { file, cause: error });
  }
}

/**
 * The masked copy of an image: image × mask at the image's own size with black background, then stretched to [size, size, 3].
 * @throws SmearlabError missing-file, unreadable-image, not-an-image or unreadable-mask, naming the file.
 */
export async function readMaskedCopy(imageFile: string, maskFile: string, size: number): Promise<Uint8Array> {
  const image = await decodePixels(await readBytes(imageFile), imageFile);
  const mask = await readMask(maskFile, image.width, image.height);
  return stretchToSquare({ data: multiplyByMask(image.data, mask), width: image.width, height: image.height }, size);
}
