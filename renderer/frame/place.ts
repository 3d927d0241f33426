/** Where in the program a person is: kept in the address, so that a reload, Back and a bookmark come to the same place. */
import { useCallback, useSyncExternalStore } from 'react';
import { mayLeave } from '../parts/leaving.ts';

export const SCREENS = ['library', 'masks', 'subsets', 'training', 'runs', 'classify', 'settings'] as const;
export type Screen = (typeof SCREENS)[number];
/** `dataSet`: the id of the chosen one, null: the first there is. `detail`: where in the screen; what it means the screen says. */
export type Place = { readonly screen: Screen; readonly dataSet: number | null; readonly detail: string | null };

/** `#/masks/3`, `#/runs/3/compare/1-2`; anything else is the library. */
export function placeOf(hash: string): Place {
  const [, screen, id, detail] = /^#\/([a-z]+)(?:\/(\d{1,9}))?(?:\/([a-z]+(?:\/[0-9-]{1,100})?))?$/.exec(hash) ?? [];
  const known = SCREENS.find((name) => name === screen);
  return { screen: known ?? 'library', dataSet: id === undefined ? null : Number(id), detail: detail ?? null };
}

export function hashOf({ screen, dataSet, detail }: Place): string {
  return ['#', screen, dataSet, detail].filter((part) => part !== null).join('/');
}

const listeners = new Set<() => void>();
/** The place that is shown; the address may already say another, until a person has said that they want to leave. */
let shown: string | null = null;

function placeShown(): string {
  shown ??= location.hash;
  return shown;
}

function follow(): void {
  const wanted = location.hash;
  const before = placeShown();
  if (wanted === before) return;
  const isFree = mayLeave(() => {
    location.hash = wanted;
  });
  if (isFree) {
    shown = wanted;
    for (const listener of listeners) listener();
  } else history.pushState(null, '', before === '' ? '#' : before);
}

/** The same place said otherwise, such as with other runs chosen: Back leads past it. */
function restate(hash: string): void {
  history.replaceState(null, '', hash);
  shown = hash;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('hashchange', follow);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('hashchange', follow);
  };
}

export type Go = (to: Partial<Place>, how?: { readonly replace: boolean }) => void;

export function usePlace(): readonly [place: Place, go: Go] {
  const hash = useSyncExternalStore(subscribe, placeShown);
  const go = useCallback<Go>((to, how = { replace: false }) => {
    const wanted = hashOf({ ...placeOf(location.hash), ...to });
    if (how.replace) restate(wanted);
    else location.hash = wanted;
  }, []);
  return [placeOf(hash), go];
}
