/** Where in the Runs screen a person is, as the end of the address, so that a reload and a bookmark come to the same. Pure. */
import { FEWEST_COMPARED, MOST_COMPARED } from '../../app/contract/runs.ts';

export type Where =
  /** With the runs that are chosen, in the order of choosing. */
  | { readonly kind: 'table'; readonly chosen: readonly number[] }
  /** The first is the baseline. */
  | { readonly kind: 'compare'; readonly runs: readonly number[] }
  /** null: the latest there is. */
  | { readonly kind: 'study'; readonly study: number | null };

const TABLE: Where = { kind: 'table', chosen: [] };

/** Anything that is none of ours is the table. */
export function whereOf(detail: string | null): Where {
  const [kind, rest = ''] = (detail ?? '').split('/');
  if (kind === 'study' && /^\d{0,9}$/.test(rest)) return { kind, study: rest === '' ? null : Number(rest) };
  const runs = idsOf(rest);
  if (kind === 'compare' && runs.length >= FEWEST_COMPARED && runs.length <= MOST_COMPARED) return { kind, runs };
  return kind === 'chosen' ? { kind: 'table', chosen: runs } : TABLE;
}

/** What an address has room for (`frame/place.ts`); of more that are chosen, none is kept. */
const LONGEST = 100;

export function detailOf(where: Where): string | null {
  switch (where.kind) {
    case 'table': {
      const ids = where.chosen.join('-');
      return ids === '' || ids.length > LONGEST ? null : `chosen/${ids}`;
    }
    case 'compare':
      return `compare/${where.runs.join('-')}`;
    case 'study':
      return where.study === null ? 'study' : `study/${where.study}`;
  }
}

function idsOf(text: string): number[] {
  return /^\d{1,9}(?:-\d{1,9})*$/.test(text) ? [...new Set(text.split('-').map(Number))] : [];
}
