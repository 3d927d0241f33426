/** Turns the bytes of an image file into pixels, whatever format it has. */
import sharp, { type Sharp } from 'sharp';
import { decodeBmp, isBmp, type Pixels } from './bmp.ts';
import { imageFormat, STRICT, unreadable } from './imageHeader.ts';

export type { Pixels } from './bmp.ts';

/** Another version of the decoder may give other bytes of the same file. */
export const DECODER = `sharp ${sharp.versions.sharp ?? ''}, libvips ${sharp.versions.vips}`;

const WHITE = '#ffffff';

/** The longer side of a thumbnail in pixels. */
export const THUMBNAIL_SIDE = 160;
const THUMBNAIL_QUALITY = 80;

/**
 * A JPEG of the whole image, its longer side at most `THUMBNAIL_SIDE`. All of the file's data are read for it, though not all are turned
 * into pixels, so it finds the damage that `decodePixels` finds (seen on files cut at every length, in seven formats).
 * @throws SmearlabError unreadable-image, naming the file.
 */
export async function makeThumbnail(bytes: Buffer, file: string): Promise<Buffer> {
  try {
    return await opened(bytes)
      .resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .jpeg({ quality: THUMBNAIL_QUALITY })
      .toBuffer();
  } catch (error) {
    throw unreadable(file, error);
  }
}

function opened(bytes: Buffer): Sharp {
  return isBmp(bytes) ? fromPixels(decodeBmp(bytes)) : oriented(bytes, WHITE);
}

/**
 * Opens an image as `decodePixels` does, for `work` to go on with before all of it is turned into pixels.
 * @throws SmearlabError not-an-image or unreadable-image, naming the file.
 */
export async function withImage<T>(bytes: Buffer, file: string, work: (image: Sharp) => Promise<T>): Promise<T> {
  await imageFormat(bytes, file);
  try {
    return await work(opened(bytes));
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** @param pixels RGB */
function fromPixels({ data, width, height }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** An image file as a person sees it: turned by its EXIF orientation, alpha flattened on `background`. */
export function oriented(bytes: Buffer, background: string): Sharp {
  return sharp(bytes, STRICT).autoOrient().flatten({ background });
}

/**
 * Decodes a whole image into 8-bit RGB: EXIF orientation applied, alpha flattened on white, grey repeated, 16 bits scaled down.
 * Only the first page of a file with several.
 * @throws SmearlabError not-an-image or unreadable-image (also for a truncated file), naming the file.
 */
export async function decodePixels(bytes: Buffer, file: string): Promise<Pixels & { readonly format: string }> {
  const format = await imageFormat(bytes, file);
  try {
    if (format === 'bmp') return { ...decodeBmp(bytes), format };
    const { data, info } = await oriented(bytes, WHITE).toColourspace('srgb').raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    if (info.channels !== 3) throw new Error(`${info.channels} channels after decoding`);
    return { data, width: info.width, height: info.height, format };
  } catch (error) {
    throw unreadable(file, error);
  }
}
