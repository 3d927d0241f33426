/** Images and masks as files that a screen shows: read from the lab's files, and refused where those have changed. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { SmearlabError } from '../contract/failure.ts';
import type { MaskOrigin } from '../contract/library.ts';
import type { ImageRow } from '../store/images.ts';
import { findMask } from '../store/masks.ts';
import { withImage } from './decode.ts';
import { decodeLevels } from './decodeLevels.ts';
import { maskFile } from './drawnMasks.ts';
import { readHeader } from './imageHeader.ts';
import type { Library } from './library.ts';
import { foreground, stretchedLevels } from './masks.ts';
import { readBytes } from './pixels.ts';

export type Picture = { readonly type: 'image/jpeg' | 'image/png'; readonly bytes: Buffer };

type Place = { readonly root: string };
type Shown = Pick<ImageRow, 'id' | 'path' | 'sha256'>;

const QUALITY = 90;
/** A PNG of more pixels than these takes too long to be made while somebody waits. */
const MOST_PNG_PIXELS = 600_000;

/**
 * The bytes of a file as they were when it was imported.
 * @throws SmearlabError changed-file, missing-file, unreadable-image
 */
async function unchangedBytes(file: string, sha256: string): Promise<Buffer> {
  const bytes = await readBytes(file);
  if (createHash('sha256').update(bytes).digest('hex') === sha256) return bytes;
  throw new SmearlabError('changed-file', `The file ${file} has changed since it was imported. Scan the data set again.`, { file });
}

/**
 * The whole image as the import sees it: of any format, turned as its EXIF says, on white where it is transparent.
 * @param side its longer side at most; it is never made larger
 * @throws SmearlabError changed-file, missing-file, not-an-image, unreadable-image
 */
export async function shownImage(place: Place, image: Shown, side: number | null): Promise<Picture> {
  const file = join(place.root, image.path);
  const bytes = await unchangedBytes(file, image.sha256);
  const size = await readHeader(bytes, file);
  return withImage(bytes, file, (opened) => pictureOf(opened, size, side));
}

type Size = { readonly width: number; readonly height: number };

/** PNG where it is small, because every pixel is looked at when masks are drawn; else JPEG with full colour. */
async function pictureOf(image: Sharp, { width, height }: Size, side: number | null): Promise<Picture> {
  const shrunk = Math.min(1, (side ?? Number.POSITIVE_INFINITY) / Math.max(width, height));
  const fitted = side === null ? image : image.resize(side, side, { fit: 'inside', withoutEnlargement: true });
  const shown = fitted.toColourspace('srgb');
  if (width * height * shrunk ** 2 > MOST_PNG_PIXELS) {
    return { type: 'image/jpeg', bytes: await shown.jpeg({ quality: QUALITY, chromaSubsampling: '4:4:4' }).toBuffer() };
  }
  return { type: 'image/png', bytes: await shown.png({ compressionLevel: 3 }).toBuffer() };
}

/** Bytes of a mask as its database row has them. @throws SmearlabError wrong-usage where there is none, and what reading it throws */
async function maskBytes({ store, folder }: Library, place: Place, image: ImageRow, origin: MaskOrigin | null) {
  const asked = origin ?? image.mask?.origin;
  const mask = asked === undefined ? undefined : findMask(store, image.id, asked);
  if (asked === undefined || mask === undefined) {
    throw new SmearlabError('wrong-usage', `The image ${image.path} has no such mask. Draw one, or let one be proposed.`);
  }
  const file = maskFile(folder, place, { origin: asked, path: mask.path });
  return { file, bytes: await unchangedBytes(file, mask.sha256) };
}

async function maskOf(library: Library, place: Place, image: ImageRow, origin: MaskOrigin | null, of = foreground) {
  const { file, bytes } = await maskBytes(library, place, image, origin);
  try {
    const { data, width, height } = await decodeLevels(bytes, file);
    return { data: of(data), width, height };
  } catch (error) {
    throw new SmearlabError('unreadable-mask', `The mask ${file} cannot be read. Export it again, or remove it.`, { file, cause: error });
  }
}

export type ShownMask = { readonly origin: MaskOrigin | null; readonly levels?: boolean };

/**
 * A mask as training sees it, at its own size: 0 background, 255 cell.
 * @param asked `origin` null: the one that counts; `levels`: as its file has them, the brightest as 255
 * @throws SmearlabError wrong-usage where there is none, changed-file, missing-file, unreadable-mask
 */
export async function shownMask(library: Library, place: Place, image: ImageRow, { origin, levels }: ShownMask): Promise<Picture> {
  const { data, width, height } = await maskOf(library, place, image, origin, levels === true ? stretchedLevels : foreground);
  const grey = levels === true ? data : data.map((value) => value * 255);
  const png = sharp(grey, { raw: { width, height, channels: 1 } }).toColourspace('b-w');
  return { type: 'image/png', bytes: await png.png({ compressionLevel: 6 }).toBuffer() };
}
