/** Looks at one image file and its mask: reads, hashes and decodes them in full, unless they are as the database knows them. */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { asFailure, errorCode, SmearlabError } from '../contract/failure.ts';
import type { Refused } from '../store/dataSets.ts';
import type { ImageFacts, ImageRow, MaskFacts } from '../store/images.ts';
import { decodeLevels, decodePixels, reason } from './decode.ts';
import type { DiscoveredImage } from './layout.ts';
import { fitOfMask, levelsOf } from './masks.ts';
import { readBytes } from './pixels.ts';

export type RefusedFile = Refused & { readonly of: 'image' | 'mask' };

/** `image`: what was read, null for the row as it is known, undefined for a refused one. `mask`: likewise; 'none' takes it away. */
export type Examined = {
  readonly found: DiscoveredImage;
  readonly known: ImageRow | undefined;
  readonly image: ImageFacts | 'unchanged' | 'refused';
  readonly mask: MaskFacts | 'unchanged' | 'none';
  readonly refused: readonly RefusedFile[];
};

type FileState = { readonly bytes: number; readonly modified: number };

async function fileState(file: string, path: string): Promise<FileState> {
  try {
    const { size, mtimeMs } = await stat(file);
    return { bytes: size, modified: mtimeMs };
  } catch (error) {
    throw new SmearlabError(
      'missing-file',
      `The file ${path} is listed but cannot be reached (${errorCode(error) ?? 'unknown'}): a link that leads nowhere? Put the file there, or remove the link.`,
      { file: path, cause: error },
    );
  }
}

function isAsKnown(now: FileState, known: { readonly bytes: number; readonly modified: number | null } | null | undefined): boolean {
  return known !== null && known !== undefined && known.bytes === now.bytes && known.modified === now.modified;
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Examines one discovered image and its mask. It throws nothing for a bad file: what is wrong with it is in `refused`. */
export async function examine(root: string, found: DiscoveredImage, known: ImageRow | undefined): Promise<Examined> {
  let image: ImageFacts | 'unchanged';
  try {
    image = await examineImage(root, found, known);
  } catch (error) {
    const { kind, message } = asFailure(error);
    return { found, known, image: 'refused', mask: 'none', refused: [{ path: found.path, kind, sentence: message, of: 'image' }] };
  }
  if (found.mask === null) return { found, known, image, mask: 'none', refused: [] };
  try {
    const size = image === 'unchanged' ? known : image;
    if (size === undefined) return { found, known, image, mask: 'none', refused: [] };
    const knownMask = image === 'unchanged' && known?.mask?.path === found.mask ? known.mask : undefined;
    const mask = await examineMask(root, found.mask, size, knownMask);
    return { found, known, image, mask, refused: [] };
  } catch (error) {
    const { kind, message } = asFailure(error);
    return { found, known, image, mask: 'none', refused: [{ path: found.mask, kind, sentence: message, of: 'mask' }] };
  }
}

async function examineImage(root: string, found: DiscoveredImage, known: ImageRow | undefined): Promise<ImageFacts | 'unchanged'> {
  const { path, split } = found;
  const file = join(root, path);
  const state = await fileState(file, path);
  if (isAsKnown(state, known)) return 'unchanged';
  const bytes = await readBytes(file);
  const { format, width, height } = await decodePixels(bytes, path);
  return { path, sha256: sha256(bytes), bytes: bytes.length, modified: state.modified, format, width, height, class: found.class, split };
}

type Size = { readonly width: number; readonly height: number };

async function examineMask(root: string, path: string, image: Size, known: MaskFacts | undefined): Promise<MaskFacts | 'unchanged'> {
  const file = join(root, path);
  const state = await fileState(file, path);
  if (isAsKnown(state, known)) return 'unchanged';
  const bytes = await readBytes(file);
  let levels: Awaited<ReturnType<typeof decodeLevels>>;
  try {
    levels = await decodeLevels(bytes, path);
  } catch (error) {
    const why = bytes.length === 0 ? '0 bytes' : reason(error instanceof SmearlabError ? (error.cause ?? 'no image') : error);
    throw new SmearlabError(
      'unreadable-mask',
      `The mask ${path} cannot be read (${why}), so its image is kept without a mask. Export it again, or remove it.`,
      { file: path, cause: error },
    );
  }
  const { width, height } = levels;
  if (fitOfMask(image, levels) === 'other-shape') {
    throw new SmearlabError(
      'image-size',
      `The mask ${path} is ${width} × ${height} but its image ${image.width} × ${image.height}: another shape, so the image is kept without a mask. Draw it on the whole image.`,
      { file: path },
    );
  }
  return { path, sha256: sha256(bytes), bytes: bytes.length, modified: state.modified, width, height, levels: levelsOf(levels.data) };
}
