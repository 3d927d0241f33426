import { describe, expect, it } from 'vitest';
import type { EpochMetrics } from '../../contract/evaluation.ts';
import { bandsOf, groupsOf, likenessOf, type SeededRun } from './seedGroups.ts';

const run = (id: number, seed: number, likeness = 'a', isFinished = true): SeededRun => ({ id, seed, likeness, isFinished, macroF1: 0.9 });
const ids = (chosen: number[], all: SeededRun[]) => groupsOf(chosen, all).map((group) => [group.chosen, group.runs.map(({ id }) => id)]);

describe('runs that differ by their seed', () => {
  const LIKE = { arm: 'plain', dataSetHash: '0', subsetPercent: 10, subsetName: null, recipe: '{}', startsFrom: null };

  it('are told by all else', () => {
    expect(likenessOf({ ...LIKE })).toBe(likenessOf(LIKE));
    for (const other of [
      { arm: 'masks' },
      { dataSetHash: '1' },
      { subsetPercent: 1 },
      { subsetName: 'half' },
      { recipe: '[]' },
      { startsFrom: 3 },
    ]) {
      expect(likenessOf({ ...LIKE, ...other })).not.toBe(likenessOf(LIKE));
    }
  });

  it('are a group with their siblings, also those that were not chosen', () => {
    expect(ids([1, 4], [run(1, 1), run(2, 2), run(3, 3, 'b'), run(4, 1, 'b')])).toEqual([
      [[1], [1, 2]],
      [[4], [4, 3]],
    ]);
  });

  it('count once each: the chosen one, else the latest; what is not finished only where it was chosen', () => {
    expect(ids([1], [run(1, 1), run(2, 1), run(3, 2), run(4, 2), run(5, 3, 'a', false)])).toEqual([[[1], [1, 4]]]);
    expect(ids([5], [run(1, 1), run(5, 3, 'a', false)])).toEqual([[[5], [1, 5]]]);
  });

  it('of which several are chosen share a group', () => {
    expect(ids([2, 1], [run(1, 1), run(2, 2)])).toEqual([
      [
        [2, 1],
        [1, 2],
      ],
    ]);
  });
});

describe('a band', () => {
  const curve = (...values: (number | null)[]): EpochMetrics[] =>
    values.map((value, at) => ({
      ...{ epoch: at + 1, trainLoss: 1, trainAccuracy: null, valLoss: value, valAccuracy: null, valMacroF1: value, seconds: 1 },
    }));

  it('reaches from the lowest to the highest as long as all went on', () => {
    const bands = bandsOf([curve(0.1, 0.2, 0.3), curve(0.3, 0.6)]);
    expect(bands.map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect(bands[1]?.macroF1?.low).toBe(0.2);
    expect(bands[1]?.macroF1?.mean).toBeCloseTo(0.4, 12);
    expect(bands[1]?.macroF1?.high).toBe(0.6);
  });

  it('of one run, or of none, is none; where one has no value it breaks off', () => {
    expect(bandsOf([curve(0.1)])).toEqual([]);
    expect(bandsOf([])).toEqual([]);
    expect(bandsOf([curve(0.1), curve(null)])).toEqual([{ epoch: 1, macroF1: null, loss: null }]);
  });
});
