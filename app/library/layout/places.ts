/** The folder names that layouts are made of. */
import type { Split } from '../../contract/words.ts';

/** What systems and tools leave in folders, never meant as data. */
export function isIgnored(name: string): boolean {
  return name.startsWith('.') || /^(thumbs\.db|desktop\.ini|ehthumbs\.db|__macosx)$/i.test(name);
}

export const SPLITS: ReadonlyMap<string, Split> = new Map([
  ['train', 'train'],
  ['val', 'val'],
  ['test', 'test'],
]);

/** A path's folder names as the layout compares them: without regard to case. */
export function key(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

export function isMaskFolder(name: string): boolean {
  return /^masks?$/.test(key(name));
}

export type Place = { readonly split: Split; readonly kind: 'data' | 'mask'; readonly rest: readonly string[] };

/** `Train/Data/Basophil/a.png` → train, data, [Basophil, a.png]; undefined outside the layout. */
export function placeOf(path: string): Place | undefined {
  const [first = '', second = '', ...rest] = path.split('/');
  const split = SPLITS.get(key(first));
  const kind = key(second) === 'data' ? 'data' : isMaskFolder(second) ? 'mask' : undefined;
  return split === undefined || kind === undefined ? undefined : { split, kind, rest };
}

export type ClassSpelling = { readonly names: ReadonlyMap<string, string>; readonly warnings: readonly string[] };

/**
 * One spelling per class, the first in order: `Basophil` and `basophil` are the same class.
 * @param folders class folders in order of path; `isData` says which of them hold images, whose spelling goes first
 */
export function classSpelling(folders: readonly { readonly name: string; readonly isData: boolean }[]): ClassSpelling {
  const spellings = new Map<string, Set<string>>();
  const names = new Map<string, string>();
  for (const { name, isData } of folders) {
    const spelt = name.normalize('NFC');
    spellings.set(key(name), (spellings.get(key(name)) ?? new Set()).add(spelt));
    if (isData && !names.has(key(name))) names.set(key(name), spelt);
  }
  const several = [...spellings.values()].filter((set) => set.size > 1);
  const warnings = several.map((set) => `The class folders ${[...set].join(' and ')} are taken as one class. Give them one spelling.`);
  return { names, warnings };
}
