import { describe, expect, it } from 'vitest';
import type { ImageCard } from '../../../app/contract/library.ts';
import { firstToDo, indexNow, neighbour, nextToDo, type Strip } from './walk.ts';

const cardOf = (id: number): ImageCard => ({
  ...{ id, path: `${id}.png`, sha256: '0'.repeat(64), class: null, split: 'train', width: 4, height: 4, bytes: 1, mask: 'proposed' },
});
/** Of images by id; 0: its page is not there yet. */
const stripOf = (...ids: readonly number[]): Strip => ({
  total: ids.length,
  cardAt: (index) => {
    const id = ids[index];
    return id === undefined || id === 0 ? undefined : cardOf(id);
  },
});
const spot = (id: number, index: number) => ({ card: cardOf(id), index });
const none = () => false;
const at = (found: ReturnType<typeof neighbour>) => (found === null ? null : [found.card.id, found.index]);

describe('the next image', () => {
  it.each([
    ['after', 1, [3, 2]],
    ['before', -1, [1, 0]],
  ] as const)('is the one %s', (_, by, expected) => {
    expect(at(neighbour(stripOf(1, 2, 3), spot(2, 1), by, none))).toEqual(expected);
  });

  it('is none at either end', () => {
    expect([neighbour(stripOf(1, 2), spot(2, 1), 1, none), neighbour(stripOf(1, 2), spot(1, 0), -1, none)]).toEqual([null, null]);
  });

  it('passes over what was judged but is still there', () => {
    expect(at(neighbour(stripOf(1, 2, 3, 4), spot(1, 0), 1, (id) => id < 4))).toEqual([4, 3]);
  });

  it('is found from where the image went when others left the strip', () => {
    expect(at(neighbour(stripOf(5, 6, 7), spot(6, 4), 1, none))).toEqual([7, 2]);
  });

  it.each([
    ['after', 1, [3, 1]],
    ['before', -1, [1, 0]],
  ] as const)('is the one %s the gap that the image has left', (_, by, expected) => {
    expect(at(neighbour(stripOf(1, 3), spot(2, 1), by, none))).toEqual(expected);
  });

  it('is the last one where the strip has become much shorter', () => {
    expect(at(neighbour(stripOf(1, 3), spot(90, 90), -1, none))).toEqual([3, 1]);
    expect(neighbour(stripOf(1, 3), spot(90, 90), 1, none)).toBeNull();
  });

  it('is not known as long as its page is not there', () => {
    expect(neighbour(stripOf(1, 0, 3), spot(1, 0), 1, none)).toBeNull();
  });
});

describe('what is to be done', () => {
  it('goes on after the image, and then with what was left out before it', () => {
    expect(at(nextToDo(stripOf(1, 2, 3), spot(2, 1), (id) => id === 2))).toEqual([3, 2]);
    expect(at(nextToDo(stripOf(1, 2, 3), spot(3, 2), (id) => id > 1))).toEqual([1, 0]);
    expect(nextToDo(stripOf(1, 2, 3), spot(3, 2), () => true)).toBeNull();
  });

  it('begins with the first that is not done', () => {
    expect(at(firstToDo(stripOf(1, 2, 3), (id) => id === 1))).toEqual([2, 1]);
    expect([firstToDo(stripOf(), none), firstToDo(stripOf(0, 2), none)]).toEqual([null, null]);
  });
});

it.each([
  ['there', [1, 2, 3], 1, 1],
  ['moved up', [2, 3], 5, 0],
  ['moved down', [7, 8, 9, 2], 0, 3],
  ['gone', [1, 3], 1, undefined],
])('an image is found where it is now: %s', (_, ids, index, expected) => {
  expect(indexNow(stripOf(...ids), spot(2, index))).toBe(expected);
});
