import { describe, expect, it } from 'vitest';
import { survivors } from './halving.ts';

const scored = (...scores: readonly (number | null)[]) => scores.map((score, at) => ({ name: `c${at + 1}`, score }));

describe('of a round survive', () => {
  it.each([
    ['the better half, in their order', [0.1, 0.9, 0.3, 0.8], 0.5, ['c2', 'c4']],
    ['half of three, rounded up', [0.1, 0.9, 0.3], 0.5, ['c2', 'c3']],
    ['one of two, though a third of them is less', [0.1, 0.9], 0.1, ['c2']],
    ['the earlier ones of equals', [0.5, 0.5, 0.5, 0.5], 0.5, ['c1', 'c2']],
    ['no one that diverged, though more could', [null, 0.2, null, null], 0.75, ['c2']],
    ['the first where all diverged', [null, null, null], 0.3, ['c1']],
    ['those of 0 before those that diverged', [null, 0, null], 0.6, ['c2']],
    ['all where all are kept', [0.2, null, 0.1], 1, ['c1', 'c3']],
  ])('%s', (_, scores, keep, names) => {
    expect(survivors(scored(...scores), keep)).toEqual(names);
  });

  it('nobody of nobody', () => {
    expect(survivors([], 0.5)).toEqual([]);
  });
});
