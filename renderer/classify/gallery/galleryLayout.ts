/** Rows of the gallery, and where a key leads in it. Pure; lengths in CSS pixels. */
import type { Cell } from '../../../app/contract/slides.ts';
import type { Section } from './sections.ts';

export const GAP = 10;
export const CAPTION = 58;
export const HEADING = 44;

export type GalleryRow =
  | { readonly kind: 'heading'; readonly section: Section }
  /** `section`: whose cells they are; each of one row at most `columns`. */
  | { readonly kind: 'cells'; readonly section: Section; readonly cells: readonly Cell[] };

export type GalleryLayout = {
  readonly columns: number;
  /** Of the square that a picture is shown in. */
  readonly side: number;
  readonly rows: readonly GalleryRow[];
  /** All cells in the order in which they are shown. */
  readonly order: readonly number[];
  /** By cell: its row, and its column there. */
  readonly places: ReadonlyMap<number, { readonly row: number; readonly column: number }>;
};

/** @param side what is asked for: pictures are a little larger, so that they fill the width */
export function galleryLayout(sections: readonly Section[], width: number, side: number): GalleryLayout {
  const columns = Math.max(1, Math.floor((width + GAP) / (side + GAP)));
  const rows: GalleryRow[] = [];
  const places = new Map<number, { row: number; column: number }>();
  const order: number[] = [];
  for (const section of sections) {
    rows.push({ kind: 'heading', section });
    for (let first = 0; first < section.cells.length; first += columns) {
      const cells = section.cells.slice(first, first + columns);
      for (const [column, { id }] of cells.entries()) {
        places.set(id, { row: rows.length, column });
        order.push(id);
      }
      rows.push({ kind: 'cells', section, cells });
    }
  }
  return { columns, side: Math.max(1, Math.floor((width - GAP * (columns - 1)) / columns)), rows, order, places };
}

export function rowHeight(row: GalleryRow | undefined, side: number): number {
  return row?.kind === 'cells' ? side + CAPTION + GAP : HEADING;
}

/** The cell that a key leads to from `focus`; undefined for a key that leads nowhere. @param visible rows that fit the window */
export function moved(key: string, focus: number, layout: GalleryLayout, visible: number): number | undefined {
  const { order } = layout;
  const at = order.indexOf(focus);
  switch (key) {
    case 'ArrowLeft':
      return order[Math.max(0, at - 1)];
    case 'ArrowRight':
      return order[Math.min(order.length - 1, at + 1)];
    case 'ArrowUp':
      return inRow(layout, focus, -1);
    case 'ArrowDown':
      return inRow(layout, focus, 1);
    case 'PageUp':
      return inRow(layout, focus, -Math.max(1, visible));
    case 'PageDown':
      return inRow(layout, focus, Math.max(1, visible));
    case 'Home':
      return order[0];
    case 'End':
      return order.at(-1);
    default:
      return undefined;
  }
}

/** So many rows of cells further, as far as there are any, in the same column or the last that the row has. */
function inRow({ rows, places, order }: GalleryLayout, focus: number, by: number): number | undefined {
  const from = places.get(focus);
  if (from === undefined) return order[0];
  const step = Math.sign(by);
  let found = from.row;
  let left = Math.abs(by);
  for (let row = from.row + step; left > 0 && row >= 0 && row < rows.length; row += step) {
    if (rows[row]?.kind !== 'cells') continue;
    found = row;
    left--;
  }
  const row = rows[found];
  return row?.kind === 'cells' ? row.cells[Math.min(from.column, row.cells.length - 1)]?.id : undefined;
}
