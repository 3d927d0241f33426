import { describe, expect, it } from 'vitest';
import type { Judgements } from '../../store/judgements.ts';
import { aligned } from './aligned.ts';

const of = (keys: readonly string[]): Judgements => ({
  ...{ classes: ['a', 'b'], keys, actual: Uint16Array.from(keys, (_, at) => at % 2), predicted: Uint16Array.from(keys, (_, at) => at) },
  probabilities: Float64Array.from(keys.flatMap((_, at) => [at, -at])),
});

describe('judgements in the order of others', () => {
  it('are themselves where the order is the same', () => {
    const judged = of(['x', 'y']);
    expect(aligned(judged, ['x', 'y'])).toBe(judged);
  });

  it('are put in order with all that belongs to an image', () => {
    expect(aligned(of(['x', 'y', 'z']), ['z', 'x', 'y'])).toMatchObject({
      ...{ predicted: Uint16Array.of(2, 0, 1), actual: Uint16Array.of(0, 0, 1), probabilities: Float64Array.of(2, -2, 0, -0, 1, -1) },
    });
  });

  it('take one picture that is there twice for two images', () => {
    expect(aligned(of(['x', 'x', 'y']), ['y', 'x', 'x'])?.predicted).toEqual(Uint16Array.of(2, 0, 1));
  });

  it.each([
    ['fewer', ['x', 'y', 'z']],
    ['more', ['x']],
    ['others', ['x', 'z']],
    ['one of them twice', ['x', 'x']],
  ])('of images that are not the same are none: %s', (_, keys) => {
    expect(aligned(of(['x', 'y']), keys)).toBeUndefined();
  });
});
