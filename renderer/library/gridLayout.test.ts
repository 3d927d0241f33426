import { describe, expect, it } from 'vitest';
import { layoutOf, MOST_HEIGHT, moved, pagesOf } from './gridLayout.ts';

describe('the layout of the grid', () => {
  it.each([
    [0, 1000, 128],
    [1, 1000, 128],
    [100, 10, 320],
    [100, 0, 96],
    [3378, 1117, 128],
  ])('has a place for each of %i images in %i px at a side of %i', (count, width, side) => {
    const { columns, rows } = layoutOf(count, width, side);
    expect(columns).toBeGreaterThan(0);
    expect(rows * columns).toBeGreaterThanOrEqual(count);
    expect((rows - 1) * columns).toBeLessThan(Math.max(1, count));
  });

  it('fills the width without spilling over it', () => {
    for (let width = 140; width < 2000; width += 7) {
      const { columns, side } = layoutOf(1000, width, 128);
      const used = columns * side + (columns - 1) * 8;
      expect(used).toBeLessThanOrEqual(width);
      expect(used).toBeGreaterThan(width - columns);
    }
  });

  it.each([
    [100_000, 1100, 96],
    [100_000, 330, 320],
    [100_000, 1100, 320],
    [1_000_000, 1100, 128],
  ])('stays below what a browser can place for %i images in %i px at a side of %i', (count, width, side) => {
    const { rows, rowHeight } = layoutOf(count, width, side);
    expect(rows * rowHeight).toBeLessThanOrEqual(MOST_HEIGHT);
  });
});

describe('the pages that images lie on', () => {
  it.each([
    [0, 40, 1000, [0]],
    [190, 210, 1000, [0, 200]],
    [200, 400, 1000, [200]],
    [980, 1100, 1000, [800]],
    [0, 1, 0, []],
    [-8, 3, 10, [0]],
  ])('from %i to %i of %i', (first, end, count, pages) => {
    expect(pagesOf(first, end, count, 200)).toEqual(pages);
  });
});

describe('the keys of the grid', () => {
  // 23 images in rows of 5: the last row has three.
  const layout = { count: 23, columns: 5, rows: 5, side: 100, rowHeight: 148 };
  it.each([
    ['ArrowRight', 4, 5],
    ['ArrowRight', 22, 22],
    ['ArrowLeft', 5, 4],
    ['ArrowLeft', 0, 0],
    ['ArrowUp', 3, 3],
    ['ArrowUp', 7, 2],
    ['ArrowDown', 2, 7],
    ['ArrowDown', 19, 22],
    ['ArrowDown', 21, 21],
    ['PageDown', 1, 11],
    ['PageDown', 14, 22],
    ['PageDown', 12, 22],
    ['PageDown', 16, 21],
    ['PageUp', 13, 3],
    ['PageUp', 7, 2],
    ['Home', 17, 0],
    ['End', 3, 22],
  ])('%s leads from image %i to image %i', (key, from, to) => {
    expect(moved(key, from, layout, 2)).toBe(to);
  });

  it.each(['a', 'Enter', ' ', 'Tab', 'ArrowSideways', ''])('%j leads nowhere', (key) => {
    expect(moved(key, 3, layout, 2)).toBeUndefined();
  });

  it('lead nowhere where there is no image', () => {
    expect(moved('ArrowRight', 0, { ...layout, count: 0, rows: 0 }, 2)).toBeUndefined();
  });

  it('lead from anywhere to an image that there is, whatever the window', () => {
    for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End']) {
      for (let index = 0; index < 23; index++) {
        for (const visible of [0, 1, 3, 99]) {
          const to = moved(key, index, layout, visible) ?? -1;
          expect(to >= 0 && to < 23, `${key} from ${index} with ${visible} rows leads to ${to}`).toBe(true);
        }
      }
    }
  });
});
