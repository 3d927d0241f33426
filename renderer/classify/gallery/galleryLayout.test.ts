import { describe, expect, it } from 'vitest';
import { cellOf, takenFor } from './cells.fixture.ts';
import { galleryLayout, moved } from './galleryLayout.ts';
import { sectionsOf } from './sections.ts';

/** Seven uncertain ones, two monocytes, one neutrophil; three in a row. */
const cells = Array.from({ length: 10 }, (_, at) =>
  cellOf(at + 1, { result: takenFor(at === 9 ? 'Neutrophil' : 'Monocyte', at / 10, at < 7) }),
);
const layout = galleryLayout(sectionsOf(cells, ['Monocyte', 'Neutrophil']), 3 * 100 + 2 * 10, 100);

describe('the rows of the gallery', () => {
  it('begin each part with a heading and hold as many cells as fit', () => {
    const rows = layout.rows.map((row) => (row.kind === 'heading' ? row.section.id : row.cells.map(({ id }) => id)));
    expect(rows).toEqual(['uncertain', [1, 2, 3], [4, 5, 6], [7], 'class Monocyte', [8, 9], 'class Neutrophil', [10]]);
  });

  it.each([0, 1, 99, 100, 5000])('have a column in a width of %i', (width) => {
    const { columns, side, order } = galleryLayout(sectionsOf(cells, []), width, 100);
    expect(columns).toBeGreaterThan(0);
    expect(side).toBeGreaterThan(0);
    expect(order).toHaveLength(10);
  });
});

describe('keys in the gallery', () => {
  it.each([
    ['ArrowRight', 3, 4],
    ['ArrowRight', 7, 8],
    ['ArrowRight', 10, 10],
    ['ArrowLeft', 8, 7],
    ['ArrowLeft', 1, 1],
    ['ArrowDown', 2, 5],
    ['ArrowDown', 6, 7],
    ['ArrowDown', 7, 8],
    ['ArrowDown', 9, 10],
    ['ArrowDown', 10, 10],
    ['ArrowUp', 10, 8],
    ['ArrowUp', 9, 7],
    ['ArrowUp', 2, 2],
    ['PageDown', 1, 7],
    ['PageUp', 10, 7],
    ['Home', 9, 1],
    ['End', 2, 10],
  ])('%s leads from cell %i to %i', (key, from, to) => {
    expect(moved(key, from, layout, 2)).toBe(to);
  });

  it('lead nowhere by another key, and to the first cell from one that is gone', () => {
    expect(moved('a', 3, layout, 2)).toBeUndefined();
    expect(moved('ArrowRight', 999, layout, 2)).toBe(1);
    expect(moved('ArrowDown', 999, layout, 2)).toBe(1);
    expect(moved('ArrowDown', 1, galleryLayout([], 300, 100), 2)).toBeUndefined();
  });
});
