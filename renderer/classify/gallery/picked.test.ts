import { describe, expect, it } from 'vitest';
import { atCell, ledOn, NOTHING_PICKED, settled, stretched, targetsOf, toggled } from './picked.ts';

const ORDER = [5, 3, 9, 1, 7];

describe('the cells that a label is for', () => {
  it('are the one that has the focus where none are picked', () => {
    expect(targetsOf(atCell(9), ORDER)).toEqual([9]);
    expect(targetsOf(NOTHING_PICKED, ORDER)).toEqual([]);
    expect(targetsOf(atCell(404), ORDER)).toEqual([]);
  });

  it('are a stretch in the order shown, whichever way it was drawn', () => {
    expect(targetsOf(stretched(atCell(3), 1, ORDER), ORDER)).toEqual([3, 9, 1]);
    expect(targetsOf(stretched(atCell(1), 3, ORDER), ORDER)).toEqual([3, 9, 1]);
    const longer = stretched(stretched(atCell(3), 1, ORDER), 5, ORDER);
    expect(targetsOf(longer, ORDER)).toEqual([5, 3]);
  });

  it('are those that were added one by one, with the one that had the focus', () => {
    const two = toggled(atCell(9), 5);
    expect(targetsOf(two, ORDER)).toEqual([5, 9]);
    expect(targetsOf(toggled(two, 9), ORDER)).toEqual([5]);
  });
});

describe('after a label', () => {
  it.each([
    [[3], 9],
    [[3, 9], 1],
    [[7], 1],
    [[1, 7], 9],
    [[5, 9], 1],
  ])('of %j the focus is at %i', (done, focus) => {
    expect(ledOn(done, ORDER)).toEqual(atCell(focus));
  });

  it('of all cells the focus stays at the last', () => {
    expect(ledOn(ORDER, ORDER).focus).toBe(7);
    expect(ledOn([], []).focus).toBeNull();
  });
});

it('a focus whose cell is gone is at the first one', () => {
  expect(settled(atCell(404), ORDER)).toEqual(atCell(5));
  expect(settled(atCell(9), ORDER)).toEqual(atCell(9));
  expect(settled(atCell(9), [])).toEqual(NOTHING_PICKED);
});
