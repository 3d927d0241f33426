/**
 * Looks at one image file and its mask, unless they are as the database knows them: reads and hashes them and makes the image's
 * thumbnail, which finds whatever damage a whole decoding would find.
 */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { asFailure, errorCode, SmearlabError } from '../../contract/failure.ts';
import type { Refused } from '../../store/dataSets.ts';
import type { ImageFacts, ImageRow } from '../../store/images.ts';
import type { MaskFacts } from '../../store/masks.ts';
import { makeThumbnail } from '../decode.ts';
import { decodeLevels } from '../decodeLevels.ts';
import { shown } from '../folded.ts';
import { giveBack } from '../giveBack.ts';
import { readHeader, reason } from '../imageHeader.ts';
import type { PlacedImage } from '../layout/drawSplits.ts';
import { fitOfMask, foregroundShare, levelsOf } from '../masks.ts';
import { readBytes } from '../pixels.ts';
import type { Gate } from './gate.ts';

export type RefusedFile = Refused & { readonly of: 'image' | 'mask' };

/** `image`: what was read. `mask`: likewise; 'none' takes it away. */
export type Examined = {
  readonly found: PlacedImage;
  readonly known: ImageRow | undefined;
  readonly image: ReadImage | 'unchanged' | 'refused';
  readonly mask: MaskFacts | 'unchanged' | 'none';
  readonly refused: readonly RefusedFile[];
};

/** `thumbnail`: a JPEG file. */
export type ReadImage = { readonly facts: ImageFacts; readonly thumbnail: Buffer };

type FileState = { readonly bytes: number; readonly modified: number };

/** No image of a camera is as large, and a file is read whole. */
const MOST_BYTES = 512 * 1024 ** 2;
/** Files and images beyond this are read one at a time, so that a folder of them does not fill the memory. */
const LARGE_BYTES = 16 * 1024 ** 2;
const LARGE_PIXELS = 16_000_000;

async function fileState(file: string, path: string): Promise<FileState> {
  const state = await statOf(file, path);
  if (!state.isFile()) throw new SmearlabError('not-an-image', `${shown(path)} is no file (any more) and was left out.`, { file: path });
  if (state.size > MOST_BYTES) {
    const size = `${Math.round(state.size / 1024 ** 2)} MB`;
    throw new SmearlabError('unreadable-image', `The file ${shown(path)} has ${size}, which is more than is read of an image (512 MB).`, {
      file: path,
    });
  }
  return { bytes: state.size, modified: state.mtimeMs };
}

async function statOf(file: string, path: string) {
  try {
    return await stat(file);
  } catch (error) {
    throw new SmearlabError(
      'missing-file',
      `The file ${shown(path)} is listed but cannot be reached (${errorCode(error) ?? 'unknown'}): a link that leads nowhere? Put the file there, or remove the link.`,
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

/**
 * Examines one discovered image and its mask. It throws nothing for a bad file: what is wrong with it is in `refused`.
 * @throws SmearlabError `out-of-memory`, which says nothing of the file
 */
export async function examine(root: string, found: PlacedImage, known: ImageRow | undefined, gate: Gate): Promise<Examined> {
  let image: ReadImage | 'unchanged';
  try {
    image = await examineImage(root, found, known, gate);
  } catch (error) {
    const { kind, message } = aboutTheFile(error);
    return { found, known, image: 'refused', mask: 'none', refused: [{ path: found.path, kind, sentence: message, of: 'image' }] };
  }
  if (found.mask === null) return { found, known, image, mask: 'none', refused: [] };
  try {
    const size = image === 'unchanged' ? known : image.facts;
    if (size === undefined) return { found, known, image, mask: 'none', refused: [] };
    const knownMask = image === 'unchanged' && known?.mask?.path === found.mask ? known.mask : undefined;
    const mask = await examineMask(root, found.mask, size, knownMask, gate);
    return { found, known, image, mask, refused: [] };
  } catch (error) {
    const { kind, message } = aboutTheFile(error);
    return { found, known, image, mask: 'none', refused: [{ path: found.mask, kind, sentence: message, of: 'mask' }] };
  }
}

function aboutTheFile(error: unknown): SmearlabError {
  const failure = asFailure(error);
  if (failure.kind === 'out-of-memory') throw failure;
  return failure;
}

async function examineImage(root: string, found: PlacedImage, known: ImageRow | undefined, gate: Gate): Promise<ReadImage | 'unchanged'> {
  const { path, split, group } = found;
  const file = join(root, path);
  const state = await fileState(file, path);
  if (isAsKnown(state, known)) return 'unchanged';
  const read = async (): Promise<ReadImage> => {
    const bytes = await readBytes(file);
    const { format, width, height, pages } = await readHeader(bytes, shown(path));
    const make = () => makeThumbnail(bytes, shown(path));
    const thumbnail = width * height > LARGE_PIXELS && state.bytes <= LARGE_BYTES ? await gate.alone(make) : await make();
    const contents = { sha256: sha256(bytes), bytes: bytes.length, modified: state.modified, format, width, height, pages };
    giveBack(bytes);
    return { facts: { path, ...contents, class: found.class, split, group }, thumbnail };
  };
  return state.bytes > LARGE_BYTES ? gate.alone(read) : read();
}

type Size = { readonly width: number; readonly height: number };

async function examineMask(
  root: string,
  path: string,
  image: Size,
  known: MaskFacts | undefined,
  gate: Gate,
): Promise<MaskFacts | 'unchanged'> {
  const file = join(root, path);
  const state = await fileState(file, path);
  if (isAsKnown(state, known)) return 'unchanged';
  const read = async () => maskFacts(await readBytes(file), path, image, state.modified);
  return state.bytes > LARGE_BYTES || image.width * image.height > LARGE_PIXELS ? gate.alone(read) : read();
}

/**
 * What a mask file is, once it is known to lie over its image.
 * @param path as the database keeps it
 * @throws SmearlabError unreadable-mask, or image-size for a mask of another shape
 */
export async function maskFacts(bytes: Buffer, path: string, image: Size, modified: number | null): Promise<MaskFacts> {
  let levels: Awaited<ReturnType<typeof decodeLevels>>;
  try {
    levels = await decodeLevels(bytes, shown(path));
  } catch (error) {
    const why = bytes.length === 0 ? '0 bytes' : reason(error instanceof SmearlabError ? (error.cause ?? 'no image') : error);
    throw new SmearlabError(
      'unreadable-mask',
      `The mask ${shown(path)} cannot be read (${why}), so its image is kept without a mask. Export it again, or remove it.`,
      { file: path, cause: error },
    );
  }
  const { width, height } = levels;
  if (fitOfMask(image, levels) === 'other-shape') {
    throw new SmearlabError(
      'image-size',
      `The mask ${shown(path)} is ${width} × ${height} but its image ${image.width} × ${image.height}: another shape, so the image is kept without a mask. Draw it on the whole image.`,
      { file: path },
    );
  }
  const contents = { sha256: sha256(bytes), bytes: bytes.length, modified, width, height };
  return { path, ...contents, levels: levelsOf(levels.data), foreground: foregroundShare(levels.data) };
}
