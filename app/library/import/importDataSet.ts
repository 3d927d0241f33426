/** Imports a folder of images into the database: what is already known is not read again, and a bad file never stops the rest. */
import { resolve } from 'node:path';
import { SmearlabError } from '../../contract/failure.ts';
import type { ImportSettings, ImportSummary } from '../../contract/library.ts';
import type { OnProgress } from '../../contract/progress.ts';
import type { Split } from '../../contract/words.ts';
import { storedHash } from '../../store/dataSetHash.ts';
import { completeDataSet, openDataSet } from '../../store/dataSets.ts';
import { countImages } from '../../store/imageSummaries.ts';
import { eachPresentPath, markGone } from '../../store/images.ts';
import type { Store } from '../../store/store.ts';
import type { Thumbnails } from '../../store/thumbnails.ts';
import { byName } from '../dataSet.ts';
import { counted, named } from '../folded.ts';
import type { PlacedImage } from '../layout/drawSplits.ts';
import { type Collect, sparingMemory } from '../sparingMemory.ts';
import { discoverImages } from './discoverImages.ts';
import type { RefusedFile } from './examine.ts';
import { findingsOf } from './findings.ts';
import { readImages } from './readImages.ts';

export type ImportRequest = {
  readonly name: string;
  readonly root: string;
  readonly settings: ImportSettings;
  /** Splits without which the data set is of no use to who asks. */
  readonly requiredSplits: readonly Split[];
  /** Where thumbnails are kept; null keeps none. */
  readonly thumbnails: Thumbnails | null;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
};

/**
 * Imports the images under `root` as the data set called `name`; images stay where they are. A file of the same path, size and
 * modification time as in the database is not read again, files that are gone leave the data set, and what is wrong with
 * single files is in the `warnings`. However often it is interrupted, it ends with the same rows and ids as without.
 * @throws SmearlabError missing-file (no such folder), no-images, unknown-layout, too-few-images, stopped (after an abort), disk-full.
 * What was read until then is kept in every case.
 */
export async function importDataSet(store: Store, request: ImportRequest): Promise<ImportSummary> {
  return sparingMemory((collect) => importSparingly(store, request, collect));
}

async function importSparingly(store: Store, request: ImportRequest, collect: Collect): Promise<ImportSummary> {
  const { name, settings } = request;
  const root = resolve(request.root);
  const { id, images, ...found } = await discoverImages(store, { ...request, root });
  collect('all');
  const { refused, changes } = await readImages(store, id, root, images, request, collect);
  const allRefused = [...found.refused, ...refused];
  const gone = markMissing(store, id, images, refused);
  const counts = countImages(store, id);
  checkEnough(root, counts, request.requiredSplits, allRefused);
  const warnings = [...found.warnings, ...goneWarning(gone, allRefused), ...findingsOf(store, id, allRefused)];
  const classes = [...new Set(counts.flatMap((count) => (count.class === null ? [] : [count.class])))].sort(byName);
  const { hash, masks } = storedHash(store, id);
  completeDataSet(store, id, { hash, classes, warnings, refused: allRefused });
  const ofSplit = (split: Split) => counts.filter((count) => count.split === split).reduce((sum, { count }) => sum + count, 0);
  const bySplit = { train: ofSplit('train'), val: ofSplit('val'), test: ofSplit('test') };
  return {
    ...{ dataSet: id, name, root, hash, layout: settings.layout, classes, bySplit, masks, warnings },
    images: bySplit.train + bySplit.val + bySplit.test,
    ...changes.found,
    missing: gone.length,
    refused: allRefused.length,
  };
}

/** Images of the database that this import did not find, or could not read any more, leave the data set. @returns their paths */
function markMissing(store: Store, id: number, images: readonly PlacedImage[], refused: readonly RefusedFile[]): string[] {
  const kept = new Set(images.map(({ path }) => path));
  for (const { path, of } of refused) if (of === 'image') kept.delete(path);
  const gone: { id: number; path: string }[] = [];
  for (const image of eachPresentPath(store, id)) if (!kept.has(image.path)) gone.push(image);
  if (gone.length === 0) return [];
  store.transaction(() => {
    openDataSet(store, id);
    markGone(
      store,
      gone.map((image) => image.id),
    );
  });
  return gone.map(({ path }) => path);
}

function checkEnough(
  root: string,
  counts: readonly { readonly split: Split }[],
  required: readonly Split[],
  refused: readonly RefusedFile[],
): void {
  const first = refused[0]?.sentence ?? '';
  if (counts.length === 0) {
    throw new SmearlabError('no-images', `None of the files under ${root} could be read as an image. ${first}`, { file: root });
  }
  for (const split of required) {
    if (counts.some((count) => count.split === split)) continue;
    throw new SmearlabError('too-few-images', `No image for ${split} under ${root} could be read. ${first}`, { file: root });
  }
}

function goneWarning(gone: readonly string[], refused: readonly RefusedFile[]): string[] {
  const said = new Set(refused.map((file) => file.path));
  const missing = gone.filter((path) => !said.has(path)).sort(byName);
  if (missing.length === 0) return [];
  return [
    `${counted(missing.length, 'file', 'files')} of the last import ${missing.length === 1 ? 'is' : 'are'} no longer there and left the data set: ${named(missing)}. Put them back if that is not meant.`,
  ];
}
