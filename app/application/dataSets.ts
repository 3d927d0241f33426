/** Data sets and images as faces show them, read from the store. */
import type { ClassBalance, DataSet } from '../contract/dataSets.ts';
import { SmearlabError } from '../contract/failure.ts';
import type { Split } from '../contract/words.ts';
import { type DataSetRow, listDataSets, warningsOf } from '../store/dataSets.ts';
import { countImages, findImage, type ImageRow } from '../store/images.ts';
import { maskCoverage } from '../store/masks.ts';
import type { Store } from '../store/store.ts';

export function dataSetsOf(store: Store): DataSet[] {
  return listDataSets(store).map((row) => dataSetOf(store, row));
}

export function dataSetOf(store: Store, { id, name, root, hash, classes }: DataSetRow): DataSet {
  const counts = countImages(store, id);
  const ofSplit = (split: Split) => counts.reduce((sum, count) => sum + (count.split === split ? count.count : 0), 0);
  const coverage = maskCoverage(store, id);
  return {
    ...{ id, name, root, hash, classes: [...classes], warnings: warningsOf(store, id), lastRelabel: null },
    images: counts.reduce((sum, { count }) => sum + count, 0),
    bySplit: { train: ofSplit('train'), val: ofSplit('val'), test: ofSplit('test') },
    masks: coverage.reduce((sum, { drawn, lab, accepted }) => sum + drawn + lab + accepted, 0),
    proposed: coverage.reduce((sum, { proposed }) => sum + proposed, 0),
  };
}

/** @throws SmearlabError wrong-usage */
export function dataSetWithId(store: Store, id: number): DataSetRow {
  const row = listDataSets(store).find((dataSet) => dataSet.id === id);
  if (row === undefined) throw new SmearlabError('wrong-usage', 'This data set is not in the library any more.');
  return row;
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
