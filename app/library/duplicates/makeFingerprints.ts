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

/**
 * Makes them from the thumbnails, or from the files where those are lost. An image that cannot be read stays without.
 * @returns how many were made
 * @throws SmearlabError stopped, with what was made until then kept
 */
export function makeFingerprints(library: Library, dataSet: DataSetRow, onProgress: OnProgress, signal: AbortSignal): Promise<number> {
  return sparingMemory((collect) => makeSparingly(library, dataSet, onProgress, signal, collect));
}

async function makeSparingly(
  { store, thumbnails }: Library,
  { id, name, root }: DataSetRow,
  onProgress: OnProgress,
  signal: AbortSignal,
  collect: Collect,
): Promise<number> {
  const images = imagesWithoutFingerprint(store, id, FINGERPRINT_MAKING);
  const progress = importProgress(`Looking at ${name}`, images.length, onProgress);
  const look = async (image: UnseenImage): Promise<Fingerprint | undefined> => {
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
  };
  let made = 0;
  for (let begin = 0; begin < images.length; begin += BATCH) {
    if (signal.aborted) throw new SmearlabError('stopped', 'The check was stopped; what it has looked at is kept.');
    const batch = images.slice(begin, begin + BATCH);
    const looked = await Promise.all(batch.map(look));
    store.transaction(() => {
      for (const [index, { id: imageId }] of batch.entries()) {
        const fingerprint = looked[index];
        if (fingerprint === undefined) continue;
        saveFingerprint(store, imageId, FINGERPRINT_MAKING, fingerprint);
        made++;
      }
    });
    for (const _ of batch) progress.step();
    if ((begin / BATCH) % COLLECT_EVERY === 0) collect('garbage');
  }
  return made;
}
