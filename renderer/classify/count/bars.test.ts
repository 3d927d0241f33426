import { describe, expect, it } from 'vitest';
import type { ClassCount } from '../../../app/contract/differential.ts';
import { countBar } from './bars.ts';

const count = (share: number | null, low: number, high: number, range: ClassCount['range']): ClassCount => ({
  ...{ class: 'Monocyte', cells: 1, byPerson: 0, share, low, high, range, comparison: null },
});

describe('the line of a class', () => {
  it.each([
    ['rare', count(0.01, 0, 0.03, { low: 0, high: 2 }), 5],
    ['common', count(0.6, 0.5, 0.7, { low: 40, high: 80 }), 100],
    ['without a range', count(0.1, 0.08, 0.12, null), 15],
    ['without cells', count(null, 0, 1, { low: 2, high: 10 }), 15],
    ['of all cells', count(1, 0.96, 1, { low: 40, high: 80 }), 100],
    ['of nothing', count(null, 0, 1, null), 2],
  ])('ends at a round number that has room for a class %s', (_, one, most) => {
    expect(countBar(one).most).toBe(most);
  });

  it('has interval and range at their places', () => {
    expect(countBar(count(0.05, 0.025, 0.075, { low: 2, high: 10 }))).toEqual({
      ...{ most: 15, at: 5 / 15, interval: { from: 2.5 / 15, to: 7.5 / 15 }, range: { from: 2 / 15, to: 10 / 15 } },
    });
  });

  it('keeps all places on the line, in order, whatever is counted', () => {
    for (let cells = 0; cells <= 100; cells++) {
      const share = cells / 100;
      const { at, interval, range } = countBar(count(share, share * 0.8, Math.min(1, share * 1.3 + 0.03), { low: 1, high: 6 }));
      const places = [0, interval.from, at ?? Number.NaN, interval.to, 1];
      expect(places.every((place, index) => index === 0 || place >= (places[index - 1] ?? 1))).toBe(true);
      expect((range?.from ?? 1) < (range?.to ?? 0)).toBe(true);
    }
  });

  it('shows no interval of a class where nothing is counted', () => {
    expect(countBar(count(null, 0, 1, { low: 2, high: 10 }))).toMatchObject({ at: null, interval: { from: 0, to: 0 } });
  });
});
