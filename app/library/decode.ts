/** Turns the bytes of an image file into pixels, whatever format it has; the only place that knows sharp's decoding options. */
import sharp, { type Sharp } from 'sharp';
import { asFailure, SmearlabError } from '../contract/failure.ts';
import { isOutOfMemory } from '../contract/outOfMemory.ts';
import { BmpError, decodeBmp, isBmp, type Pixels } from './bmp.ts';

export type { Pixels } from './bmp.ts';

/** One channel, the brightest of a pixel's red, green and blue, at the file's own depth: [height, width]. */
export type Levels = { readonly data: Uint8Array | Uint16Array; readonly width: number; readonly height: number };

/** Another version of the decoder may give other bytes of the same file. */
export const DECODER = `sharp ${sharp.versions.sharp ?? ''}, libvips ${sharp.versions.vips}`;

const WHITE = '#ffffff';
const BLACK = '#000000';

/** What sharp also opens, such as SVG or PDF, is no camera image. */
const IMAGE_FORMATS = new Set(['jpeg', 'png', 'webp', 'tiff', 'gif', 'heif', 'avif', 'jp2', 'jxl']);

/** Truncated files must fail, not come out half grey; harmless warnings must not. */
const STRICT = { failOn: 'error' } as const;

/**
 * A decoder's failure in plain words. What libvips itself says is kept as the cause only: its error text is shared by all its
 * threads, so it may be empty or speak of another file.
 */
export function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  if (error instanceof BmpError) return message;
  if (/pixel limit/i.test(message)) return 'it has more pixels than can be read';
  return 'its data are damaged or cut off';
}

function unreadable(file: string, error: unknown): SmearlabError {
  // The image may be as good as any when there is no memory for it.
  if (error instanceof SmearlabError || isOutOfMemory(error)) return asFailure(error);
  return new SmearlabError('unreadable-image', `The image ${file} cannot be read (${reason(error)}). Export it again, or remove it.`, {
    file,
    cause: error,
  });
}

/**
 * The format of an image by its content, never by its name.
 * @throws SmearlabError not-an-image, or unreadable-image for an empty file or a damaged header.
 */
export async function imageFormat(bytes: Buffer, file: string): Promise<string> {
  if (bytes.length === 0) {
    throw new SmearlabError('unreadable-image', `The file ${file} is empty (0 bytes). Export it again, or remove it.`, { file });
  }
  if (isBmp(bytes)) return 'bmp';
  let format: string;
  try {
    format = (await sharp(bytes, STRICT).metadata()).format;
  } catch (error) {
    if (!(error instanceof Error && /unsupported image format/i.test(error.message))) throw unreadable(file, error);
    throw notAnImage(file, error);
  }
  if (!IMAGE_FORMATS.has(format)) throw notAnImage(file, undefined);
  return format;
}

function notAnImage(file: string, cause: unknown): SmearlabError {
  const sentence = `The file ${file} is no image. Remove it from the folder, or save it as PNG, JPEG, TIFF or BMP.`;
  return new SmearlabError('not-an-image', sentence, { file, cause });
}

function oriented(bytes: Buffer, background: string): Sharp {
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

/**
 * Decodes a mask without changing its levels, so that a mask of 0 and 1, or 0 and 1 in 16 bits, keeps them. Alpha is flattened on black.
 * @throws SmearlabError not-an-image or unreadable-image, naming the file.
 */
export async function decodeLevels(bytes: Buffer, file: string): Promise<Levels> {
  const format = await imageFormat(bytes, file);
  try {
    if (format === 'bmp') {
      const { data, width, height } = decodeBmp(bytes);
      return { data: brightest(data, 3, width * height), width, height };
    }
    const deep = (await sharp(bytes, STRICT).metadata()).depth !== 'uchar';
    const image = oriented(bytes, BLACK).toColourspace(deep ? 'rgb16' : 'srgb');
    const { data, info } = await image.raw({ depth: deep ? 'ushort' : 'uchar' }).toBuffer({ resolveWithObject: true });
    const count = info.width * info.height;
    const values = deep ? new Uint16Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength)) : data;
    return { data: brightest(values, info.channels, count), width: info.width, height: info.height };
  } catch (error) {
    throw unreadable(file, error);
  }
}

function brightest<T extends Uint8Array | Uint16Array>(values: T, channels: number, count: number): Uint8Array | Uint16Array {
  const result = values instanceof Uint16Array ? new Uint16Array(count) : new Uint8Array(count);
  for (let pixel = 0; pixel < count; pixel++) {
    let most = 0;
    for (let channel = 0; channel < channels; channel++) most = Math.max(most, values[pixel * channels + channel] ?? 0);
    result[pixel] = most;
  }
  return result;
}
