import { describe, expect, it } from 'vitest';
import { isFiltered, mayCompare, NO_TABLE_STATE, requestOf, sortedBy, subsetText, toggled, withoutFilters } from './tableState.ts';

describe('the table of runs', () => {
  it('chooses in order, and lets go again', () => {
    const state = [3, 1, 2, 1].reduce(toggled, NO_TABLE_STATE);
    expect(state.chosen).toEqual([3, 2]);
  });

  it.each<[number, ReturnType<typeof mayCompare>]>([
    [0, 'more'],
    [1, 'more'],
    [2, 'yes'],
    [6, 'yes'],
    [7, 'fewer'],
  ])('lets %i runs be compared: %s', (count, expected) => {
    expect(mayCompare({ ...NO_TABLE_STATE, chosen: Array.from({ length: count }, (_, at) => at) })).toBe(expected);
  });

  it('sorts scores from the best and names from A, and turns round at the second click', () => {
    const byScore = sortedBy(NO_TABLE_STATE, 'macroF1');
    expect([byScore.sort, sortedBy(byScore, 'macroF1').sort]).toEqual([
      { by: 'macroF1', descending: true },
      { by: 'macroF1', descending: false },
    ]);
    expect(sortedBy(byScore, 'name').sort).toEqual({ by: 'name', descending: false });
  });

  it('asks for what is filtered, and what is chosen stays when filters go', () => {
    const state = { ...NO_TABLE_STATE, search: 'x', network: 'wbc', tag: 'keep', chosen: [1] } as const;
    expect(requestOf(state).filter).toEqual({ search: 'x', networks: ['wbc'], states: [], tags: ['keep'] });
    expect([isFiltered(state), isFiltered(withoutFilters(state)), withoutFilters(state).chosen]).toEqual([true, false, [1]]);
  });

  it('names a subset by its name, else its size', () => {
    expect([{ subset: null }, { subset: { name: 'half', percent: 50 } }, { subset: { name: null, percent: 2.5 } }].map(subsetText)).toEqual(
      [null, 'half', '2.5 %'],
    );
  });
});
