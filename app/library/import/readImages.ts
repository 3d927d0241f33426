/** Reads the images of an import, several at a time, and stores what was found in order. */
import { availableParallelism } from 'node:os';
import type { OnProgress } from '../../contract/progress.ts';
import { hasImages, knownImage } from '../../store/images.ts';
import type { Store } from '../../store/store.ts';
import type { Thumbnails } from '../../store/thumbnails.ts';
import type { PlacedImage } from '../layout/drawSplits.ts';
import type { Collect } from '../sparingMemory.ts';
import { ChangeCount, changeOf } from './changes.ts';
import { type Examined, examine, type RefusedFile } from './examine.ts';
import { gate } from './gate.ts';
import { importProgress } from './importProgress.ts';
import { inOrder } from './inOrder.ts';
import { storeBatch } from './storeBatch.ts';

export type ReadingRequest = {
  readonly name: string;
  readonly thumbnails: Thumbnails | null;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
};

/** sharp works in libuv's threads; enough files in flight keep them busy also while a batch is stored. */
const FILES_AT_ONCE = Math.max(4, Math.min(16, availableParallelism() * 6));
/** How many finished files may wait for a slow one before them. */
const FILES_AHEAD = 512;
/** What a crash can cost at most: this many files to be read again. */
const BATCH = 256;
/** An image that is read leaves 10 kB or more of garbage behind, and a collection takes some ten ms. */
const COLLECT_EVERY = 1000;

/** Examines every image of the layout and stores what was found in batches, in order, also when it is stopped half-way. */
export async function readImages(
  store: Store,
  dataSetId: number,
  root: string,
  images: readonly PlacedImage[],
  { name, thumbnails, onProgress, signal }: ReadingRequest,
  collect: Collect,
): Promise<{ refused: readonly RefusedFile[]; changes: ChangeCount }> {
  const progress = importProgress(`Importing ${name}`, images.length, onProgress);
  const changes = new ChangeCount();
  const refused: RefusedFile[] = [];
  const large = gate();
  const isFirst = !hasImages(store, dataSetId);
  let pending: Examined[] = [];
  let read = 0;
  const flush = () => {
    const batch = pending;
    pending = [];
    if (batch.length > 0) storeBatch(store, dataSetId, batch, thumbnails);
  };
  try {
    await inOrder({
      items: images,
      width: FILES_AT_ONCE,
      ahead: FILES_AHEAD,
      signal,
      work: (found) => examine(root, found, isFirst ? undefined : knownImage(store, dataSetId, found.path), large),
      take: (examined) => {
        refused.push(...examined.refused);
        const change = changeOf(examined);
        changes.add(change);
        if (change !== 'none') pending.push(examined);
        if (pending.length >= BATCH) flush();
        progress.step();
        if (examined.image !== 'unchanged' && ++read % COLLECT_EVERY === 0) collect('garbage');
      },
    });
  } finally {
    flush();
  }
  return { refused, changes };
}
