import { describe, expect, it } from 'vitest';
import { contrast, shade } from '../../contract/colours.ts';
import { matrixTable, rowShares } from './matrix.ts';

describe('the shares of a confusion matrix', () => {
  it('are of the row, and a row without images has none', () => {
    const shares = rowShares([
      [3, 1],
      [0, 0],
    ]);
    expect(shares).toEqual([
      [0.75, 0.25],
      [null, null],
    ]);
  });

  it('of no classes are none', () => {
    expect(rowShares([])).toEqual([]);
  });
});

describe('the table of a matrix', () => {
  it('has actual classes in rows and says in words what a cell counts', () => {
    const { markup } = matrixTable(
      ['A', 'B'],
      [
        [3, 1],
        [0, 2],
      ],
    );
    expect(markup).toContain('1 image of A classified as B');
    expect(markup).toContain('0 images of B classified as A');
    expect(markup).toContain('75\u00a0%<small>3</small>');
  });

  it('shows a class without images as dashes, not as 0 %', () => {
    const { markup } = matrixTable(
      ['A', 'B'],
      [
        [1, 0],
        [0, 0],
      ],
    );
    expect(markup.match(/>–<\/td>/g)).toHaveLength(2);
    expect(markup).not.toContain('NaN');
  });

  it('escapes class names', () => {
    expect(matrixTable(['<script>'], [[1]]).markup).not.toContain('<script>');
  });
});

describe('the text on a cell', () => {
  const shares = [0, 0.02, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 1];
  it.each(['light', 'dark'] as const)('is readable at every share in the %s theme (WCAG AA)', (theme) => {
    for (const right of [true, false]) {
      for (const share of shares) {
        const { background, text } = shade(share, right, theme);
        expect(contrast(background, text), `${share} ${right}`).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it('measures contrast as WCAG does', () => {
    expect(contrast([255, 255, 255], [0, 0, 0])).toBeCloseTo(21);
    expect(contrast([119, 119, 119], [255, 255, 255])).toBeCloseTo(4.48, 2);
  });
});
