/** What an import found different from the one before. */
import type { ImportSummary } from '../../contract/library.ts';
import type { Examined } from './examine.ts';

/** `masks`: only the mask is another one; `none`: the database need not hear of it. */
export type Change = 'added' | 'changed' | 'moved' | 'back' | 'masks' | 'none';

export function changeOf({ found, known, image, mask }: Examined): Change {
  if (image === 'refused') return 'none';
  if (known === undefined) return 'added';
  if (known.gone) return 'back';
  if (image !== 'unchanged') return image.facts.sha256 === known.sha256 ? placeChange(found, known, 'masks') : 'changed';
  const isSameMask = mask === 'none' ? known.mask === null : mask === 'unchanged';
  return placeChange(found, known, isSameMask ? 'none' : 'masks');
}

function placeChange(found: Examined['found'], known: NonNullable<Examined['known']>, otherwise: 'masks' | 'none'): Change {
  return known.foundClass !== found.class || known.split !== found.split || known.group !== found.group ? 'moved' : otherwise;
}

export class ChangeCount {
  readonly found: Pick<ImportSummary, 'added' | 'changed' | 'moved' | 'back'> = { added: 0, changed: 0, moved: 0, back: 0 };

  add(change: Change): void {
    if (change !== 'none' && change !== 'masks') this.found[change]++;
  }
}
