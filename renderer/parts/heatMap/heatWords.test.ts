import { describe, expect, it } from 'vitest';
import type { Explanation, HeatMap } from '../../../app/contract/explanation.ts';
import { canvasSize, found, mapOfBranch, probabilityOf } from './heatWords.ts';

const map = (branch: string | null, ...values: readonly number[]): HeatMap => ({
  ...{ branch, weight: 1, layer: 'conv', rows: 3, columns: 3, values: [...values] },
});
const at = (place: number) => map(null, ...Array.from({ length: 9 }, (_, index) => (index === place ? 1 : 0)));
const explanation = (...maps: readonly HeatMap[]): Explanation => ({
  ...{ classes: ['Blast', 'Monocyte'], probabilities: [0.25, 0.75], predicted: 'Monocyte', class: 'Blast', maps: [...maps] },
});

describe('what a map says', () => {
  it.each([
    [0, 'upperLeft'],
    [1, 'upper'],
    [2, 'upperRight'],
    [3, 'left'],
    [4, 'middle'],
    [5, 'right'],
    [6, 'lowerLeft'],
    [7, 'lower'],
    [8, 'lowerRight'],
  ] as const)('of place %i is %s', (place, where) => {
    expect(found(at(place))).toEqual({ kind: 'place', where, share: 1 / 9 });
  });

  it('of a map without any is that nothing speaks for the class', () => {
    expect(found(map(null, 0, 0, 0, 0, 0, 0, 0, 0, 0))).toEqual({ kind: 'nothing' });
  });
});

describe('the map that is shown', () => {
  it.each([
    ['the one chosen', 'cam16', 'cam16'],
    ['the weightiest where none was chosen', null, 'wbc'],
    ['the weightiest where there is none of that name', 'other', 'wbc'],
  ])('is %s', (_, chosen, shown) => {
    expect(mapOfBranch(explanation(map('wbc'), map('cam16')), chosen)?.branch).toBe(shown);
  });

  it('is the only one of a network without branches, whatever was chosen for another', () => {
    expect(mapOfBranch(explanation(map(null)), 'cam16')?.branch).toBe(null);
  });
});

it('a class has its probability, one that the run knows nothing of has none', () => {
  expect(probabilityOf(explanation(map(null)), 'Monocyte')).toBe(0.75);
  expect(probabilityOf(explanation(map(null)), 'Lymphocyte')).toBe(0);
});

it.each([
  [1000, 500, { width: 256, height: 128 }],
  [100, 50, { width: 100, height: 50 }],
  [10_000, 1, { width: 256, height: 1 }],
  [0, 0, { width: 1, height: 1 }],
])('a canvas for %i × %i pixels keeps the shape', (width, height, expected) => {
  expect(canvasSize(width, height, 256)).toEqual(expected);
});
