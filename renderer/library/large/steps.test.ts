import { describe, expect, it } from 'vitest';
import { neighboursOf } from './steps.ts';

const IDS = [10, 11, 12, 13];
const idAt = (index: number) => IDS[index];

describe('the images before and after the one that is looked at', () => {
  it.each([
    ['the first', { index: 0, id: 10 }, { previous: undefined, next: 1 }],
    ['one in the middle', { index: 2, id: 12 }, { previous: 1, next: 3 }],
    ['the last', { index: 3, id: 13 }, { previous: 2, next: undefined }],
    ['one that another has taken the place of', { index: 1, id: 99 }, { previous: 0, next: 1 }],
    ['the last one, which is gone from the list', { index: 4, id: 99 }, { previous: 3, next: undefined }],
  ])('of %s', (_, shown, neighbours) => {
    expect(neighboursOf(shown, 4, idAt)).toEqual(neighbours);
  });

  it('are beside it as long as the page is not there', () => {
    expect(neighboursOf({ index: 250, id: 7 }, 1000, () => undefined)).toEqual({ previous: 249, next: 251 });
  });

  it('are none when nothing passes the filter any more', () => {
    expect(neighboursOf({ index: 0, id: 7 }, 0, () => undefined)).toEqual({ previous: undefined, next: undefined });
  });
});
