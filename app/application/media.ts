/** Pictures by address: thumbnails, whole images and masks of imported data sets, cells of slides, and no other file. */
import { basename, dirname } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { SmearlabError } from '../contract/failure.ts';
import type { MediaRequest } from '../contract/media.ts';
import type { Cell } from '../contract/slides.ts';
import { type Picture, shownImage, shownMask } from '../library/shownPictures.ts';
import { thumbnailOf } from '../library/thumbnail.ts';
import { findCellBySha256, readCell } from '../store/cells.ts';
import { findImageBySha256 } from '../store/images.ts';
import type { Desk } from './answer.ts';
import { imageWithId, placeWithId } from './dataSets.ts';
import { reconstruction } from './training/watched.ts';

export type Media = Picture;

/**
 * @param signal aborts when nobody waits for the picture any more
 * @throws SmearlabError wrong-usage for a picture that is not in the library, and what reading it throws; when `signal` aborts, its reason
 */
export async function mediaOf(desk: Desk, request: MediaRequest, signal: AbortSignal): Promise<Media> {
  // A page that scrolls on gives up many at once: those that wait for their turn are not begun.
  await turn();
  signal.throwIfAborted();
  const { library } = desk;
  if (request.kind === 'thumbnail') return { type: 'image/jpeg', bytes: await thumbnail(desk, request.sha256, signal) };
  if (request.kind === 'preview') return { type: 'image/png', bytes: desk.previews.read(request.sha256) };
  if (request.kind === 'reconstruction') return { type: 'image/png', bytes: await reconstruction(desk, request) };
  if (request.kind === 'cell') return shownCell(readCell(library.store, request.cell), request.side);
  const image = imageWithId(library.store, request.image);
  const place = placeWithId(library.store, image.dataSetId);
  switch (request.kind) {
    case 'image':
      return shownImage(place, image, request.side);
    case 'mask':
      return shownMask(library, place, image, request);
  }
}

async function thumbnail({ library: { store, thumbnails } }: Desk, sha256: string, signal: AbortSignal): Promise<Buffer> {
  const kept = thumbnails.read(sha256);
  if (kept !== undefined) return kept;
  const image = findImageBySha256(store, sha256);
  if (image !== undefined) return thumbnailOf(thumbnails, placeWithId(store, image.dataSetId).root, image, signal);
  const cell = findCellBySha256(store, sha256);
  if (cell === undefined) throw new SmearlabError('wrong-usage', 'This picture is not in the library.');
  return thumbnailOf(thumbnails, dirname(cell.file), { path: basename(cell.file), sha256 }, signal);
}

async function shownCell({ id, file, sha256 }: Cell, side: number | null): Promise<Media> {
  if (sha256 !== null) return shownImage({ root: dirname(file) }, { id, path: basename(file), sha256 }, side);
  throw new SmearlabError('unreadable-image', `The image ${file} could not be read when the slide was opened.`, { file });
}
