/** Draws a subset of a data set in the library and saves it by name. */
import { SmearlabError } from '../contract/failure.ts';
import type { DataSetRow } from '../store/dataSets.ts';
import type { Store } from '../store/store.ts';
import { type NamedSubset, saveNamedSubset } from '../store/subsets.ts';
import { type LibraryImage, loadDataSet } from './dataSet.ts';
import { drawSubsetBy } from './subset.ts';

export type DrawnAndSaved = {
  readonly id: number;
  /** Of the data set it was drawn from. */
  readonly hash: string;
  readonly images: readonly LibraryImage[];
  readonly warnings: readonly string[];
};

/** @throws SmearlabError wrong-usage while an import has not ended, too-few-images, already-there (see `saveNamedSubset`) */
export function drawAndSave(store: Store, row: Pick<DataSetRow, 'id' | 'name'>, subset: NamedSubset, replace: boolean): DrawnAndSaved {
  const dataSet = loadDataSet(store, row.name);
  if (dataSet === undefined)
    throw new SmearlabError('wrong-usage', `The import of ${row.name} has not come to its end. Import it again first.`);
  const { images, warnings } = drawSubsetBy(dataSet.images, subset.settings, subset.seed);
  if (images.length === 0) throw new SmearlabError('too-few-images', `The data set ${row.name} has no training images to draw from.`);
  const ids = images.map(({ id }) => id);
  return { id: saveNamedSubset(store, row.id, subset, ids, replace), hash: dataSet.hash, images, warnings };
}
