import { describe, expect, it } from 'vitest';
import { extended, NOTHING, onlyOne, stretchOf, toggledOne } from './selection.ts';

describe('the selection', () => {
  it('adds and takes away one image, and Shift extends from the last one touched', () => {
    const two = toggledOne(onlyOne(70, 7), 90, 9);
    expect([...two.ids]).toEqual([70, 90]);
    expect(two.anchor).toBe(9);
    expect([...toggledOne(two, 70, 7).ids]).toEqual([90]);
  });

  it('replaces what was selected when it is extended, or adds to it', () => {
    const one = onlyOne(10, 1);
    expect([...extended(one, [20, 30], false).ids]).toEqual([20, 30]);
    expect([...extended(one, [20, 30], true).ids]).toEqual([10, 20, 30]);
    expect(extended(one, [20], false).anchor).toBe(1);
  });

  it('never changes the selection it was given', () => {
    const one = onlyOne(10, 1);
    toggledOne(one, 10, 1);
    extended(one, [20], true);
    expect([...one.ids]).toEqual([10]);
    expect(NOTHING.ids.size).toBe(0);
  });

  it.each([
    [3, 7, 5000, { offset: 3, limit: 5 }],
    [7, 3, 5000, { offset: 3, limit: 5 }],
    [7, 7, 5000, { offset: 7, limit: 1 }],
    [0, 99_999, 5000, { offset: 0, limit: 5000 }],
    [99_999, 0, 5000, { offset: 95_000, limit: 5000 }],
  ])('the stretch from %i to %i, at most %i images', (from, to, most, stretch) => {
    expect(stretchOf(from, to, most)).toEqual(stretch);
  });
});
