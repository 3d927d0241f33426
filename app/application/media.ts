/** Pictures by address: thumbnails, whole images, masks and masked copies of imported data sets, and no other file. */
import { setImmediate as turn } from 'node:timers/promises';
import { SmearlabError } from '../contract/failure.ts';
import type { MediaRequest } from '../contract/media.ts';
import { thumbnailOf } from '../library/thumbnail.ts';
import { listDataSets } from '../store/dataSets.ts';
import { findImageBySha256 } from '../store/images.ts';
import type { Desk } from './answer.ts';
import { pending } from './pending.ts';

export type Media = { readonly type: 'image/jpeg' | 'image/png'; readonly bytes: Buffer };

/**
 * @param signal aborts when nobody waits for the picture any more
 * @throws SmearlabError wrong-usage for a picture that is not in the library, and what reading it throws; when `signal` aborts, its reason
 */
export async function mediaOf({ library }: Desk, request: MediaRequest, signal: AbortSignal): Promise<Media> {
  // A page that scrolls on gives up many at once: those that wait for their turn are not begun.
  await turn();
  signal.throwIfAborted();
  if (request.kind !== 'thumbnail') return pending();
  const { store, thumbnails } = library;
  const kept = thumbnails.read(request.sha256);
  if (kept !== undefined) return { type: 'image/jpeg', bytes: kept };
  const image = findImageBySha256(store, request.sha256);
  const dataSet = listDataSets(store).find(({ id }) => id === image?.dataSetId);
  if (image === undefined || dataSet === undefined) throw new SmearlabError('wrong-usage', 'This picture is not in the library.');
  return { type: 'image/jpeg', bytes: await thumbnailOf(thumbnails, dataSet.root, image, signal) };
}
