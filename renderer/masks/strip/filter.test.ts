import { expect, it } from 'vitest';
import { firstFilter, listingOf } from './filter.ts';

it.each([
  [{ proposed: 3, masks: 5 }, 'proposed'],
  [{ proposed: 0, masks: 5 }, 'with'],
  [{ proposed: 0, masks: 0 }, 'without'],
])('of a data set with %o the first to be seen are: %s', (dataSet, standing) => {
  expect(firstFilter(dataSet)).toEqual({ standing, class: undefined });
});

it.each([
  [
    { standing: 'proposed', class: undefined },
    { dataSet: 4, mask: 'proposed' },
  ],
  [{ standing: 'all', class: undefined }, { dataSet: 4 }],
  [
    { standing: 'all', class: null },
    { dataSet: 4, classes: [null] },
  ],
  [
    { standing: 'lab', class: 'all' },
    { dataSet: 4, mask: 'lab', classes: ['all'] },
  ],
] as const)('%o asks for %o', (filter, expected) => {
  expect(listingOf(4, filter).filter).toEqual(expected);
});
