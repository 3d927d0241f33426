/** What a file says of its image before it is decoded: format, size, pages; and in which sentence one that cannot be read is refused. */
import sharp, { type Metadata } from 'sharp';
import { asFailure, SmearlabError } from '../contract/failure.ts';
import { isOutOfMemory } from '../contract/outOfMemory.ts';
import { BmpError, bmpSize, isBmp } from './bmp.ts';
import { jpegSize } from './jpegHeader.ts';

/** What sharp also opens, such as SVG or PDF, is no camera image. */
const IMAGE_FORMATS = new Set(['jpeg', 'png', 'webp', 'tiff', 'gif', 'heif', 'avif', 'jp2', 'jxl']);

/** 100 megapixels: more than any microscope's camera, and 300 MB decoded. Headers that promise more are believed to lie. */
export const MOST_PIXELS = 100_000_000;

/** Truncated files must fail, not come out half grey; harmless warnings must not. */
export const STRICT = { failOn: 'error', limitInputPixels: MOST_PIXELS } as const;

// Formats that draw, or fetch what they name, are never opened; and nothing is kept of images that are read once.
sharp.block({ operation: ['VipsForeignLoadSvg', 'VipsForeignLoadPdf', 'VipsForeignLoadMagick', 'VipsForeignLoadOpenslide'] });
sharp.cache(false);

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

/** A failure to read an image, as a sentence that names the file. */
export function unreadable(file: string, error: unknown): SmearlabError {
  // The image may be as good as any when there is no memory for it.
  if (error instanceof SmearlabError || isOutOfMemory(error)) return asFailure(error);
  return new SmearlabError('unreadable-image', `The image ${file} cannot be read (${reason(error)}). Export it again, or remove it.`, {
    file,
    cause: error,
  });
}

function notAnImage(file: string, cause: unknown): SmearlabError {
  const sentence = `The file ${file} is no image. Remove it from the folder, or save it as PNG, JPEG, TIFF or BMP.`;
  return new SmearlabError('not-an-image', sentence, { file, cause });
}
