import { describe, expect, it } from 'vitest';
import type { ClassBalance } from '../../app/contract/dataSets.ts';
import type { Split } from '../../app/contract/words.ts';
import { balanceBySplit, largestShare } from './balance.ts';

const count = (name: string | null, split: Split, images: number): ClassBalance => ({ class: name, split, images });

describe('the balance of classes', () => {
  const counts = [count('B', 'train', 30), count('A', 'train', 10), count('B', 'val', 5), count(null, 'val', 5)];
  const splits = balanceBySplit(counts, ['A', 'B', 'C']);

  it('is that of each split that has images', () => {
    expect(splits.map(({ split, images }) => [split, images])).toEqual([
      ['train', 40],
      ['val', 10],
    ]);
  });

  it('names every class in every split, also those that have none there, and the unlabelled last', () => {
    for (const split of splits) expect(split.classes.map((of) => of.class)).toEqual(['A', 'B', 'C', null]);
    expect(splits[1]?.classes.map(({ images }) => images)).toEqual([0, 5, 0, 5]);
  });

  it('has shares that make a whole', () => {
    for (const { classes } of splits) expect(classes.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect(largestShare(splits)).toBe(0.75);
  });

  it('says nothing of unlabelled images where there are none', () => {
    expect(balanceBySplit([count('A', 'train', 1)], ['A'])[0]?.classes.map((of) => of.class)).toEqual(['A']);
  });

  it('leaves no image out whose class the data set does not name yet', () => {
    expect(balanceBySplit([count('new', 'test', 3)], ['A'])).toEqual([
      {
        ...{ split: 'test', images: 3 },
        classes: [
          { class: 'A', images: 0, share: 0 },
          { class: 'new', images: 3, share: 1 },
        ],
      },
    ]);
  });

  it('of nothing is nothing', () => {
    expect(balanceBySplit([], ['A'])).toEqual([]);
    expect(balanceBySplit([count('A', 'train', 0)], ['A'])).toEqual([]);
    expect(largestShare([])).toBe(0);
  });
});
