import { describe, expect, it } from 'vitest';
import type { Cell } from './blocks.ts';
import { columnWidths, placed } from './columns.ts';

const cell = (columns = 1, rows = 1): Cell => ({ words: [], columns, rows, isHead: false, align: 'left', colours: null });
const wish = (column: number, least: number, natural: number, columns = 1) => ({ column, columns, least, natural });

describe('cells', () => {
  it('begin behind those that reach down from above', () => {
    const rows = placed([
      [cell(1, 2), cell(3)],
      [cell(), cell(), cell()],
      [cell(), cell(2), cell()],
    ]);
    expect(rows.map((row) => row.map(({ column }) => column))).toEqual([
      [0, 1],
      [1, 2, 3],
      [0, 1, 3],
    ]);
  });
});

describe('columns', () => {
  it.each([
    ['as wide as they wish', [wish(0, 1, 10), wish(1, 1, 20)], 100, false, [10, 20]],
    ['spread where they are to fill', [wish(0, 1, 10), wish(1, 1, 20)], 100, true, [45, 55]],
    ['cut by the same share of what is over their least', [wish(0, 10, 20), wish(1, 10, 40)], 40, false, [15, 25]],
    ['narrower than their least where nothing else helps', [wish(0, 10, 10), wish(1, 30, 30)], 20, false, [5, 15]],
    ['wide enough for a cell over several', [wish(0, 5, 5), wish(1, 5, 5), wish(0, 20, 20, 2)], 100, false, [5, 15]],
    ['none', [], 100, true, []],
  ] as const)('are %s', (_, wishes, room, fills, expected) => {
    expect(columnWidths(wishes, expected.length, room, fills)).toEqual(expected);
  });
});
