/** Imports a folder of images into the database: what is already known is not read again, and a bad file never stops the rest. */
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { SmearlabError } from '../../contract/failure.ts';
import type { ImportSettings, ImportSummary } from '../../contract/library.ts';
import type { OnProgress } from '../../contract/progress.ts';
import type { Split } from '../../contract/words.ts';
import { storedHash } from '../../store/dataSetHash.ts';
import { addSplitLots, completeDataSet, openDataSet, placeDataSet, splitLots } from '../../store/dataSets.ts';
import { forgetFingerprint, movedImages } from '../../store/duplicates.ts';
import { countImages, eachPresentPath, hasImages, knownImage, markGone, placeImage, saveImage } from '../../store/images.ts';
import { findMask, saveMask } from '../../store/masks.ts';
import type { Store } from '../../store/store.ts';
import type { Thumbnails } from '../../store/thumbnails.ts';
import { byName } from '../dataSet.ts';
import { counted, named } from '../folded.ts';
import { DEFAULT_SHARES, drawSplits, lotKey, type PlacedImage } from '../layout/drawSplits.ts';
import { listRoot } from '../layout/folderListing.ts';
import { readLabels } from '../layout/labels.ts';
import { discoverLayout, type Layout } from '../layout/layout.ts';
import { ChangeCount, changeOf } from './changes.ts';
import { type Examined, examine, type RefusedFile } from './examine.ts';
import { findingsOf } from './findings.ts';
import { gate } from './gate.ts';
import { importProgress } from './importProgress.ts';
import { inOrder } from './inOrder.ts';

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

/** sharp works in libuv's threads; enough files in flight keep them busy also while a batch is stored. */
const FILES_AT_ONCE = Math.max(4, Math.min(16, availableParallelism() * 6));
/** How many finished files may wait for a slow one before them. */
const FILES_AHEAD = 512;
/** What a crash can cost at most: this many files to be read again. */
const BATCH = 256;

/**
 * Imports the images under `root` as the data set called `name`; images stay where they are. A file of the same path, size and
 * modification time as in the database is not read again, files that are gone leave the data set, and what is wrong with
 * single files is in the `warnings`. However often it is interrupted, it ends with the same rows and ids as without.
 * @throws SmearlabError missing-file (no such folder), no-images, unknown-layout, too-few-images, stopped (after an abort), disk-full.
 * What was read until then is kept in every case.
 */
export async function importDataSet(store: Store, request: ImportRequest): Promise<ImportSummary> {
  const { name, settings, signal } = request;
  const root = resolve(request.root);
  const listing = await listRoot(root, signal);
  const labels = settings.layout === 'labels' ? await readLabels(resolve(root, settings.labels ?? '')) : [];
  const layout = discoverLayout(root, listing, { settings, labels, requiredSplits: request.requiredSplits });
  const id = placeDataSet(store, name, root, settings);
  const images = placeAll(store, id, layout, settings);
  const { refused, changes } = await readImages(store, id, root, images, request);
  const allRefused = [...listing.refused.map((file): RefusedFile => ({ ...file, of: 'image' })), ...refused];
  const gone = markMissing(store, id, images, refused);
  const counts = countImages(store, id);
  checkEnough(root, counts, request.requiredSplits, allRefused);
  const warnings = [...listing.warnings, ...layout.warnings, ...goneWarning(gone, allRefused), ...findingsOf(store, id, allRefused)];
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

/** Every image with its split, which for one that a person moved is not its folder's; lots that are drawn are kept before an image is read, so that an interruption changes none. */
function placeAll(store: Store, id: number, { images }: Layout, { split, seed }: ImportSettings): PlacedImage[] {
  const known = images.some((image) => image.split === null) ? splitLots(store, id) : new Map<string, Split>();
  const drawn = drawSplits(images, known, split ?? DEFAULT_SHARES, seed);
  if (drawn.size > 0) addSplitLots(store, id, drawn);
  const moved = movedImages(store, id);
  return images.map((image) => {
    const placed = moved.get(image.path) ?? image.split ?? known.get(lotKey(image)) ?? drawn.get(lotKey(image));
    if (placed === undefined) throw new SmearlabError('internal', `No split was drawn for ${image.path}.`);
    return { ...image, split: placed };
  });
}

/** Examines every image of the layout and stores what was found in batches, in order, also when it is stopped half-way. */
async function readImages(
  store: Store,
  dataSetId: number,
  root: string,
  images: readonly PlacedImage[],
  { name, thumbnails, onProgress, signal }: ImportRequest,
): Promise<{ refused: readonly RefusedFile[]; changes: ChangeCount }> {
  const progress = importProgress(`Importing ${name}`, images.length, onProgress);
  const changes = new ChangeCount();
  const refused: RefusedFile[] = [];
  const large = gate();
  const isFirst = !hasImages(store, dataSetId);
  let pending: Examined[] = [];
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
      },
    });
  } finally {
    flush();
  }
  return { refused, changes };
}

/** Thumbnails first: an image that is in the database has one. */
function storeBatch(store: Store, dataSetId: number, batch: readonly Examined[], thumbnails: Thumbnails | null): void {
  thumbnails?.save(
    batch.flatMap(({ image }) => (typeof image === 'string' ? [] : [{ sha256: image.facts.sha256, jpeg: image.thumbnail }])),
  );
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
