import { expect, it } from 'vitest';
import { offsetsAround, offsetsOf } from './offsets.ts';

it.each([
  [0, [0]],
  [100, [0]],
  [190, [0, 200]],
  [205, [0, 200]],
  [300, [200]],
])('around image %i lie the pages from %j', (index, offsets) => {
  expect(offsetsAround(index)).toEqual(offsets);
});

it('what is seen is on one page or on several', () => {
  expect([offsetsOf(0, 8), offsetsOf(199, 200), offsetsOf(150, 650)]).toEqual([[0], [0, 200], [0, 200, 400, 600]]);
});
