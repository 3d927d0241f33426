/** How far masks reach, by class: one row for each class, one cell for each split. Pure. */
import type { MaskCoverage } from '../../../app/contract/library.ts';
import type { Split } from '../../../app/contract/words.ts';

/** `masks`: images with a mask that counts. `share`: 0 to 1. */
export type CoverageCell = {
  readonly images: number;
  readonly masks: number;
  readonly waiting: number;
  readonly share: number;
  readonly meanForeground: number | null;
};
export type CoverageRow = { readonly class: string | null; readonly cells: readonly (CoverageCell | null)[] };

const SPLITS: readonly Split[] = ['train', 'val', 'test'];

/** @returns the splits that have images, and the classes in the order they came in, those without a label last */
export function coverageRows(coverage: readonly MaskCoverage[]): {
  readonly splits: readonly Split[];
  readonly rows: readonly CoverageRow[];
} {
  const splits = SPLITS.filter((split) => coverage.some((row) => row.split === split && row.images > 0));
  const classes = [...new Set(coverage.map((row) => row.class))].sort((a, b) => Number(a === null) - Number(b === null));
  const rows = classes.map((name) => ({
    class: name,
    cells: splits.map((split) => {
      const found = coverage.find((row) => row.class === name && row.split === split);
      return found === undefined || found.images === 0 ? null : cellOf(found);
    }),
  }));
  return { splits, rows };
}

function cellOf({ images, drawn, lab, accepted, proposed, meanForeground }: MaskCoverage): CoverageCell {
  const masks = drawn + lab + accepted;
  return { images, masks, waiting: proposed, share: masks / images, meanForeground };
}
