import { expect, it } from 'vitest';
import { greyPixels, maskPixels, tellsNucleus } from './levels.ts';

const rgbaOf = (levels: readonly number[]) => Uint8ClampedArray.from(levels.flatMap((level) => [level, level, level, 255]));

it.each([
  ['an expert’s', [0, 128, 255], [0, 255, 255], [0, 0, 255]],
  ['levels close to a quarter', [63, 64, 255], [0, 255, 255], [0, 0, 255]],
  ['black', [0, 0, 0], [0, 0, 0], [0, 0, 0]],
])('a mask says what is cell and what of it is nucleus: %s', (_, levels, cell, nucleus) => {
  const pixels = maskPixels(rgbaOf(levels), { width: 3, height: 1 }, true);
  expect([[...pixels.cell], [...(pixels.nucleus ?? [])]]).toEqual([cell, nucleus]);
});

it('no nucleus is made up where the mask tells none', () => {
  expect(maskPixels(rgbaOf([0, 255]), { width: 2, height: 1 }, false).nucleus).toBeNull();
});

it.each([
  [[0, 128, 255], true],
  [[0, 1, 2], true],
  [[0, 255], false],
  [[255], false],
  [[], false],
  [[0, 3, 120, 250, 255], false],
  [[1, 128, 255], false],
])('a nucleus is told by three levels from black on: %j → %s', (levels, expected) => {
  expect(tellsNucleus(levels)).toBe(expected);
});

it('what is saved is read back as it was', () => {
  const mask = Uint8Array.from([0, 255, 255, 0, 255, 0]);
  const rgba = greyPixels(mask);
  expect([...rgba.slice(0, 8)]).toEqual([0, 0, 0, 255, 255, 255, 255, 255]);
  expect(maskPixels(rgba, { width: 3, height: 2 }, false).cell).toEqual(mask);
});
