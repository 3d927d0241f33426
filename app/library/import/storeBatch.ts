/** Stores what an import found of some images, with their thumbnails. */
import { openDataSet } from '../../store/dataSets.ts';
import { forgetFingerprint } from '../../store/duplicates.ts';
import { placeImage, saveImage } from '../../store/images.ts';
import { findMask, saveMask } from '../../store/masks.ts';
import type { Store } from '../../store/store.ts';
import type { Thumbnails } from '../../store/thumbnails.ts';
import { giveBack } from '../giveBack.ts';
import type { Examined } from './examine.ts';

/** Thumbnails first: an image that is in the database has one. Their memory is given back. */
export function storeBatch(store: Store, dataSetId: number, batch: readonly Examined[], thumbnails: Thumbnails | null): void {
  const made = batch.flatMap(({ image }) => (typeof image === 'string' ? [] : [{ sha256: image.facts.sha256, jpeg: image.thumbnail }]));
  thumbnails?.save(made);
  for (const { jpeg } of made) giveBack(jpeg);
  store.transaction(() => {
    openDataSet(store, dataSetId);
    for (const { found, known, image, mask } of batch) {
      if (image === 'refused') continue;
      if (image !== 'unchanged') {
        const imageId = saveImage(store, dataSetId, image.facts);
        if (known !== undefined && known.sha256 !== image.facts.sha256) forgetMade(store, imageId);
        if (mask !== 'unchanged' && !(mask === 'none' && known === undefined))
          saveMask(store, imageId, 'lab', mask === 'none' ? null : mask);
      } else if (known !== undefined) {
        placeImage(store, known.id, found);
        if (mask !== 'unchanged') saveMask(store, known.id, 'lab', mask === 'none' ? null : mask);
      }
    }
  });
}

/** What was drawn, proposed or seen on another picture does not fit this one; the files of drawn masks are kept. */
function forgetMade(store: Store, imageId: number): void {
  forgetFingerprint(store, imageId);
  for (const origin of ['drawn', 'proposed'] as const) {
    if (findMask(store, imageId, origin) !== undefined) saveMask(store, imageId, origin, null);
  }
}
