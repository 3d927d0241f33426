import { describe, expect, it } from 'vitest';
import { type Change, changeBetween, type History, NO_HISTORY, redone, stateOf, toggle, undone, withChange } from './history.ts';

const SIZE = { width: 13, height: 7 };
const ALL = { x: 0, y: 0, ...SIZE };

/** A mask that looks like none before it. */
const maskOf = (seed: number) =>
  Uint8Array.from({ length: SIZE.width * SIZE.height }, (_, index) => (((index + 3) * seed * 31) % 7 > 3 ? 255 : 0));

function change(number: number, bytes = 1): Change {
  return { rect: { x: 0, y: 0, width: 8, height: bytes }, bits: new Uint8Array(bytes).fill(1), number };
}

describe('a change', () => {
  it.each([
    ['everything', ALL],
    ['a rectangle that fills no whole bytes', { x: 3, y: 2, width: 5, height: 3 }],
    ['one pixel', { x: 12, y: 6, width: 1, height: 1 }],
  ])('leads from one mask to the other and back: %s', (_, rect) => {
    const before = maskOf(1);
    const after = before.slice();
    for (let y = rect.y; y < rect.y + rect.height; y++) {
      for (let x = rect.x; x < rect.x + rect.width; x++)
        after[y * SIZE.width + x] = (x * y) % 2 === 0 ? 255 - (before[y * SIZE.width + x] ?? 0) : 255;
    }
    const found = changeBetween(before, after, SIZE, rect, 1);
    if (found === null) return expect(after).toEqual(before);
    const mask = before.slice();
    toggle(mask, SIZE, found);
    expect(mask).toEqual(after);
    toggle(mask, SIZE, found);
    expect(mask).toEqual(before);
  });

  it('takes an eighth of the pixels it covers', () => {
    expect(changeBetween(maskOf(1), maskOf(2), SIZE, ALL, 1)?.bits.length).toBe(Math.ceil((13 * 7) / 8));
  });

  it('is none where nothing became another', () => {
    expect(changeBetween(maskOf(1), maskOf(1), SIZE, ALL, 1)).toBeNull();
  });

  it('knows nothing of what lies outside of its rectangle', () => {
    expect(changeBetween(maskOf(1), maskOf(1).fill(255, 0, 3), SIZE, { x: 5, y: 3, width: 4, height: 2 }, 1)).toBeNull();
  });
});

describe('a history', () => {
  const changed = (...numbers: readonly number[]) =>
    numbers.reduce<History>((history, number) => withChange(history, change(number)), NO_HISTORY);

  it('undoes the last change first, and does it again', () => {
    const [one, undoneOnce] = undone(changed(1, 2, 3)) ?? [];
    expect([one?.number, undoneOnce && stateOf(undoneOnce)]).toEqual([3, 2]);
    const [again, redoneOnce] = redone(undoneOnce ?? NO_HISTORY) ?? [];
    expect([again?.number, redoneOnce && stateOf(redoneOnce)]).toEqual([3, 3]);
  });

  it('has nothing to undo at its beginning, and nothing to do again at its end', () => {
    expect([undone(NO_HISTORY), redone(changed(1)), stateOf(NO_HISTORY)]).toEqual([null, null, 0]);
  });

  it('forgets what was undone once something else is done', () => {
    const [, back] = undone(changed(1, 2)) ?? [];
    const other = withChange(back ?? NO_HISTORY, change(3));
    expect([other.past.map(({ number }) => number), other.future]).toEqual([[1, 3], []]);
  });

  it('forgets its oldest changes where it becomes too large, but remembers which state they led to', () => {
    const history = [1, 2, 3, 4].reduce<History>((before, number) => withChange(before, change(number, 10), 25), NO_HISTORY);
    expect([history.past.map(({ number }) => number), history.base]).toEqual([[3, 4], 2]);
  });

  it('keeps the last change, however large', () => {
    expect(withChange(changed(1), change(2, 1000), 25)).toMatchObject({ past: [{ number: 2 }], base: 1 });
  });
});
