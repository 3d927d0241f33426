import { describe, expect, it } from 'vitest';
import { hashOf, placeOf } from '../frame/place.ts';
import { detailOf, type Where, whereOf } from './where.ts';

const many = (count: number) => Array.from({ length: count }, (_, at) => at + 1000);

describe('the end of the address', () => {
  it.each<[Where]>([
    [{ kind: 'table', chosen: [] }],
    [{ kind: 'table', chosen: [7] }],
    [{ kind: 'table', chosen: [3, 1, 2] }],
    [{ kind: 'table', chosen: many(20) }],
    [{ kind: 'compare', runs: [3, 1] }],
    [{ kind: 'compare', runs: [6, 5, 4, 3, 2, 1] }],
    [{ kind: 'study', study: null }],
    [{ kind: 'study', study: 7 }],
  ])('leads back to %j', (where) => {
    expect(whereOf(detailOf(where))).toEqual(where);
    const place = { screen: 'runs', dataSet: 3, detail: detailOf(where) } as const;
    expect(placeOf(hashOf(place))).toEqual(place);
  });

  it('keeps none of a choice that it has no room for', () => {
    expect(detailOf({ kind: 'table', chosen: many(21) })).toBeNull();
  });

  it.each([
    null,
    '',
    'compare',
    'compare/',
    'compare/1',
    'compare/1-1',
    'compare/1-x',
    'compare/1-2-3-4-5-6-7',
    'chosen',
    'chosen/',
    'chosen/x',
    'chosen/1-',
    'study/x',
    'else/1',
    'compare/1-2-',
    '/1',
  ])('of %s is the table, with nothing chosen', (detail) => expect(whereOf(detail)).toEqual({ kind: 'table', chosen: [] }));
});
