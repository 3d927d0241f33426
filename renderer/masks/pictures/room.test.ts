import { expect, it } from 'vitest';
import { picturesToDrop } from './room.ts';

it.each([
  ['nothing', [], 0],
  ['small ones', Array.from({ length: 30 }, () => 130_000), 0],
  ['more small ones than are worth keeping', Array.from({ length: 55 }, () => 130_000), 15],
  ['large ones', [12e6, 12e6, 12e6, 12e6, 12e6], 2],
  ['one that is too large by itself', [90e6, 1000], 2],
])('of pictures that nobody looks at the oldest go: %s', (_, pixels, count) => {
  expect(picturesToDrop(pixels)).toBe(count);
});
