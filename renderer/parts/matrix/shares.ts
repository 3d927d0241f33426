/** What a matrix of counts says of its rows. Pure. */
import type { ConfusionMatrix } from '../../../app/contract/evaluation.ts';

/** Each cell as a share of its row, 0 to 1; a row of nothing has shares of nothing. */
export function rowShares(counts: ConfusionMatrix): number[][] {
  return counts.map((row) => {
    const all = row.reduce((sum, count) => sum + count, 0);
    return row.map((count) => (all === 0 ? 0 : count / all));
  });
}
