import { expect, it } from 'vitest';
import { detailOf, whereOf } from './where.ts';

it.each([null, 'slide/1', 'slide/123456789'])('the end of an address %s is of the place that it leads to', (detail) => {
  expect(detailOf(whereOf(detail))).toBe(detail);
});

it.each(['slide', 'slide/', 'slide/-1', 'slide/1-2', 'slide/1234567890', 'slides/1', 'Slide/1', 'compare/1-2', ''])(
  'an address that ends in "%s" leads to the list',
  (detail) => {
    expect(whereOf(detail)).toEqual({ kind: 'list' });
  },
);
