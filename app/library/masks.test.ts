import { describe, expect, it } from 'vitest';
import { fitOfMask, foreground, levelsOf, multiplyByMask, resizeNearest, stretchedLevels } from './masks.ts';

describe('foreground', () => {
  it.each([
    ['0 and 255', [0, 255], [0, 1]],
    ['0, 128 and 255', [0, 128, 255], [0, 1, 1]],
    ['0 and 1', [0, 1, 1], [0, 1, 1]],
    ['0, 1 and 2', [0, 1, 2], [0, 1, 1]],
    ['JPEG noise', [0, 3, 250, 255, 60], [0, 0, 1, 1, 0]],
    ['16 bits', [0, 257, 65535], [0, 0, 1]],
    ['black only', [0, 0], [0, 0]],
    ['white only', [255, 255], [1, 1]],
    ['nothing', [], []],
  ])('takes masks of %s', (_, levels, expected) => {
    expect(Array.from(foreground(levels))).toEqual(expected);
  });
});

describe('levelsOf', () => {
  it('lists few levels in full, in order', () => {
    expect(levelsOf([255, 0, 128, 0])).toEqual([0, 128, 255]);
  });
  it('leaves the noise of a JPEG mask out, but never its brightest level', () => {
    const noisy = [...Array(1000).fill(0), ...Array.from({ length: 40 }, (_, index) => index), ...Array(1000).fill(250), 255];
    expect(levelsOf(noisy)).toEqual([0, 250, 255]);
  });
});

describe('resizeNearest', () => {
  it('doubles and halves by pixel centres', () => {
    expect(Array.from(resizeNearest(Uint8Array.of(0, 1), 2, 1, 4, 2))).toEqual([0, 0, 1, 1, 0, 0, 1, 1]);
    expect(Array.from(resizeNearest(Uint8Array.of(0, 0, 1, 1), 4, 1, 2, 1))).toEqual([0, 1]);
  });
});

describe('fitOfMask', () => {
  it.each([
    [{ width: 360, height: 363 }, 'same'],
    [{ width: 180, height: 181 }, 'resized'],
    [{ width: 360, height: 360 }, 'resized'],
    [{ width: 363, height: 360 }, 'resized'],
    [{ width: 380, height: 360 }, 'other-shape'],
    [{ width: 100, height: 300 }, 'other-shape'],
  ])('says of a mask of %o over 360 × 363: %s', (mask, expected) => {
    expect(fitOfMask({ width: 360, height: 363 }, mask)).toBe(expected);
  });
});

describe('multiplyByMask', () => {
  it('keeps the foreground and makes the rest black', () => {
    expect(Array.from(multiplyByMask(Uint8Array.of(1, 2, 3, 4, 5, 6), Uint8Array.of(0, 1)))).toEqual([0, 0, 0, 4, 5, 6]);
  });
  it('refuses a mask of another size', () => {
    expect(() => multiplyByMask(new Uint8Array(6), new Uint8Array(3))).toThrow(RangeError);
  });
});

describe('stretchedLevels', () => {
  it.each([
    ['0, 128 and 255', [0, 128, 255], [0, 128, 255]],
    ['0, 1 and 2', [0, 1, 2], [0, 128, 255]],
    ['16 bits', [0, 32768, 65535], [0, 128, 255]],
    ['black only', [0, 0], [0, 0]],
    ['nothing', [], []],
  ])('shows the levels of masks of %s', (_, levels, expected) => {
    expect(Array.from(stretchedLevels(levels))).toEqual(expected);
  });

  it('keeps to what is foreground, however close to a quarter of the brightest level', () => {
    for (const highest of [3, 200, 255, 4001, 65535]) {
      const levels = Array.from({ length: highest + 1 }, (_, level) => level);
      const shown = Array.from(stretchedLevels(levels), (level) => (level >= 64 ? 1 : 0));
      expect(shown).toEqual(Array.from(foreground(levels)));
    }
  });
});
