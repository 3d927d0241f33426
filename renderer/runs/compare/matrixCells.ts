/** What the cells of a confusion matrix say, and how strongly they are coloured. Pure. */
import type { ConfusionMatrix } from '../../../app/contract/evaluation.ts';

export const VIEWS = ['counts', 'rows', 'difference'] as const;
export type View = (typeof VIEWS)[number];

export type MatrixCell = {
  /** Images, a share of the row, or a difference of such shares. */
  readonly value: number;
  /** 0 to 1, of its row; of a difference five times as strong, because they are small. */
  readonly strength: number;
  /** Blue where it is good: right answers, or a change for the better. */
  readonly isGood: boolean;
};

const DIFFERENCE_STRENGTH = 5;

/** @param baseline of the same classes */
export function matrixCells(matrix: ConfusionMatrix, baseline: ConfusionMatrix, view: View): MatrixCell[][] {
  return matrix.map((counts, row) =>
    counts.map((count, column): MatrixCell => {
      const share = shareOf(counts, column);
      if (view === 'counts') return { value: count, strength: share, isGood: row === column };
      if (view === 'rows') return { value: share, strength: share, isGood: row === column };
      const difference = share - shareOf(baseline[row] ?? [], column);
      return {
        value: difference,
        strength: Math.min(1, Math.abs(difference) * DIFFERENCE_STRENGTH),
        isGood: (row === column) === difference > 0,
      };
    }),
  );
}

function shareOf(counts: readonly number[], column: number): number {
  const sum = counts.reduce((total, count) => total + count, 0);
  return sum === 0 ? 0 : (counts[column] ?? 0) / sum;
}
