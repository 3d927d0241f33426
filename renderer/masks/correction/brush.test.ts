import { expect, it } from 'vitest';
import { firstBrush, largestBrush, steppedBrush } from './brush.ts';

it.each([
  [{ width: 16, height: 16 }, 3, 40],
  [{ width: 96, height: 96 }, 3, 40],
  [{ width: 360, height: 363 }, 12, 73],
  [{ width: 4000, height: 3000 }, 133, 800],
])('a brush fits the image: %o', (image, first, largest) => {
  expect([firstBrush(image), largestBrush(image)]).toEqual([first, largest]);
});

it('comes from one pixel to the largest and back by steps, never stays, and never leaves them', () => {
  for (const direction of [1, -1] as const) {
    let [size, steps] = [direction === 1 ? 1 : 800, 0];
    const end = direction === 1 ? 800 : 1;
    for (; size !== end; steps++) {
      const next = steppedBrush(size, direction, 800);
      expect(Math.sign(next - size)).toBe(direction);
      size = next;
    }
    expect(steps).toBeLessThan(40);
    expect(steppedBrush(size, direction, 800)).toBe(end);
  }
});
