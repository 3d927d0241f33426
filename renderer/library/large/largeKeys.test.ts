import { describe, expect, it } from 'vitest';
import { factorOfWheel, meaningOf } from './largeKeys.ts';

describe('the keys of the large view', () => {
  it('lead to the next image where all of this one is seen, and move it where only a part is', () => {
    expect(meaningOf('ArrowRight', false)).toEqual({ kind: 'step', to: 'next' });
    expect(meaningOf('ArrowRight', true)).toMatchObject({ kind: 'pan', by: { x: -80 } });
    expect(meaningOf('ArrowDown', true)).toMatchObject({ kind: 'pan', by: { y: -80 } });
    expect(meaningOf('ArrowDown', false)).toBeUndefined();
  });

  it.each(['PageUp', 'PageDown'])('%s leads on, however large the image is', (key) => {
    expect(meaningOf(key, true)).toEqual(meaningOf(key, false));
    expect(meaningOf(key, true)?.kind).toBe('step');
  });

  it.each(['Escape', 'Tab', 'Enter', ' ', '1', 'x', ''])('%j is none of them', (key) => {
    expect(meaningOf(key, true)).toBeUndefined();
  });

  it.each([
    [0, 1],
    [-100, 1.25],
    [100, 0.8],
    [-1e9, 1.25 ** 3],
    [1e9, 0.8 ** 3],
  ])('a wheel turned by %i makes the image %f times as large', (deltaY, factor) => {
    expect(factorOfWheel(deltaY)).toBeCloseTo(factor);
  });
});
