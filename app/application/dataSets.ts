/** Data sets and images as faces show them, read from the store. */
import { join } from 'node:path';
import type { ClassBalance, DataSet, ImageDetails } from '../contract/dataSets.ts';
import { SmearlabError } from '../contract/failure.ts';
import type { Split } from '../contract/words.ts';
import { findPlaced, listPlaced, type PlacedDataSet, warningsOf } from '../store/dataSets.ts';
import { countImages } from '../store/imageSummaries.ts';
import { findImage, type ImageRow } from '../store/images.ts';
import { isRelabelled, lastRelabelling } from '../store/labels.ts';
import { maskCoverage, masksOf } from '../store/masks.ts';
import { predictionsOfImage } from '../store/predictions.ts';
import type { Store } from '../store/store.ts';

export function dataSetsOf(store: Store): DataSet[] {
  return listPlaced(store).map((row) => dataSetOf(store, row));
}

function dataSetOf(store: Store, { id, name, root, hashMade, isImported, classes }: PlacedDataSet): DataSet {
  const coverage = maskCoverage(store, id);
  const ofSplit = (split: Split) => coverage.reduce((sum, row) => sum + (row.split === split ? row.images : 0), 0);
  return {
    ...{ id, name, root, hash: hashMade, isImported, classes: [...classes], warnings: warningsOf(store, id) },
    lastRelabel: lastRelabelling(store, id) ?? null,
    images: coverage.reduce((sum, { images }) => sum + images, 0),
    bySplit: { train: ofSplit('train'), val: ofSplit('val'), test: ofSplit('test') },
    masks: coverage.reduce((sum, { drawn, lab, accepted }) => sum + drawn + lab + accepted, 0),
    proposed: coverage.reduce((sum, { proposed }) => sum + proposed, 0),
  };
}

/** @throws SmearlabError wrong-usage */
export function placeWithId(store: Store, id: number): PlacedDataSet {
  const placed = findPlaced(store, id);
  if (placed === undefined) throw new SmearlabError('wrong-usage', 'This data set is not in the library any more.');
  return placed;
}

/** @throws SmearlabError wrong-usage */
export function imageWithId(store: Store, id: number): ImageRow {
  const image = findImage(store, id);
  if (image === undefined || image.gone) throw new SmearlabError('wrong-usage', 'This image is not in the library any more.');
  return image;
}

export function balanceOf(store: Store, dataSetId: number): ClassBalance[] {
  return countImages(store, dataSetId).map(({ class: name, split, count }) => ({ class: name, split, images: count }));
}

/** @throws SmearlabError wrong-usage */
export function detailsOf(store: Store, imageId: number): ImageDetails {
  const image = imageWithId(store, imageId);
  const { id, path, sha256, split, width, height, bytes, format, pages, group } = image;
  const { root } = placeWithId(store, image.dataSetId);
  return {
    ...{ id, path, sha256, class: image.class, split, width, height, bytes, mask: image.standing, dataSet: image.dataSetId },
    ...{ file: join(root, path), format, pages, group },
    classBefore: isRelabelled(store, id) ? { class: image.foundClass } : null,
    masks: masksOf(store, id),
    predictions: predictionsOfImage(store, id),
  };
}
