/** The runs of a sweep: every candidate on every fold of every seed, whole seeds first. Pure. */
import type { RunFile } from '../../contract/runFile.ts';
import type { ImportedDataSet, LibraryImage } from '../../library/dataSet.ts';
import { makeRunFile, runImages } from '../makeRunFile.ts';
import type { PlannedRun } from '../plan.ts';
import type { Candidate } from './candidates.ts';

export type SweepData = {
  readonly dataSet: Pick<ImportedDataSet, 'name' | 'hash' | 'root' | 'classes'>;
  /** The training images of the subset; the sweep knows no others. */
  readonly images: readonly LibraryImage[];
  readonly subset: RunFile['subset'];
  /** The fold of each image, by seed. */
  readonly folds: ReadonlyMap<number, readonly number[]>;
};

/** A run and what it is one of. */
export type SweepRun = { readonly candidate: string; readonly seed: number; readonly fold: number; readonly planned: PlannedRun };

/** @param round from 1; null where there is one only */
export function runNameOf({ candidate, seed, fold }: Pick<SweepRun, 'candidate' | 'seed' | 'fold'>, round: number | null): string {
  return `${round === null ? '' : `r${round}-`}${candidate}-s${seed}-f${fold + 1}`;
}

/** @param round from 1, named where candidates are halved */
export function planSweep(candidates: readonly Candidate[], data: SweepData, count: number, round: number | null): SweepRun[] {
  return [...data.folds].flatMap(([seed, folds]) =>
    candidates.flatMap((candidate) =>
      Array.from({ length: count }, (_, fold) => ({
        ...{ candidate: candidate.name, seed, fold },
        planned: plannedRun(runNameOf({ candidate: candidate.name, seed, fold }, round), candidate, seed, data, (at) => folds[at] === fold),
      })),
    ),
  );
}

function plannedRun(name: string, { recipe }: Candidate, seed: number, data: SweepData, isJudged: (at: number) => boolean): PlannedRun {
  const { dataSet, images, subset } = data;
  const split = { train: runImages(images.filter((_, at) => !isJudged(at))), val: runImages(images.filter((_, at) => isJudged(at))) };
  return {
    ...{ arm: recipe.maskedCopies ? 'masks' : 'plain', role: 'wbc', percent: subset?.percent ?? null, inputs: [] },
    runFile: makeRunFile({
      ...{ name, recipe, seed, classes: dataSet.classes, dataSet, subset, inputs: [], images: split, dataFolder: undefined },
    }),
  };
}
