/** Which images the strip shows. Pure. */
import type { DataSet } from '../../../app/contract/dataSets.ts';
import type { ImageFilter } from '../../../app/contract/library.ts';
import type { Listing } from '../../parts/useImages.ts';

export const STANDINGS = ['proposed', 'with', 'without', 'drawn', 'lab', 'accepted', 'all'] as const;
export type Standing = (typeof STANDINGS)[number];

/** `class`: undefined: all; null: images without a label. */
export type StripFilter = { readonly standing: Standing; readonly class: string | null | undefined };

/** What waits for a person, else what there is to look at, else what there is to draw. */
export function firstFilter({ proposed, masks }: Pick<DataSet, 'proposed' | 'masks'>): StripFilter {
  return { standing: proposed > 0 ? 'proposed' : masks > 0 ? 'with' : 'without', class: undefined };
}

export function listingOf(dataSet: number, { standing, class: name }: StripFilter): Listing {
  const filter: ImageFilter = {
    dataSet,
    ...(standing === 'all' ? {} : { mask: standing }),
    ...(name === undefined ? {} : { classes: [name] }),
  };
  return { filter, sort: { by: 'path', descending: false } };
}
