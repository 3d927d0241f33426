import { describe, expect, it } from 'vitest';
import type { SubsetSettings } from '../contract/library.ts';
import { randomFor } from '../random/random.ts';
import { drawSubsetBy } from './subset.ts';
import { isInside, masksAmongDrawn, subsetCounts } from './subsetCounts.ts';

const random = randomFor(3, 'toys');
const upTo = (most: number) => random.integer(0, most);

/** Data sets of up to five classes, some without training images or masks. */
const DATA_SETS = Array.from({ length: 40 }, () =>
  ['a', 'b', 'c', 'd', 'e'].slice(0, 1 + upTo(4)).map((name) => {
    const training = upTo(3) === 0 ? upTo(3) : upTo(400);
    return { class: name, training, masks: upTo(training) };
  }),
);

const SETTINGS: readonly SubsetSettings[] = [
  { kind: 'percent', percent: 1, floor: 1 },
  { kind: 'percent', percent: 0.29, floor: 0 },
  { kind: 'percent', percent: 10, floor: 5 },
  { kind: 'percent', percent: 100, floor: 0 },
  { kind: 'count', count: 1, floor: 0 },
  { kind: 'count', count: 37, floor: 100 },
];

describe('what a subset would have', () => {
  it.each(SETTINGS)('is what drawing it gives, masks and sentences included: %o', (settings) => {
    for (const classes of DATA_SETS) {
      const images = classes.flatMap(({ class: name, training, masks }) =>
        // One of another split tells that there is the class.
        [...Array.from({ length: training }, () => 'train' as const), 'val' as const].map((split, index) => ({
          ...{ path: `${split}/${name}/${index}`, class: name, split, mask: split === 'train' && index < masks ? {} : null },
        })),
      );
      const drawn = drawSubsetBy(images, settings, 5);
      const told = subsetCounts(classes, settings);
      expect(told.warnings).toEqual(drawn.warnings);
      for (const count of told.counts) {
        const of = drawn.images.filter((image) => image.class === count.class);
        expect([count.drawn, masksAmongDrawn(count)]).toEqual([of.length, of.filter(({ mask }) => mask !== null).length]);
      }
    }
  });

  it('nests: less of every class is inside, less of one and more of another is not', () => {
    const of = (a: number, b: number) => [
      { class: 'a', training: 9, masks: 0, drawn: a },
      { class: null, training: 9, masks: 0, drawn: b },
    ];
    expect(isInside(of(1, 1), of(1, 2))).toBe(true);
    expect(isInside(of(2, 1), of(1, 2))).toBe(false);
    expect(isInside(of(0, 0), [])).toBe(true);
  });
});
