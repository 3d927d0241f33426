import { expect, it } from 'vitest';
import { greyPixels, levelsOf, maskPixels, tellsNucleus } from './levels.ts';

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

it.each([
  ['cell and nucleus', [0, 255, 255, 0, 255, 0], [0, 255, 0, 0, 0, 0], [0, 255, 128, 0, 128, 0]],
  ['a cell that is all nucleus', [0, 255, 255, 0, 0, 0], [0, 255, 255, 0, 0, 0], [0, 255, 255, 0, 0, 0]],
  ['a nucleus that was erased', [0, 255, 255, 0, 0, 0], [0, 0, 0, 0, 0, 0], [0, 255, 255, 0, 0, 0]],
  ['a mask that tells none', [0, 255, 255, 0, 0, 0], null, [0, 255, 255, 0, 0, 0]],
  ['nothing', [0, 0, 0, 0, 0, 0], null, [0, 0, 0, 0, 0, 0]],
])('%s is saved in levels that are read back as they were', (_, cell, nucleus, levels) => {
  const pixels = { cell: Uint8Array.from(cell), nucleus: nucleus === null ? null : Uint8Array.from(nucleus) };
  const saved = levelsOf(pixels);
  expect([...saved]).toEqual(levels);
  const told = tellsNucleus([...new Set(levels)].sort((a, b) => a - b));
  const read = maskPixels(greyPixels(saved), { width: 3, height: 2 }, told);
  expect(read.cell).toEqual(pixels.cell);
  if (told) expect(read.nucleus).toEqual(pixels.nucleus);
});
