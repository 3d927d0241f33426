/** The data of runs and studies over data sets that are in the library already: checked for what each is to stand for, never imported anew. */
import { SmearlabError } from '../contract/failure.ts';
import type { DataSetRole, Split } from '../contract/words.ts';
import { type ImportedDataSet, loadDataSet } from '../library/dataSet.ts';
import type { LibraryData } from '../library/library.ts';
import type { Store } from '../store/store.ts';
import type { StudySettings } from './settings.ts';
import type { PreparedData } from './study.ts';
import { drawSubsets, keepSubsets } from './studyData.ts';

/** @throws SmearlabError wrong-usage when there is none of this name, or its import has not come to its end */
export function dataSetOfLibrary(store: Store, name: string): ImportedDataSet {
  const dataSet = loadDataSet(store, name);
  if (dataSet !== undefined) return dataSet;
  throw new SmearlabError('wrong-usage', `The library has no data set ${name} whose import has come to its end. Import it first.`);
}

/**
 * What a study is planned from.
 * @param keeps whether the drawn subsets are kept in the store, as they must be for a study that is carried out
 * @throws SmearlabError wrong-usage, unknown-layout or too-few-images naming the data set that cannot stand for what it is to
 */
export function libraryData(
  { store, folder }: LibraryData,
  settings: Pick<StudySettings, 'seed' | 'subsets' | 'dataSets'>,
  keeps = true,
): PreparedData {
  const called = (role: DataSetRole) => dataSetOfLibrary(store, settings.dataSets[role].called ?? role);
  const dataSets = { wbc: labelled(called('wbc')), cam16: labelled(called('cam16')), prcc: called('prcc') };
  assertStandsFor(dataSets.wbc, dataSets.wbc.classes.length >= 2, 'white blood cells', 'at least two classes of cells');
  assertStandsFor(dataSets.cam16, dataSets.cam16.classes.length === 2, 'CAM16', 'exactly two classes of tissue');
  for (const split of ['train', 'val'] as const) for (const role of ['wbc', 'cam16'] as const) assertImages(dataSets[role], split);
  assertImages(dataSets.prcc, 'train');
  const subsets = drawSubsets(dataSets.wbc, settings);
  const subsetIds = keeps ? keepSubsets(store, dataSets.wbc, subsets, settings.seed) : new Map<number, number>();
  return {
    ...{ dataSets, subsets: subsets.images, subsetIds, dataFolder: folder.root },
    warnings: [...new Set(Object.values(dataSets).flatMap(warningsOfData)), ...subsets.warnings],
  };
}

export function warningsOfData({ name, warnings }: Pick<ImportedDataSet, 'name' | 'warnings'>): string[] {
  return warnings.map((sentence) => `${name}: ${sentence}`);
}

/** Without the images that nobody gave a class: a network that tells classes apart learns nothing from them. */
export function labelled(dataSet: ImportedDataSet): ImportedDataSet {
  const images = dataSet.images.filter((image) => image.class !== null);
  const without = dataSet.images.length - images.length;
  if (without === 0) return dataSet;
  const warning = `${without} of its images have no class and are left out.`;
  return { ...dataSet, images, warnings: [...dataSet.warnings, warning] };
}

/** @throws SmearlabError too-few-images */
export function assertImages({ name, images }: ImportedDataSet, split: Split): void {
  if (images.some((image) => image.split === split)) return;
  const what = split === 'train' ? 'to train on' : 'to judge a network on (split val)';
  throw new SmearlabError('too-few-images', `The data set ${name} has no images ${what}. Give some of its images that split.`);
}

function assertStandsFor({ name, classes }: ImportedDataSet, isRight: boolean, role: string, wanted: string): void {
  if (isRight) return;
  const there = classes.length === 0 ? 'no classes' : `${classes.length} (${classes.join(', ')})`;
  throw new SmearlabError('unknown-layout', `The data set ${name} cannot stand for ${role}: that takes ${wanted}, and it has ${there}.`);
}
