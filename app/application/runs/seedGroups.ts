/** Runs that differ by their seed alone: what of a run is its recipe and what is luck. Pure. */
import type { EpochMetrics } from '../../contract/evaluation.ts';
import type { SeedGroup } from '../../contract/runs.ts';

export type SeededRun = {
  readonly id: number;
  readonly seed: number;
  /** The same text for runs that are made alike but for the seed (`likenessOf`). */
  readonly likeness: string;
  readonly isFinished: boolean;
  /** Of the reported epoch. */
  readonly macroF1: number | null;
};

type Likeness = {
  readonly arm: string;
  readonly dataSetHash: string;
  readonly subsetPercent: number | null;
  readonly subsetName: string | null;
  /** JSON text. */
  readonly recipe: string;
  /** The run that it goes on with. */
  readonly startsFrom: number | null;
};

/** A subset is drawn by the seed, so it is its size that must be alike, or its name where it has one. */
export function likenessOf({ arm, dataSetHash, subsetPercent, subsetName, recipe, startsFrom }: Likeness): string {
  return JSON.stringify([arm, dataSetHash, subsetName ?? subsetPercent, recipe, startsFrom]);
}

/** Runs of one group that are read in full. */
const MOST_OF_A_GROUP = 50;

export type Group = { readonly chosen: readonly number[]; readonly runs: readonly SeededRun[] };

/** For each chosen run all finished runs like it, itself among them; chosen runs that are alike share a group. Of one seed the latest counts. */
export function groupsOf(chosen: readonly number[], all: readonly SeededRun[]): Group[] {
  const picked = chosen.flatMap((id) => all.find((run) => run.id === id) ?? []);
  return [...Map.groupBy(picked, ({ likeness }) => likeness)].map(([likeness, alike]) => {
    const latest = new Map<number, SeededRun>();
    const isPicked = (run: SeededRun) => alike.includes(run);
    const siblings = all.filter((run) => run.likeness === likeness && (run.isFinished || isPicked(run)));
    for (const run of siblings.toSorted((a, b) => Number(isPicked(a)) - Number(isPicked(b)) || a.id - b.id)) latest.set(run.seed, run);
    const runs = [...latest.values()].toSorted((a, b) => a.seed - b.seed).slice(0, MOST_OF_A_GROUP);
    return { chosen: alike.map(({ id }) => id), runs };
  });
}

/** Lowest, mean and highest over the runs, epoch by epoch, as long as all of them went on. */
export function bandsOf(curves: readonly (readonly EpochMetrics[])[]): SeedGroup['bands'] {
  if (curves.length < 2) return [];
  const [first = []] = curves;
  return first.flatMap(({ epoch }) => {
    const all = curves.flatMap((curve) => curve.find((one) => one.epoch === epoch) ?? []);
    if (all.length < curves.length) return [];
    return [{ epoch, macroF1: bandOf(all.map(({ valMacroF1 }) => valMacroF1)), loss: bandOf(all.map(({ valLoss }) => valLoss)) }];
  });
}

function bandOf(values: readonly (number | null)[]) {
  const known = values.filter((value) => value !== null);
  if (known.length < values.length) return null;
  return { low: Math.min(...known), mean: known.reduce((sum, value) => sum + value, 0) / known.length, high: Math.max(...known) };
}
