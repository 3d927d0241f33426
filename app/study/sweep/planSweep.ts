/** The runs of a sweep: every candidate on every fold of every seed, whole seeds first. Pure. */
import type { RunFile } from '../../contract/runFile.ts';
import type { ImportedDataSet, LibraryImage } from '../../library/dataSet.ts';
import { makeRunFile, runImages } from '../makeRunFile.ts';
import type { PlannedRun } from '../plan.ts';
import type { Candidate } from './candidates.ts';

export type SweepData = {
  readonly dataSet: Pick<ImportedDataSet, 'name' | 'hash' | 'root' | 'classes'>;
  readonly bySeed: ReadonlyMap<number, SeedImages>;
};

/** What one seed's cross-validation is over. */
export type SeedImages = {
  /** The training images of the subset; the sweep knows no others. */
  readonly images: readonly LibraryImage[];
  readonly subset: RunFile['subset'];
  /** The fold of each image. */
  readonly folds: readonly number[];
};

/** A run and what it is one of. */
export type SweepRun = { readonly candidate: string; readonly seed: number; readonly fold: number; readonly planned: PlannedRun };

/** @param round from 1; null where there is one only */
export function runNameOf({ candidate, seed, fold }: Pick<SweepRun, 'candidate' | 'seed' | 'fold'>, round: number | null): string {
  return `${round === null ? '' : `r${round}-`}${candidate}-s${seed}-f${fold + 1}`;
}

/** @param round from 1, named where candidates are halved */
export function planSweep(candidates: readonly Candidate[], data: SweepData, count: number, round: number | null): SweepRun[] {
  return [...data.bySeed].flatMap(([seed, own]) =>
    candidates.flatMap((candidate) =>
      Array.from({ length: count }, (_, fold) => ({
        ...{ candidate: candidate.name, seed, fold },
        planned: plannedRun(runNameOf({ candidate: candidate.name, seed, fold }, round), candidate, { seed, fold }, own, data.dataSet),
      })),
    ),
  );
}

function plannedRun(
  name: string,
  { recipe }: Candidate,
  { seed, fold }: { readonly seed: number; readonly fold: number },
  { images, folds, subset }: SeedImages,
  dataSet: SweepData['dataSet'],
): PlannedRun {
  const part = (isJudged: boolean) => runImages(images.filter((_, at) => (folds[at] === fold) === isJudged));
  return {
    ...{ arm: recipe.maskedCopies ? 'masks' : 'plain', role: 'wbc', percent: subset?.percent ?? null, inputs: [] },
    runFile: makeRunFile({
      ...{ name, recipe, seed, classes: dataSet.classes, dataSet, subset, inputs: [], dataFolder: undefined },
      images: { train: part(false), val: part(true) },
    }),
  };
}
