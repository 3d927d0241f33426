/** Imports a folder of images into the database: what is already known is not read again, and a bad file never stops the rest. */
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { SmearlabError } from '../contract/failure.ts';
import type { OnProgress } from '../contract/progress.ts';
import type { DataSetRole } from '../contract/words.ts';
import { completeDataSet, openDataSet, placeDataSet } from '../store/dataSets.ts';
import { type ImageRow, imagesOf, markGone, placeImage, saveImage, saveMask } from '../store/images.ts';
import type { Store } from '../store/store.ts';
import { classesOf, hashDataSet, type ImportedDataSet, type LibraryImage, loadDataSet, presentImages } from './dataSet.ts';
import { type Examined, examine, type RefusedFile } from './examine.ts';
import { findingsOf } from './findings.ts';
import { counted, named } from './folded.ts';
import { listRoot } from './folderListing.ts';
import { importProgress } from './importProgress.ts';
import { inParallel } from './inParallel.ts';
import { discoverLayout, type Layout } from './layout.ts';

export { type ImportedDataSet, type LibraryImage, type LibraryMask, loadDataSet } from './dataSet.ts';

export type ImportRequest = {
  readonly role: DataSetRole;
  readonly root: string;
  /** Of the split of unlabelled images that come in one folder. */
  readonly seed: number;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
};

/** Decoding runs in sharp's own threads; a few files in flight keep them busy. */
const FILES_AT_ONCE = Math.max(2, Math.min(8, availableParallelism() * 2));
/** What a crash can cost at most: this many files to be read again. */
const BATCH = 64;

/**
 * Imports the images under `root` as the data set of `role`; images stay where they are. A file of the same path, size and
 * modification time as in the database is not read again, files that are gone leave the data set, and what is wrong with
 * single files is in the `warnings`.
 * @throws SmearlabError missing-file (no such folder), no-images, unknown-layout, too-few-images, stopped (after an abort), disk-full.
 * What was read until then is kept in every case.
 */
export async function importDataSet(store: Store, request: ImportRequest): Promise<ImportedDataSet> {
  const { role, seed, signal } = request;
  const root = resolve(request.root);
  const listing = await listRoot(root, signal);
  const layout = discoverLayout(role, root, listing, seed);
  const id = placeDataSet(store, role, root);
  const before = imagesOf(store, id);
  const { kept, refused } = await readImages(store, id, root, layout, before, request);
  const gone = before.filter((row) => !row.gone && !kept.has(row.path));
  if (gone.length > 0) {
    store.transaction(() => {
      openDataSet(store, id);
      markGone(
        store,
        gone.map((row) => row.id),
      );
    });
  }
  const images = presentImages(imagesOf(store, id));
  checkEnough(role, root, images, refused);
  const warnings = [...listing.warnings, ...layout.warnings, ...goneWarning(gone, refused), ...findingsOf(images, refused)];
  completeDataSet(store, id, { hash: hashDataSet(images), classes: classesOf(images), warnings, refused });
  const imported = loadDataSet(store, role);
  if (imported === undefined) throw new SmearlabError('internal', `The import of ${root} left no data set behind.`);
  return imported;
}

/** Examines every image of the layout and stores what was found in batches, also when it is stopped half-way. */
async function readImages(
  store: Store,
  dataSetId: number,
  root: string,
  layout: Layout,
  before: readonly ImageRow[],
  { role, onProgress, signal }: ImportRequest,
): Promise<{ kept: ReadonlySet<string>; refused: readonly RefusedFile[] }> {
  const known = new Map(before.map((row) => [row.path, row]));
  const progress = importProgress(role, layout.images.length, onProgress);
  const kept = new Set<string>();
  const refused: RefusedFile[] = [];
  let pending: Examined[] = [];
  const flush = () => {
    const batch = pending;
    pending = [];
    if (batch.length > 0) storeBatch(store, dataSetId, batch);
  };
  try {
    await inParallel(layout.images, FILES_AT_ONCE, signal, async (found) => {
      const examined = await examine(root, found, known.get(found.path));
      refused.push(...examined.refused);
      if (examined.image !== 'refused') kept.add(found.path);
      if (changes(examined)) pending.push(examined);
      if (pending.length >= BATCH) flush();
      progress.step();
    });
  } finally {
    flush();
  }
  return { kept, refused };
}

/** Whether the database must hear of it. */
function changes({ found, known, image, mask }: Examined): boolean {
  if (image === 'refused') return false;
  if (image !== 'unchanged' || known === undefined) return true;
  const moved = known.class !== found.class || known.split !== found.split || known.gone;
  return moved || (mask === 'none' ? known.mask !== null : mask !== 'unchanged');
}

function storeBatch(store: Store, dataSetId: number, batch: readonly Examined[]): void {
  store.transaction(() => {
    openDataSet(store, dataSetId);
    for (const { found, known, image, mask } of batch) {
      if (image === 'refused') continue;
      if (image !== 'unchanged') {
        const imageId = saveImage(store, dataSetId, image);
        if (mask !== 'unchanged') saveMask(store, imageId, mask === 'none' ? null : mask);
      } else if (known !== undefined) {
        placeImage(store, known.id, found);
        if (mask !== 'unchanged') saveMask(store, known.id, mask === 'none' ? null : mask);
      }
    }
  });
}

function checkEnough(role: DataSetRole, root: string, images: readonly LibraryImage[], refused: readonly RefusedFile[]): void {
  const first = refused[0]?.sentence ?? '';
  if (images.length === 0) {
    throw new SmearlabError('no-images', `None of the files under ${root} could be read as an image. ${first}`, { file: root });
  }
  for (const split of role === 'prcc' ? (['train'] as const) : (['train', 'val'] as const)) {
    if (images.some((image) => image.split === split)) continue;
    throw new SmearlabError('too-few-images', `No image for ${split} under ${root} could be read. ${first}`, { file: root });
  }
}

function goneWarning(gone: readonly ImageRow[], refused: readonly RefusedFile[]): string[] {
  const said = new Set(refused.map((file) => file.path));
  const missing = gone.filter((row) => !said.has(row.path)).map((row) => row.path);
  if (missing.length === 0) return [];
  return [
    `${counted(missing.length, 'file', 'files')} of the last import ${missing.length === 1 ? 'is' : 'are'} no longer there and left the data set: ${named(missing)}. Put them back if that is not meant.`,
  ];
}
