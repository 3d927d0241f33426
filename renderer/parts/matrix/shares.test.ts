import { describe, expect, it } from 'vitest';
import { rowShares } from './shares.ts';

describe('shares of rows', () => {
  it('add up to one, but for a class that is not there', () => {
    expect(
      rowShares([
        [3, 1],
        [0, 0],
      ]),
    ).toEqual([
      [0.75, 0.25],
      [0, 0],
    ]);
    expect(rowShares([])).toEqual([]);
  });
});
