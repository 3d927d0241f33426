/** What the table of runs shows and what of it is chosen. Pure. */
import type { AskedOf } from '../../../app/contract/contract.ts';
import { FEWEST_COMPARED, type ListedRun, MOST_COMPARED, type RunOrder } from '../../../app/contract/runs.ts';
import type { NetworkName, RunState } from '../../../app/contract/words.ts';

export type TableState = {
  readonly search: string;
  readonly network: NetworkName | null;
  readonly state: RunState | null;
  readonly tag: string | null;
  readonly sort: { readonly by: RunOrder; readonly descending: boolean };
  /** In the order of choosing: the first becomes the baseline. */
  readonly chosen: readonly number[];
};

export const NO_TABLE_STATE: TableState = {
  ...{ search: '', network: null, state: null, tag: null, sort: { by: 'finished', descending: true }, chosen: [] },
};

export function requestOf({ search, network, state, tag, sort }: TableState): AskedOf<'runs.list'> {
  const one = <T>(value: T | null): T[] => (value === null ? [] : [value]);
  return { filter: { search, networks: one(network), states: one(state), tags: one(tag) }, sort };
}

export function isFiltered({ search, network, state, tag }: TableState): boolean {
  return search.trim() !== '' || network !== null || state !== null || tag !== null;
}

export function withoutFilters(state: TableState): TableState {
  const { search, network, state: of, tag } = NO_TABLE_STATE;
  return { ...state, search, network, state: of, tag };
}

export function toggled(state: TableState, run: number): TableState {
  const { chosen } = state;
  return { ...state, chosen: chosen.includes(run) ? chosen.filter((one) => one !== run) : [...chosen, run] };
}

/** What is best or latest first, names and words from A; the same column again turns it round. */
export function sortedBy(state: TableState, by: RunOrder): TableState {
  const { sort } = state;
  const descending = sort.by === by ? !sort.descending : !['name', 'network', 'dataSet', 'subset', 'seed', 'state'].includes(by);
  return { ...state, sort: { by, descending } };
}

export function mayCompare({ chosen }: TableState): 'yes' | 'more' | 'fewer' {
  if (chosen.length < FEWEST_COMPARED) return 'more';
  return chosen.length > MOST_COMPARED ? 'fewer' : 'yes';
}

/** What a run was trained on, in words; null: all training images. */
export function subsetText({ subset }: Pick<ListedRun, 'subset'>): string | null {
  return subset === null ? null : (subset.name ?? `${subset.percent} %`);
}
