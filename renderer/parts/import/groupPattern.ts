/** Tries a group pattern on a path, by the rule of the import: its first group, or all that it matches, is the smear or patient. */

export type GroupFound =
  | { readonly kind: 'group'; readonly group: string }
  | { readonly kind: 'none' }
  /** No regular expression; `why` in the words of the browser. */
  | { readonly kind: 'invalid'; readonly why: string };

export function groupFound(pattern: string, path: string): GroupFound {
  try {
    const found = new RegExp(pattern).exec(path.normalize('NFC'));
    const group = found === null ? '' : (found[1] ?? found[0]);
    return group === '' ? { kind: 'none' } : { kind: 'group', group };
  } catch (error) {
    return { kind: 'invalid', why: error instanceof Error ? error.message : String(error) };
  }
}

/** Shown beside the field, to be put in with one click. */
export const EXAMPLE_PATTERN = '/([A-Z]+-[0-9]+)_';
export const EXAMPLE_PATH = 'train/data/Neutrophil/SMEAR-12_0045.jpg';
