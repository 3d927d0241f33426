import { expect, it } from 'vitest';
import type { MaskCoverage } from '../../../app/contract/library.ts';
import { coverageRows } from './rows.ts';

const row = (name: string | null, split: MaskCoverage['split'], images: number, masks: number): MaskCoverage => ({
  ...{ class: name, split, images, drawn: Math.min(1, masks), lab: Math.max(0, masks - 1), accepted: 0, proposed: 2, meanForeground: 0.25 },
});

it('coverage is a table of classes by splits, those without a label last', () => {
  const { splits, rows } = coverageRows([
    row(null, 'train', 3, 0),
    row('A', 'train', 8, 4),
    row('A', 'test', 2, 2),
    row('B', 'test', 5, 0),
  ]);
  expect(splits).toEqual(['train', 'test']);
  expect(rows.map(({ class: name, cells }) => [name, ...cells.map((cell) => cell && [cell.masks, cell.images, cell.share])])).toEqual([
    ['A', [4, 8, 0.5], [2, 2, 1]],
    ['B', null, [0, 5, 0]],
    [null, [0, 3, 0], null],
  ]);
});

it('of nothing there is no table', () => {
  expect(coverageRows([])).toEqual({ splits: [], rows: [] });
});
