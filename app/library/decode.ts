/** Turns the bytes of an image file into pixels, whatever format it has; the only place that knows sharp's decoding options. */
import sharp, { type Metadata, type Sharp } from 'sharp';
import { asFailure, SmearlabError } from '../contract/failure.ts';
import { isOutOfMemory } from '../contract/outOfMemory.ts';
import { BmpError, bmpSize, decodeBmp, isBmp, type Pixels } from './bmp.ts';
import { jpegSize } from './jpegHeader.ts';

export type { Pixels } from './bmp.ts';

/** One channel, the brightest of a pixel's red, green and blue, at the file's own depth: [height, width]. */
export type Levels = { readonly data: Uint8Array | Uint16Array; readonly width: number; readonly height: number };

/** Another version of the decoder may give other bytes of the same file. */
export const DECODER = `sharp ${sharp.versions.sharp ?? ''}, libvips ${sharp.versions.vips}`;

const WHITE = '#ffffff';
const BLACK = '#000000';

/** What sharp also opens, such as SVG or PDF, is no camera image. */
const IMAGE_FORMATS = new Set(['jpeg', 'png', 'webp', 'tiff', 'gif', 'heif', 'avif', 'jp2', 'jxl']);

/** 100 megapixels: more than any microscope's camera, and 300 MB decoded. Headers that promise more are believed to lie. */
export const MOST_PIXELS = 100_000_000;

/** Truncated files must fail, not come out half grey; harmless warnings must not. */
const STRICT = { failOn: 'error', limitInputPixels: MOST_PIXELS } as const;

// Formats that draw, or fetch what they name, are never opened; and nothing is kept of images that are read once.
sharp.block({ operation: ['VipsForeignLoadSvg', 'VipsForeignLoadPdf', 'VipsForeignLoadMagick', 'VipsForeignLoadOpenslide'] });
sharp.cache(false);

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
  if (bytes.length === 0) throw empty(file);
  if (isBmp(bytes)) return 'bmp';
  return (await metadataOf(bytes, file)).format;
}

function empty(file: string): SmearlabError {
  return new SmearlabError('unreadable-image', `The file ${file} is empty (0 bytes). Export it again, or remove it.`, { file });
}

async function metadataOf(bytes: Buffer, file: string): Promise<Metadata> {
  let metadata: Metadata;
  try {
    metadata = await sharp(bytes, STRICT).metadata();
  } catch (error) {
    if (!(error instanceof Error && /unsupported image format/i.test(error.message))) throw unreadable(file, error);
    throw notAnImage(file, error);
  }
  if (!IMAGE_FORMATS.has(metadata.format)) throw notAnImage(file, undefined);
  return metadata;
}

/** What an image's header says: its size as a person sees it, and how many pages the file has, of which the first is the image. */
export type Header = { readonly format: string; readonly width: number; readonly height: number; readonly pages: number };

/**
 * Reads an image's header alone.
 * @throws SmearlabError not-an-image, or unreadable-image for an empty file, a damaged header or too many pixels.
 */
export async function readHeader(bytes: Buffer, file: string): Promise<Header> {
  if (bytes.length === 0 || !isBmp(bytes)) {
    if (bytes.length === 0) throw empty(file);
    const jpeg = jpegSize(bytes);
    if (jpeg !== undefined) return checkedSize({ format: 'jpeg', ...jpeg, pages: 1 }, file);
    const { format, autoOrient, pages } = await metadataOf(bytes, file);
    const { width, height } = autoOrient;
    return checkedSize({ format, width, height, pages: pages ?? 1 }, file);
  }
  try {
    const { width, height } = bmpSize(bytes);
    return { format: 'bmp', width, height, pages: 1 };
  } catch (error) {
    throw unreadable(file, error);
  }
}

function checkedSize(header: Header, file: string): Header {
  if (header.width * header.height > MOST_PIXELS) throw unreadable(file, new Error('pixel limit'));
  return header;
}

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
