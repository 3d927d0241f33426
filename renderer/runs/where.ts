/** Where in the Runs screen a person is, as the end of the address. Pure. */
import { FEWEST_COMPARED, MOST_COMPARED } from '../../app/contract/runs.ts';

export type Where =
  | { readonly kind: 'table' }
  /** The first is the baseline. */
  | { readonly kind: 'compare'; readonly runs: readonly number[] }
  /** null: the latest there is. */
  | { readonly kind: 'study'; readonly study: number | null };

/** Anything that is none of ours is the table. */
export function whereOf(detail: string | null): Where {
  const [kind, rest = ''] = (detail ?? '').split('/');
  if (kind === 'study' && /^\d{0,9}$/.test(rest)) return { kind, study: rest === '' ? null : Number(rest) };
  if (kind === 'compare' && /^\d{1,9}(?:-\d{1,9})*$/.test(rest)) {
    const runs = [...new Set(rest.split('-').map(Number))];
    if (runs.length >= FEWEST_COMPARED && runs.length <= MOST_COMPARED) return { kind, runs };
  }
  return { kind: 'table' };
}

export function detailOf(where: Where): string | null {
  switch (where.kind) {
    case 'table':
      return null;
    case 'compare':
      return `compare/${where.runs.join('-')}`;
    case 'study':
      return where.study === null ? 'study' : `study/${where.study}`;
  }
}
