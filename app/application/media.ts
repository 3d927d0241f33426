/** Pictures by address: thumbnails, whole images, masks and masked copies of imported data sets, and no other file. */
import { SmearlabError } from '../contract/failure.ts';
import type { MediaRequest } from '../contract/media.ts';
import { thumbnailOf } from '../library/thumbnail.ts';
import { listDataSets } from '../store/dataSets.ts';
import { findImageBySha256 } from '../store/images.ts';
import type { Desk } from './answer.ts';
import { pending } from './pending.ts';

export type Media = { readonly type: 'image/jpeg' | 'image/png'; readonly bytes: Buffer };

/** @throws SmearlabError wrong-usage for a picture that is not in the library, and what reading it throws */
export async function mediaOf({ library }: Desk, request: MediaRequest): Promise<Media> {
  if (request.kind !== 'thumbnail') return pending();
  const { store, thumbnails } = library;
  const kept = thumbnails.read(request.sha256);
  if (kept !== undefined) return { type: 'image/jpeg', bytes: kept };
  const image = findImageBySha256(store, request.sha256);
  const dataSet = listDataSets(store).find(({ id }) => id === image?.dataSetId);
  if (image === undefined || dataSet === undefined) throw new SmearlabError('wrong-usage', 'This picture is not in the library.');
  return { type: 'image/jpeg', bytes: await thumbnailOf(thumbnails, dataSet.root, image) };
}
