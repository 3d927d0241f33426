/** Where the cells of a grid of very many images lie, and where a key leads in it. Pure; all lengths in CSS pixels. */

export const GAP = 8;
/** Below each picture: its class, and its file's name. */
export const CAPTION = 40;

/**
 * Browsers place nothing beyond some 17 to 33 million pixels. A grid that would be higher gets smaller pictures instead, so that its
 * last image can still be reached.
 */
export const MOST_HEIGHT = 15_000_000;
const LEAST_SIDE = 24;

export type GridLayout = {
  readonly count: number;
  readonly columns: number;
  readonly rows: number;
  /** The side of the square that a picture is shown in. */
  readonly side: number;
  /** The height of a row with the gap below it. */
  readonly rowHeight: number;
};

/** @param side what a person asked for: pictures are a little larger, so that they fill the width */
export function layoutOf(count: number, width: number, side: number): GridLayout {
  let columns = Math.max(1, Math.floor((width + GAP) / (side + GAP)));
  let layout = withColumns(count, width, columns);
  while (layout.rows * layout.rowHeight > MOST_HEIGHT && layout.side > LEAST_SIDE) {
    columns++;
    layout = withColumns(count, width, columns);
  }
  return layout;
}

function withColumns(count: number, width: number, columns: number): GridLayout {
  const side = Math.max(LEAST_SIDE, Math.floor((width - GAP * (columns - 1)) / columns));
  return { count, columns, rows: Math.ceil(count / columns), side, rowHeight: side + CAPTION + GAP };
}

/** The offsets of the pages of `size` images that hold the images from `first` up to, but not with, `end`. */
export function pagesOf(first: number, end: number, count: number, size: number): number[] {
  const from = Math.max(0, Math.floor(first / size));
  const to = Math.ceil(Math.min(end, count) / size);
  return Array.from({ length: Math.max(0, to - from) }, (_, page) => (from + page) * size);
}

/** The image that a key leads to from the one at `index`; undefined for a key that leads nowhere. @param visible rows that fit the window */
export function moved(key: string, index: number, { count, columns }: GridLayout, visible: number): number | undefined {
  const to = target(key, index, count, columns, Math.max(1, visible));
  return to === undefined || count === 0 ? undefined : Math.min(count - 1, Math.max(0, to));
}

function target(key: string, index: number, count: number, columns: number, visible: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return index - 1;
    case 'ArrowRight':
      return index + 1;
    case 'ArrowUp':
      return index < columns ? index : index - columns;
    case 'ArrowDown':
      return down(index, columns, count, columns);
    case 'PageUp':
      return Math.max(index % columns, index - visible * columns);
    case 'PageDown':
      return down(index, visible * columns, count, columns);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

/** Down within the column as far as there are images; from the last but one row to the last image where the last row is short. */
function down(index: number, by: number, count: number, columns: number): number {
  if (index + by < count) return index + by;
  const lastRow = Math.floor((count - 1) / columns);
  return Math.floor(index / columns) === lastRow ? index : lastRow * columns + (index % columns);
}
