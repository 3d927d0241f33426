/** Where in the program a person is: kept in the address, so that a reload, Back and a bookmark come to the same place. */
import { useCallback, useSyncExternalStore } from 'react';

export const SCREENS = ['library', 'masks', 'subsets', 'settings'] as const;
export type Screen = (typeof SCREENS)[number];
/** `dataSet`: the id of the chosen one, null: the first there is. */
export type Place = { readonly screen: Screen; readonly dataSet: number | null };

/** `#/masks/3`; anything else is the library. */
export function placeOf(hash: string): Place {
  const [, screen, id] = /^#\/([a-z]+)(?:\/(\d{1,9}))?$/.exec(hash) ?? [];
  const known = SCREENS.find((name) => name === screen);
  return { screen: known ?? 'library', dataSet: id === undefined ? null : Number(id) };
}

export function hashOf({ screen, dataSet }: Place): string {
  return `#/${screen}${dataSet === null ? '' : `/${dataSet}`}`;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

export function usePlace(): readonly [place: Place, go: (to: Partial<Place>) => void] {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  const go = useCallback((to: Partial<Place>) => {
    location.hash = hashOf({ ...placeOf(location.hash), ...to });
  }, []);
  return [placeOf(hash), go];
}
