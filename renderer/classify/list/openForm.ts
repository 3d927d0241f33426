/** What is said when a slide is opened, and when it is enough. Pure. */
import type { AskedOf } from '../../../app/contract/contract.ts';
import { accessionSchema, MOST_CELLS } from '../../../app/contract/slides.ts';

export type OpenForm = {
  readonly accession: string;
  readonly notes: string;
  /** A path, as it was typed. */
  readonly folder: string;
  /** Paths of files that were dropped; they go before the folder. */
  readonly files: readonly string[];
};

export const EMPTY_FORM: OpenForm = { accession: '', notes: '', folder: '', files: [] };

/** @returns undefined while something is missing */
export function openRequest({ accession, notes, folder, files }: OpenForm): AskedOf<'slides.open'> | undefined {
  const named = accessionSchema.safeParse(accession);
  const place = folder.trim();
  if (!named.success || files.length > MOST_CELLS || (files.length === 0 && place === '')) return undefined;
  const cells = files.length > 0 ? { kind: 'files' as const, files: [...files] } : { kind: 'folder' as const, folder: place };
  return { cells, accession: named.data, notes };
}

/** After a folder was chosen: one that was dropped or chosen later counts alone, and a sample without a name is called as its folder. */
export function withFolder(form: OpenForm, folder: string): OpenForm {
  return { ...form, folder, files: [], accession: form.accession === '' ? lastName(folder) : form.accession };
}

/** The accession number that a folder's own name suggests, of either kind of system. */
function lastName(folder: string): string {
  return folder.split(/[\\/]/).findLast((name) => name !== '') ?? '';
}

/** What was dropped: one thing alone is a folder unless it is called like a picture. */
export function withDropped(form: OpenForm, paths: readonly string[]): OpenForm {
  const [only, ...others] = paths.filter((path) => path !== '');
  if (only === undefined) return form;
  if (others.length === 0 && !/\.[a-z]{2,5}$/i.test(only)) return withFolder(form, only);
  return { ...form, folder: '', files: [only, ...others] };
}
