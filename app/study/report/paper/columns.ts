/** How wide the columns of a table are, and which place of it each cell takes. Pure. */
import type { Cell } from './blocks.ts';

export type Placed = { readonly cell: Cell; readonly column: number };

/** The column that each cell begins in: places below a cell of several rows are taken. */
export function placed(rows: readonly (readonly Cell[])[]): readonly (readonly Placed[])[] {
  const takenUntil: number[] = [];
  return rows.map((row, at) => {
    let column = 0;
    return row.map((cell) => {
      while ((takenUntil[column] ?? 0) > at) column++;
      const here = column;
      for (let next = 0; next < cell.columns; next++) takenUntil[here + next] = at + cell.rows;
      column += cell.columns;
      return { cell, column: here };
    });
  });
}

export type Wish = { readonly column: number; readonly columns: number; readonly least: number; readonly natural: number };

/**
 * Natural widths where there is room, else what is over the least of each is cut by the same share; where not even that fits, words are broken.
 * @param wishes of cells, padding included; one over several columns widens the last of them
 * @param fills whether what is left over is spread over all columns
 */
export function columnWidths(wishes: readonly Wish[], count: number, room: number, fills: boolean): number[] {
  const least = new Array<number>(count).fill(0);
  const natural = new Array<number>(count).fill(0);
  for (const wish of wishes.filter(({ columns }) => columns === 1)) {
    least[wish.column] = Math.max(least[wish.column] ?? 0, wish.least);
    natural[wish.column] = Math.max(natural[wish.column] ?? 0, wish.natural);
  }
  for (const wish of wishes.filter(({ columns }) => columns > 1)) {
    widen(least, wish, wish.least);
    widen(natural, wish, Math.min(wish.natural, room / 2));
  }
  const [need, want] = [total(least), total(natural)];
  if (want <= room) return fills ? natural.map((width) => width + (room - want) / count) : natural;
  if (need > room) return least.map((width) => (width / need) * room);
  const share = (room - need) / (want - need);
  return least.map((width, at) => width + ((natural[at] ?? width) - width) * share);
}

function widen(widths: number[], { column, columns }: Wish, wanted: number): void {
  const has = total(widths.slice(column, column + columns));
  const last = column + columns - 1;
  if (wanted > has) widths[last] = (widths[last] ?? 0) + wanted - has;
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0);
}
