import { describe, expect, it } from 'vitest';
import { stretchToSquare, triangleTaps } from './resize.ts';

/** One channel of a row stretched to `size`, the row being repeated to a square so that only its width counts. */
function row(values: readonly number[], size: number): number[] {
  const data = Uint8Array.from({ length: values.length * size * 3 }, (_, index) => values[Math.floor(index / 3) % values.length] ?? 0);
  return Array.from(stretchToSquare({ data, width: values.length, height: size }, size).subarray(0, size * 3)).filter(
    (_, index) => index % 3 === 0,
  );
}

/** The same down a column. */
function column(values: readonly number[], size: number): number[] {
  const data = Uint8Array.from({ length: values.length * size * 3 }, (_, index) => values[Math.floor(index / (size * 3))] ?? 0);
  const pixels = stretchToSquare({ data, width: size, height: values.length }, size);
  return Array.from({ length: size }, (_, y) => pixels[y * size * 3 + 2] ?? 0);
}

describe('stretchToSquare', () => {
  // Worked by hand: enlarged by pixel centres; shrunk by a triangle two input pixels wide on each side, cut off at the edge.
  it.each([
    ['doubles', [0, 100, 200, 100], 8, [0, 25, 75, 125, 175, 175, 125, 100]],
    ['halves', [0, 100, 200, 100, 0, 0, 0, 0], 4, [71, 125, 13, 0]],
    ['keeps a size', [9, 8, 7], 3, [9, 8, 7]],
    ['makes one pixel of two', [0, 101], 1, [51]],
    ['makes many pixels of one', [77], 5, [77, 77, 77, 77, 77]],
  ])('%s, along rows and along columns alike', (_, values, size, expected) => {
    expect(row(values, size)).toEqual(expected);
    expect(column(values, size)).toEqual(expected);
  });

  it.each([1, 2, 3, 7, 96, 361])('leaves an even colour as it is, channel by channel, at %i px', (size) => {
    const data = Uint8Array.from({ length: 37 * 23 * 3 }, (_, index) => [255, 128, 1][index % 3] ?? 0);
    const pixels = stretchToSquare({ data, width: 37, height: 23 }, size);
    expect(pixels).toHaveLength(size * size * 3);
    expect(pixels.every((value, index) => value === [255, 128, 1][index % 3])).toBe(true);
  });
});

it.each([
  [360, 96],
  [96, 360],
  [1, 1],
  [5000, 3],
])('the weights from %i to %i positions add up to 1 and stay inside', (from, to) => {
  const { first, count, offset, weights } = triangleTaps(from, to);
  for (let position = 0; position < to; position++) {
    const start = offset[position] ?? 0;
    const own = weights.subarray(start, start + (count[position] ?? 0));
    expect(own.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(first[position]).toBeGreaterThanOrEqual(0);
    expect((first[position] ?? 0) + own.length).toBeLessThanOrEqual(from);
  }
});
