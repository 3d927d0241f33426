/** The data of a study: the synthetic sample where a folder was not given, the three imports, and the subsets with their warnings. */
import { SmearlabError } from '../contract/failure.ts';
import type { LayoutName } from '../contract/library.ts';
import { type DataSetRole, dataSetRoleSchema, type Split } from '../contract/words.ts';
import { type ImportedDataSet, type LibraryImage, loadDataSet } from '../library/dataSet.ts';
import { importDataSet } from '../library/import/importDataSet.ts';
import { makeSample } from '../library/sample/makeSample.ts';
import { drawSubset } from '../library/subset.ts';
import type { Store } from '../store/store.ts';
import { saveSubset } from '../store/subsets.ts';
import type { StudySettings } from './settings.ts';
import type { PreparedData, StudyListener, StudyRequest } from './study.ts';

/** @throws SmearlabError what making the sample or importing throws, `stopped` */
export async function prepareData(store: Store, request: StudyRequest, listener: StudyListener): Promise<PreparedData> {
  const dataSets = await importAll(store, request, listener);
  const subsets = drawSubsets(dataSets.wbc, request.settings);
  const subsetIds = keepSubsets(store, dataSets.wbc, subsets, request.settings.seed);
  const warnings = [
    ...syntheticNotices(request),
    ...Object.values(dataSets).flatMap(({ name, warnings: own }) => own.map((sentence) => `${name}: ${sentence}`)),
    ...subsets.warnings,
  ];
  for (const sentence of warnings) listener.onNotice({ kind: 'warning', sentence });
  return { dataSets, subsets: subsets.images, subsetIds, warnings };
}

async function makeSampleIfNeeded({ settings, folder, signal }: StudyRequest, { onProgress }: StudyListener): Promise<void> {
  if (Object.values(settings.dataSets).some(({ synthetic }) => synthetic)) {
    await makeSample(folder.sample, { seed: settings.seed, signal, onProgress });
  }
}

/** Folders that were given come first: what is wrong with them is said before a sample is made for the others. */
async function importAll(store: Store, request: StudyRequest, listener: StudyListener): Promise<Record<DataSetRole, ImportedDataSet>> {
  const { dataSets } = request.settings;
  const { seed } = request.settings;
  const placeOf = (role: DataSetRole) => ({ root: dataSets[role].root, groupBy: null, seed, signal: request.signal });
  const imported: Partial<Record<DataSetRole, ImportedDataSet>> = {};
  const importThose = async (synthetic: boolean) => {
    for (const role of dataSetRoleSchema.options) {
      if (dataSets[role].synthetic === synthetic) imported[role] = await importRole(store, role, placeOf(role), listener);
    }
  };
  await importThose(false);
  await makeSampleIfNeeded(request, listener);
  await importThose(true);
  const { wbc, cam16, prcc } = imported;
  if (wbc === undefined || cam16 === undefined || prcc === undefined)
    throw new SmearlabError('internal', 'A data set of the study was not imported.');
  return { wbc, cam16, prcc };
}

function assertClassesOf(role: DataSetRole, dataSet: ImportedDataSet): void {
  if (role === 'wbc') assertClasses(dataSet, dataSet.classes.length >= 2, 'at least two classes of cells');
  if (role === 'cam16') assertClasses(dataSet, dataSet.classes.length === 2, 'exactly two classes of tissue, such as normal and tumor');
}

function assertClasses({ name, root, classes }: ImportedDataSet, isRight: boolean, wanted: string): void {
  if (isRight) return;
  throw new SmearlabError(
    'unknown-layout',
    `The folder ${root} has ${classes.length} classes (${classes.join(', ')}), but --${name} takes ${wanted}. Give another folder with --${name}.`,
    { file: root },
  );
}

/** The study's folders; the autoencoder needs no validation images of its own. */
const IMPORT_AS = {
  wbc: { layout: 'splits', requiredSplits: ['train', 'val'] },
  cam16: { layout: 'splits', requiredSplits: ['train', 'val'] },
  prcc: { layout: 'unlabelled', requiredSplits: ['train'] },
} as const satisfies Readonly<Record<DataSetRole, { readonly layout: LayoutName; readonly requiredSplits: readonly Split[] }>>;

/** Where a data set of a role lies, and how it is read. */
export type RolePlace = {
  readonly root: string;
  /** When it is the sample made in the output folder. */
  readonly synthetic: boolean;
  /** See `ImportSettings`; folds keep such groups together. */
  readonly groupBy: string | null;
  readonly seed: number;
  readonly signal: AbortSignal;
};

/** @throws SmearlabError what importing throws, `unknown-layout` where it has not the classes its role asks for */
export async function importRole(
  store: Store,
  role: DataSetRole,
  { root, groupBy, seed, signal }: Omit<RolePlace, 'synthetic'>,
  listener: StudyListener,
): Promise<ImportedDataSet> {
  const { layout, requiredSplits } = IMPORT_AS[role];
  await importDataSet(store, {
    name: role,
    root,
    settings: { layout, labels: null, split: null, groupBy, seed },
    requiredSplits,
    thumbnails: null,
    onProgress: listener.onProgress,
    signal,
  });
  const dataSet = loadDataSet(store, role);
  if (dataSet === undefined) throw new SmearlabError('internal', `The import of ${role} left no data set behind.`);
  const { classes, images } = dataSet;
  const count = (split: string) => images.filter((image) => image.split === split).length;
  const masks = images.filter(({ mask }) => mask !== null).length;
  const of = classes.length === 0 ? 'no labels' : `${classes.length} classes`;
  const sentence = `${role}: ${of}, ${count('train')} train (${masks} with mask), ${count('val')} val, ${count('test')} test images`;
  listener.onNotice({ kind: 'step', sentence });
  assertClassesOf(role, dataSet);
  return dataSet;
}

export type DrawnSubsets = { readonly images: ReadonlyMap<number, readonly LibraryImage[]>; readonly warnings: readonly string[] };

/** Draws a study's subsets of the white blood cells. */
export function drawSubsets({ images: all }: ImportedDataSet, { subsets, seed }: Pick<StudySettings, 'subsets' | 'seed'>): DrawnSubsets {
  const images = new Map<number, readonly LibraryImage[]>();
  const warnings: string[] = [];
  for (const percent of subsets) {
    const subset = drawSubset(all, percent, seed);
    images.set(percent, subset.images);
    warnings.push(...subset.warnings, ...maskWarnings(subset.images, percent));
  }
  return { images, warnings };
}

/** Keeps which images each subset has. @returns the place of each in the store, by per cent */
export function keepSubsets(store: Store, { id }: ImportedDataSet, { images }: DrawnSubsets, seed: number): Map<number, number> {
  const ids = (of: readonly LibraryImage[]) => of.map((image) => image.id);
  return new Map([...images].map(([percent, drawn]) => [percent, saveSubset(store, id, percent, seed, ids(drawn))]));
}

function maskWarnings(images: readonly LibraryImage[], percent: number): string[] {
  if (images.some(({ mask }) => mask !== null)) return [];
  return [`The ${percent} % subset has no image with a mask: with masks it is trained on the same images as plain.`];
}

function syntheticNotices({ settings }: StudyRequest): string[] {
  const synthetic = Object.entries(settings.dataSets).filter(([, { synthetic: made }]) => made);
  if (synthetic.length === 0) return [];
  const names = synthetic.map(([role]) => role).join(', ');
  return [`The synthetic sample stands for ${names}: its numbers say that everything works, and nothing about real cells or tissue.`];
}
