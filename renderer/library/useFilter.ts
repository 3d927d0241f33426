/** What the grid of each data set is narrowed to, kept as long as the window is open: who comes back to the screen finds it as it was. */
import { type Dispatch, useCallback, useSyncExternalStore } from 'react';
import { changeFilter, type FilterAction, type FilterState, NO_FILTER } from './filterState.ts';

const kept = new Map<number, FilterState>();
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useFilter(dataSet: number): readonly [state: FilterState, change: Dispatch<FilterAction>] {
  const state = useSyncExternalStore(subscribe, () => kept.get(dataSet) ?? NO_FILTER);
  const change = useCallback(
    (action: FilterAction) => {
      kept.set(dataSet, changeFilter(kept.get(dataSet) ?? NO_FILTER, action));
      for (const listener of listeners) listener();
    },
    [dataSet],
  );
  return [state, change];
}

/** A data set was taken out of the library; another one may get its id. */
export function forgetFilter(dataSet: number): void {
  kept.delete(dataSet);
}
