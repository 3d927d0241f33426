import { describe, expect, it } from 'vitest';
import { type CurveEnd, keepsReconstructions, MOST_SPREAD } from './reconstructions.ts';

const kept = (end: CurveEnd) => Array.from({ length: end.last }, (_, at) => at + 1).filter((epoch) => keepsReconstructions(epoch, end));

describe('the epochs whose reconstructions are kept', () => {
  it.each([1, 2, 19, 20])('of %i are all', (last) => {
    expect(kept({ last, best: 1 })).toHaveLength(last);
  });

  it.each([21, 22, 40, 41, 100, 999, 1000, 4097, 100_000])(
    'of %i are few: the first, the last, the best, and evenly spread ones',
    (last) => {
      const best = last - 1;
      const epochs = kept({ last, best });
      expect(epochs.length).toBeLessThanOrEqual(MOST_SPREAD + 2);
      expect(epochs.length).toBeGreaterThan(MOST_SPREAD / 2);
      expect(epochs).toEqual(expect.arrayContaining([1, best, last]));
      const spread = epochs.filter((epoch) => epoch < best);
      const spaces = new Set(spread.slice(1).map((epoch, at) => epoch - (spread[at] ?? 0)));
      expect(spaces.size).toBeLessThanOrEqual(1);
    },
  );

  it('were kept before as well: nothing that went is needed again', () => {
    let there = new Set<number>();
    for (let last = 1; last <= 1500; last++) {
      // Whatever becomes the best is the latest at that moment.
      const now = kept({ last, best: last < 699 ? 3 : 699 });
      there.add(last);
      for (const epoch of now) expect(there.has(epoch), `epoch ${epoch} at ${last}`).toBe(true);
      there = new Set(now);
    }
  });

  it('are none that lie after the latest: an attempt that was given up left them', () => {
    expect([6, 9, 1001].filter((epoch) => keepsReconstructions(epoch, { last: 5, best: 2 }))).toEqual([]);
  });
});
