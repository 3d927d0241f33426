import { describe, expect, it } from 'vitest';
import { PixelCache } from './pixelCache.ts';

const PICTURE = 300;
const picture = () => new Uint8Array(PICTURE);

describe('the pixel cache', () => {
  it.each([0, 1, PICTURE - 1, PICTURE, 2.5 * PICTURE, 100 * PICTURE])('never holds more than its bound of %d bytes', (bound) => {
    const cache = new PixelCache(bound);
    for (let place = 0; place < 8; place++) {
      cache.keep(String(place), picture());
      expect(cache.bytes).toBe(Math.min(Math.floor(bound / PICTURE), place + 1) * PICTURE);
    }
  });

  it('gives up the picture that was used longest ago', () => {
    const cache = new PixelCache(2 * PICTURE);
    cache.keep('a', picture());
    cache.keep('b', picture());
    cache.find('a');
    cache.keep('c', picture());
    expect(['a', 'b', 'c'].map((key) => cache.find(key) !== undefined)).toEqual([true, false, true]);
  });

  it('counts a picture once that was read twice at the same time, and goes on to give the first', () => {
    const cache = new PixelCache(10 * PICTURE);
    const first = picture();
    cache.keep('a', first);
    cache.keep('a', picture());
    expect(cache.bytes).toBe(PICTURE);
    expect(cache.find('a')).toBe(first);
  });

  it('keeps nothing of a picture that is larger than all of it, and lets none go for that', () => {
    const cache = new PixelCache(PICTURE);
    cache.keep('a', picture());
    cache.keep('b', new Uint8Array(PICTURE + 1));
    expect(cache.find('a')).toBeDefined();
    expect(cache.find('b')).toBeUndefined();
  });
});
