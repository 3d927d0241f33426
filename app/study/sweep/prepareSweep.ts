/** The data of a sweep: the import, the subset of each seed with its folds, and what a reader of the numbers must know about them. */
import { SmearlabError } from '../../contract/failure.ts';
import type { Sweep } from '../../contract/sweep.ts';
import type { ImportedDataSet, LibraryImage } from '../../library/dataSet.ts';
import { makeSample } from '../../library/sample/makeSample.ts';
import { drawSubset } from '../../library/subset.ts';
import { eachImage } from '../../store/images.ts';
import type { Store } from '../../store/store.ts';
import { saveSubset } from '../../store/subsets.ts';
import { trainImages } from '../makeRunFile.ts';
import type { OutputFolder } from '../outputFolder.ts';
import type { RunPlaces, StudyListener } from '../study.ts';
import { importRole, type RolePlace } from '../studyData.ts';
import { drawFolds, type Foldable, foldWarnings } from './folds.ts';
import type { Judging } from './judgeSweep.ts';
import type { SeedImages, SweepData } from './planSweep.ts';

export type PreparedSweep = { readonly data: SweepData; readonly places: RunPlaces; readonly judging: Judging };

export type SweepPlace = {
  readonly sweep: Sweep;
  readonly wbc: Pick<RolePlace, 'root' | 'synthetic' | 'groupBy'>;
  readonly folder: OutputFolder;
  readonly signal: AbortSignal;
};

/** @throws SmearlabError what importing throws, `too-few-images`, `stopped` */
export async function prepareSweep(store: Store, request: SweepPlace, listener: StudyListener): Promise<PreparedSweep> {
  const { sweep, signal, folder, wbc } = request;
  const seed = sweep.subsetSeed === 'each' ? 1 : sweep.subsetSeed;
  if (wbc.synthetic) await makeSample(folder.sample, { seed, signal, onProgress: listener.onProgress });
  const dataSet = await importRole(store, 'wbc', { ...wbc, seed, signal }, listener);
  const groups = new Map([...eachImage(store, dataSet.id)].map(({ path, group }) => [path, group]));
  const drawn = sweep.seeds.map((own) => ({ seed: own, ...drawnFor(sweep, own, dataSet, groups) }));
  const warnings = new Set([...dataSet.warnings, ...drawn.flatMap((one) => one.warnings)]);
  for (const sentence of warnings) listener.onNotice({ kind: 'warning', sentence });
  const subsetIds = new Map(
    [...new Map(drawn.map(({ images, subset }) => [subset?.seed, { images, subset }]))].flatMap(([subsetSeed, { images, subset }]) => {
      if (subset === null || subsetSeed === undefined) return [];
      const ids = images.map(({ id }) => id);
      return [[subsetSeed, saveSubset(store, dataSet.id, subset.percent, subsetSeed, ids)] as const];
    }),
  );
  return {
    data: { dataSet, bySeed: new Map(drawn.map((one) => [one.seed, one])) },
    places: {
      placeOf: ({ runFile }) => ({ dataSetId: dataSet.id, subsetId: subsetIds.get(runFile.subset?.seed ?? Number.NaN) ?? null }),
      earlierRuns: new Map(),
    },
    judging: {
      ...{ classes: dataSet.classes, folds: sweep.folds },
      rarest: rarestOf(
        drawn.flatMap(({ images }) => images),
        dataSet.classes,
      ),
      against: sweep.search.kind === 'ladder' ? 'before' : 'first',
    },
  };
}

/** What one seed's cross-validation is over. */
function drawnFor(
  { percent, subsetSeed, folds: count }: Sweep,
  seed: number,
  dataSet: ImportedDataSet,
  groups: ReadonlyMap<string, string | null>,
): SeedImages & { readonly warnings: readonly string[] } {
  const drawnBy = subsetSeed === 'each' ? seed : subsetSeed;
  const drawn = drawSubset(dataSet.images, percent, drawnBy);
  const images = trainImages(drawn.images);
  if (images.length === 0) throw new SmearlabError('too-few-images', `${dataSet.root} has no training images to make folds of.`);
  const foldable = images.map(({ path, class: name }): Foldable => ({ path, class: name, group: groups.get(path) ?? null }));
  const folds = drawFolds(foldable, count, seed);
  const warnings = [...drawn.warnings, ...foldWarnings(foldable, folds, count)];
  return { images, folds, subset: percent === 100 ? null : { percent, seed: drawnBy }, warnings };
}

/** Of equals the first by name. */
function rarestOf(images: readonly LibraryImage[], classes: readonly string[]): string {
  const count = (name: string) => images.filter((image) => image.class === name).length;
  return classes.toSorted((a, b) => count(a) - count(b))[0] ?? '';
}
