import { describe, expect, it } from 'vitest';
import { pageRequestSchema } from '../../app/contract/library.ts';
import { activeFilters, changeFilter, type FilterAction, type FilterState, NO_FILTER, requestOf, withoutGone } from './filterState.ts';

function changedBy(...actions: readonly FilterAction[]): FilterState {
  return actions.reduce(changeFilter, NO_FILTER);
}

const EVERYTHING: readonly FilterAction[] = [
  { type: 'search', text: ' smear-4 ' },
  { type: 'toggleClass', class: 'Monocyte' },
  { type: 'toggleClass', class: null },
  { type: 'toggleSplit', split: 'val' },
  { type: 'toggleSplit', split: 'test' },
  { type: 'mask', mask: 'without' },
  { type: 'subset', subset: 3 },
  { type: 'prediction', prediction: { run: 5, predicted: 'Monocyte', isRight: false } },
  { type: 'sort', sort: { by: 'bytes', descending: true } },
];

describe('the filter of the library', () => {
  it('lets all images through at first', () => {
    expect(activeFilters(NO_FILTER)).toEqual([]);
    expect(requestOf(1, NO_FILTER)).toEqual({ filter: { dataSet: 1 }, sort: { by: 'path', descending: false } });
  });

  it('asks for everything that was chosen, in the words of the contract', () => {
    const { filter, sort } = requestOf(7, changedBy(...EVERYTHING));
    expect(filter).toEqual({
      dataSet: 7,
      classes: [null, 'Monocyte'],
      splits: ['test', 'val'],
      mask: 'without',
      subset: 3,
      prediction: { run: 5, predicted: 'Monocyte', isRight: false },
      search: 'smear-4',
    });
    expect(sort).toEqual({ by: 'bytes', descending: true });
  });

  it.each([
    ['nothing', []],
    ['everything', EVERYTHING],
    ['a search of blanks', [{ type: 'search', text: '   ' }]],
    ['a search far too long', [{ type: 'search', text: 'x'.repeat(5000) }]],
    ['a search for wildcards', [{ type: 'search', text: '%_\\' }]],
  ] as const)('makes a request that the contract takes of %s', (_, actions) => {
    const request = { ...requestOf(1, changedBy(...actions)), offset: 0, limit: 200 };
    expect(pageRequestSchema.parse(request)).toEqual(request);
  });

  it('asks the same in whatever order classes and splits were chosen', () => {
    const classes = ['b', null, 'a'].map((name) => ({ type: 'toggleClass', class: name }) as const);
    expect(requestOf(1, changedBy(...classes))).toEqual(requestOf(1, changedBy(...classes.toReversed())));
  });

  it('takes a class or split that is chosen twice back', () => {
    const twice = changedBy(...EVERYTHING.slice(1, 5), ...EVERYTHING.slice(1, 5));
    expect(activeFilters(twice)).toEqual([]);
  });

  it('names every filter, and taking them away one by one leaves none', () => {
    let state = changedBy(...EVERYTHING);
    expect(activeFilters(state).map(({ kind }) => kind)).toEqual([
      'search',
      'class',
      'class',
      'split',
      'split',
      'mask',
      'subset',
      'prediction',
    ]);
    for (let left = 8; left > 0; left--) {
      const [first] = activeFilters(state);
      if (first === undefined) throw new Error('A filter is missing.');
      state = changeFilter(state, { type: 'remove', filter: first });
      expect(activeFilters(state)).toHaveLength(left - 1);
    }
  });

  it('keeps the order when all filters are cleared', () => {
    expect(changeFilter(changedBy(...EVERYTHING), { type: 'clear' })).toEqual({ ...NO_FILTER, sort: { by: 'bytes', descending: true } });
  });

  it('shows one class in one split alone, whatever narrowed it before', () => {
    const { filter } = requestOf(1, changedBy(...EVERYTHING, { type: 'showOnly', class: null, split: 'train' }));
    expect(filter).toEqual({ dataSet: 1, classes: [null], splits: ['train'] });
  });

  it.each([
    ['nothing is known yet', {}, 3, 5],
    ['all is there', { subsets: [{ id: 3 }], runs: [{ id: 4 }, { id: 5 }] }, 3, 5],
    ['the subset is gone', { subsets: [], runs: [{ id: 5 }] }, null, 5],
    ['the run is gone', { subsets: [{ id: 3 }], runs: [{ id: 6 }] }, 3, undefined],
  ])('asks for no subset or run that is gone by now: %s', (_, there, subset, run) => {
    const state = changedBy(...EVERYTHING);
    const left = withoutGone(state, there);
    expect([left.subset, left.prediction?.run]).toEqual([subset, run]);
    if (subset !== null && run !== undefined) expect(left).toBe(state);
    expect({ ...left, subset: 3, prediction: state.prediction }).toEqual(state);
  });
});
