/** An image's thumbnail: the one kept at the import, or made again from the file where it is lost. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { SmearlabError } from '../contract/failure.ts';
import type { Thumbnails } from '../store/thumbnails.ts';
import { makeThumbnail } from './decode.ts';
import { readBytes } from './pixels.ts';

/**
 * @param thumbnails without `save` one that is made again is not kept
 * @param signal aborts when nobody waits for it any more
 * @returns a JPEG file
 * @throws SmearlabError changed-file when the file is no longer the image that was imported, and what reading it throws; when `signal`
 * aborts, its reason
 */
export async function thumbnailOf(
  thumbnails: Pick<Thumbnails, 'read'> & Partial<Pick<Thumbnails, 'save'>>,
  root: string,
  image: { readonly path: string; readonly sha256: string },
  signal?: AbortSignal,
): Promise<Buffer> {
  const kept = thumbnails.read(image.sha256);
  if (kept !== undefined) return kept;
  const file = join(root, image.path);
  const bytes = await readBytes(file);
  signal?.throwIfAborted();
  if (createHash('sha256').update(bytes).digest('hex') !== image.sha256) {
    throw new SmearlabError('changed-file', `The file ${file} has changed since it was imported. Scan the data set again.`, { file });
  }
  const jpeg = await makeThumbnail(bytes, file);
  thumbnails.save?.([{ sha256: image.sha256, jpeg }]);
  return jpeg;
}
