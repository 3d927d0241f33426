import { describe, expect, it } from 'vitest';
import { sideOf } from './thumbnailSide.ts';

describe('the size of the pictures that was kept', () => {
  it.each([
    ['200', 200],
    ['143.6', 144],
    ['5', 80],
    ['99999', 320],
    ['-3', 80],
    [null, 128],
    ['', 128],
    ['  ', 128],
    ['large', 128],
    ['NaN', 128],
    ['Infinity', 128],
  ])('%j is %i pixels', (kept, side) => {
    expect(sideOf(kept)).toBe(side);
  });
});
