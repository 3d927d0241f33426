/** What differs between runs, and what does not. Pure. */
import type { Recipe } from '../../contract/recipe.ts';
import type { RunSettings, Setting } from '../../contract/runs.ts';

type Value = Setting['values'][number];

/** What a run was made with. */
export type RunMakings = {
  readonly arm: string;
  readonly dataSet: string;
  readonly dataSetHash: string;
  /** In per cent or by name; null: all training images. */
  readonly subset: string | null;
  readonly seed: number;
  /** Names of the runs that it started from; null: new values. */
  readonly startsFrom: string | null;
  readonly engine: string | null;
  readonly device: string | null;
  readonly recipe: Recipe;
};

/** One line for each thing that any of the runs was made with; where one has none of it, its value is null. */
export function settingsOf(runs: readonly RunMakings[]): RunSettings {
  const flat = runs.map(({ recipe, ...makings }) => new Map([...Object.entries<Value>(makings), ...flattened(recipe)]));
  const names = [...new Set(flat.flatMap((one) => [...one.keys()]))];
  const all = names.map((name): Setting => ({ name, values: flat.map((one) => one.get(name) ?? null) }));
  const isSame = ({ values }: Setting) => values.every((value) => value === values[0]);
  return {
    differing: all.filter((one) => !isSame(one)),
    same: all.filter(isSame).map(({ name, values }) => ({ name, values: values.slice(0, 1) })),
  };
}

/** A tree of plain values as its leaves: `training.optimizer.kind` → adam. A list is one value, and so is an empty branch. */
export function flattened(tree: object, before = ''): [string, Value][] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]): [string, Value][] => {
    const name = `${before}${key}`;
    if (value === undefined) return [];
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return [[name, value]];
    if (typeof value !== 'object' || Array.isArray(value) || Object.keys(value).length === 0) return [[name, JSON.stringify(value)]];
    return flattened(value, `${name}.`);
  });
}
