import { describe, expect, it } from 'vitest';
import { detailOf, type Where, whereOf } from './where.ts';

describe('the end of the address', () => {
  it.each<[Where]>([
    [{ kind: 'table' }],
    [{ kind: 'compare', runs: [3, 1] }],
    [{ kind: 'compare', runs: [6, 5, 4, 3, 2, 1] }],
    [{ kind: 'study', study: null }],
    [{ kind: 'study', study: 7 }],
  ])('leads back to %j', (where) => expect(whereOf(detailOf(where))).toEqual(where));

  it.each([
    null,
    '',
    'compare',
    'compare/',
    'compare/1',
    'compare/1-1',
    'compare/1-x',
    'compare/1-2-3-4-5-6-7',
    'study/x',
    'else/1',
    'compare/1-2-',
    '/1',
  ])('of %s is the table', (detail) => expect(whereOf(detail)).toEqual({ kind: 'table' }));
});
