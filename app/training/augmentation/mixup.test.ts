import { describe, expect, it } from 'vitest';
import { mixOf, mixRows, mostlyLabels } from './mixup.ts';

describe('the mix of a batch', () => {
  it('is none without mixup', () => {
    expect(mixOf(null, 1, 1, 0, 8)).toBeNull();
  });

  it('is the same for the same seed, epoch and step, and another for any other', () => {
    const mix = mixOf({ alpha: 1 }, 1, 2, 3, 8);
    expect(mixOf({ alpha: 1 }, 1, 2, 3, 8)).toEqual(mix);
    for (const other of [mixOf({ alpha: 1 }, 2, 2, 3, 8), mixOf({ alpha: 1 }, 1, 3, 3, 8), mixOf({ alpha: 1 }, 1, 2, 4, 8)])
      expect(other?.share).not.toBe(mix?.share);
  });

  it.each([1, 2, 7, 32])('of %i images gives each a partner, and each to one', (batch) => {
    for (let step = 0; step < 20; step++) {
      const mix = mixOf({ alpha: 0.2 }, 1, 1, step, batch);
      expect(mix?.partners.toSorted((a, b) => a - b)).toEqual(Array.from({ length: batch }, (_, row) => row));
      expect(mix?.share).toBeGreaterThanOrEqual(0);
      expect(mix?.share).toBeLessThanOrEqual(1);
    }
  });

  it('is spread as Beta(alpha, alpha): near 0 and 1 for a small alpha, about the middle for a large one', () => {
    const middle = (alpha: number) =>
      Array.from({ length: 2000 }, (_, step) => mixOf({ alpha }, 1, 1, step, 2)?.share ?? 0).filter(
        (share) => share > 0.25 && share < 0.75,
      );
    expect(middle(0.1).length / 2000).toBeLessThan(0.15);
    expect(middle(1).length / 2000).toBeCloseTo(0.5, 1);
    expect(middle(10).length / 2000).toBeGreaterThan(0.95);
  });
});

describe('mixed rows', () => {
  const rows = Float32Array.of(1, 2, 10, 20, 100, 200);

  it('are share of the own and the rest of the partner', () => {
    expect([...mixRows(rows, { share: 0.75, partners: [1, 2, 0] }, 2)]).toEqual([3.25, 6.5, 32.5, 65, 75.25, 150.5]);
  });

  it.each([
    ['a share of 1', { share: 1, partners: [1, 2, 0] }],
    ['itself as partner', { share: 0.3, partners: [0, 1, 2] }],
  ])('with %s stay what they are', (_, mix) => {
    expect([...mixRows(rows, mix, 2)]).toEqual([...rows].map((value) => expect.closeTo(value, 4)));
  });

  it('with a share of 0 are the partners', () => {
    expect([...mixRows(rows, { share: 0, partners: [2, 0, 1] }, 2)]).toEqual([100, 200, 1, 2, 10, 20]);
  });

  it('beyond the partners stay as they are', () => {
    expect([...mixRows(rows, { share: 0, partners: [1, 0] }, 2)]).toEqual([10, 20, 1, 2, 100, 200]);
  });

  it('leave what was mixed as it was', () => {
    const before = rows.slice();
    mixRows(rows, { share: 0.5, partners: [1, 0, 2] }, 2);
    expect(rows).toEqual(before);
  });

  it('of targets still sum to what they did: one where they are one-hot', () => {
    const targets = mixRows(Float32Array.of(1, 0, 0, 0, 0, 1), { share: 0.3, partners: [1, 0] }, 3);
    expect([...targets]).toEqual([0.3, 0, 0.7, 0.7, 0, 0.3].map((value) => expect.closeTo(value, 6)));
  });
});

describe('what counts as right', () => {
  it.each([
    [0.9, [4, 5, 6]],
    [0.5, [4, 5, 6]],
    [0.49, [5, 6, 4]],
    [0, [5, 6, 4]],
  ])('with a share of %d is the class that has more of the picture', (share, labels) => {
    expect(mostlyLabels([4, 5, 6], { share, partners: [1, 2, 0] })).toEqual(labels);
  });
});
