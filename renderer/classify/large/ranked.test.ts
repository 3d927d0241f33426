import { expect, it } from 'vitest';
import { ranked } from './ranked.ts';

it.each([
  [
    [0.1, 0.7, 0.2],
    ['A', 'B', 'C'],
    ['B', 'C', 'A'],
  ],
  [
    [0.5, 0.5],
    ['A', 'B'],
    ['A', 'B'],
  ],
  [[], ['A', 'B'], ['A', 'B']],
  [[1], [], []],
])('probabilities %j of %j are shown as %j', (probabilities, classes, expected) => {
  expect(ranked(probabilities, classes).map((one) => one.class)).toEqual(expected);
});
