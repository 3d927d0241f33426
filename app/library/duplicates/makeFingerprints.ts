/**
 * Makes the fingerprints that a library lacks. Not at the import, though that has the pixels: it would be a tenth to a quarter slower
 * (docs/duplicates.md), for what is asked for once.
 */
import { SmearlabError } from '../../contract/failure.ts';
import type { OnProgress } from '../../contract/progress.ts';
import type { DataSetRow } from '../../store/dataSets.ts';
import { imagesWithoutFingerprint, saveFingerprint, type UnseenImage } from '../../store/duplicates.ts';
import { decodePixels } from '../decode.ts';
import { giveBack } from '../giveBack.ts';
import { importProgress } from '../import/importProgress.ts';
import type { Library } from '../library.ts';
import { type Collect, sparingMemory } from '../sparingMemory.ts';
import { thumbnailOf } from '../thumbnail.ts';
import { FINGERPRINT_MAKING, type Fingerprint, fingerprintOf } from './fingerprint.ts';

/** What a crash can cost at most: this many to be made again. */
const BATCH = 128;
/** So many batches. */
const COLLECT_EVERY = 8;

type Look = Fingerprint | undefined;

export type Looking = {
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
  /** Makes those of some images elsewhere, such as in other threads, so that this one is not kept. @throws SmearlabError stopped */
  readonly elsewhere?: (images: readonly UnseenImage[], signal: AbortSignal) => Promise<readonly Look[]>;
};

/**
 * Makes them from the thumbnails, or from the files where those are lost. An image that cannot be read stays without.
 * @returns how many were made
 * @throws SmearlabError stopped, with what was made until then kept
 */
export function makeFingerprints(library: Library, dataSet: Pick<DataSetRow, 'id' | 'name' | 'root'>, looking: Looking): Promise<number> {
  return sparingMemory((collect) => makeSparingly(library, dataSet, looking, collect));
}

async function makeSparingly(
  { store, thumbnails }: Library,
  { id, name, root }: Pick<DataSetRow, 'id' | 'name' | 'root'>,
  { onProgress, signal, elsewhere }: Looking,
  collect: Collect,
): Promise<number> {
  const images = imagesWithoutFingerprint(store, id, FINGERPRINT_MAKING);
  const progress = importProgress(`Looking at ${name}`, images.length, onProgress);
  let made = 0;
  for (let begin = 0; begin < images.length; begin += BATCH) {
    if (signal.aborted) throw new SmearlabError('stopped', 'The check was stopped; what it has looked at is kept.');
    const batch = images.slice(begin, begin + BATCH);
    const looks = await (elsewhere?.(batch, signal) ?? looksOf(thumbnails, root, batch));
    store.transaction(() => {
      for (const [index, image] of batch.entries()) {
        const look = looks[index];
        if (look !== undefined && saveFingerprint(store, image, FINGERPRINT_MAKING, look)) made++;
      }
    });
    for (const _ of batch) progress.step();
    if ((begin / BATCH) % COLLECT_EVERY === 0) collect('garbage');
  }
  return made;
}

/** What each image looks like; undefined where it cannot be read. */
export function looksOf(
  thumbnails: Parameters<typeof thumbnailOf>[0],
  root: string,
  images: readonly Pick<UnseenImage, 'path' | 'sha256'>[],
): Promise<Look[]> {
  return Promise.all(
    images.map(async (image) => {
      try {
        const pixels = await decodePixels(await thumbnailOf(thumbnails, root, image), image.path);
        const fingerprint = fingerprintOf(pixels);
        giveBack(pixels.data);
        return fingerprint;
      } catch (error) {
        // What is wrong with the file is said by the check of files; here it only is not compared.
        if (error instanceof SmearlabError) return undefined;
        throw error;
      }
    }),
  );
}
