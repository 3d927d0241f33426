import { describe, expect, it } from 'vitest';
import { randomFor } from '../../random/random.ts';
import type { Geometry } from './change.ts';
import { resample } from './resample.ts';

const STILL: Geometry = { mirrored: { across: false, down: false }, factor: 1, degrees: 0, shift: { across: 0, down: 0 } };
const moved = (change: Partial<Geometry>): Geometry => ({ ...STILL, ...change });

function noise(size: number): Uint8Array {
  const random = randomFor(1, 'noise', size);
  return Uint8Array.from({ length: size * size * 3 }, () => random.integer(0, 255));
}

/** The picture whose pixel at (x, y) is that of another at `from(x, y)`. */
function rearranged(pixels: Uint8Array, size: number, from: (x: number, y: number) => readonly [number, number]): number[] {
  return Array.from({ length: size * size * 3 }, (_, at) => {
    const place = Math.floor(at / 3);
    const [x, y] = from(place % size, Math.floor(place / size));
    return pixels[(y * size + x) * 3 + (at % 3)] ?? Number.NaN;
  });
}

describe.each([1, 2, 5, 16])('a picture of %i pixels', (size) => {
  const pixels = noise(size);
  const end = size - 1;

  type Move = readonly [string, Geometry, (x: number, y: number) => readonly [number, number]];
  it.each<Move>([
    ['not moved', STILL, (x: number, y: number) => [x, y]],
    ['mirrored across', moved({ mirrored: { across: true, down: false } }), (x: number, y: number) => [end - x, y]],
    ['mirrored down', moved({ mirrored: { across: false, down: true } }), (x: number, y: number) => [x, end - y]],
    ['mirrored both ways', moved({ mirrored: { across: true, down: true } }), (x: number, y: number) => [end - x, end - y]],
    ['turned right', moved({ degrees: 90 }), (x: number, y: number) => [y, end - x]],
    ['turned left', moved({ degrees: -90 }), (x: number, y: number) => [end - y, x]],
    ['turned over', moved({ degrees: 180 }), (x: number, y: number) => [end - x, end - y]],
    ['turned all around', moved({ degrees: 360 }), (x: number, y: number) => [x, y]],
    [
      'mirrored, then turned right',
      moved({ mirrored: { across: true, down: false }, degrees: 90 }),
      (x: number, y: number) => [end - y, end - x],
    ],
  ])('%s has the very pixels at their new places', (_, geometry, from) => {
    for (const beyond of ['mirror', 'black'] as const)
      expect([...resample(pixels, size, geometry, beyond)]).toEqual(rearranged(pixels, size, from));
  });
});

describe('what lies beyond the picture', () => {
  const size = 4;
  const pixels = noise(size);

  it('is the picture mirrored at its edge', () => {
    const right = resample(pixels, size, moved({ shift: { across: 0.5, down: 0 } }), 'mirror');
    expect([...right]).toEqual(rearranged(pixels, size, (x, y) => [x < 2 ? 1 - x : x - 2, y]));
    const up = resample(pixels, size, moved({ shift: { across: 0, down: -0.5 } }), 'mirror');
    expect([...up]).toEqual(rearranged(pixels, size, (x, y) => [x, y < 2 ? y + 2 : 5 - y]));
  });

  it('is black around a masked copy', () => {
    const right = resample(pixels, size, moved({ shift: { across: 0.5, down: 0 } }), 'black');
    const wanted = rearranged(pixels, size, (x, y) => [Math.max(0, x - 2), y]).map((value, at) =>
      Math.floor(at / 3) % size < 2 ? 0 : value,
    );
    expect([...right]).toEqual(wanted);
  });

  it('fades in by half a pixel', () => {
    const white = new Uint8Array(size * size * 3).fill(200);
    const shifted = resample(white, size, moved({ shift: { across: 1.5 / size, down: 0 } }), 'black');
    expect([...shifted.subarray(0, size * 3)]).toEqual([0, 0, 0, 100, 100, 100, 200, 200, 200, 200, 200, 200]);
  });

  it.each([0.1, 1 / 3, 0.5])('never is brighter or darker than the picture, at a factor of %d and any angle', (factor) => {
    const even = new Uint8Array(size * size * 3).fill(123);
    for (let degrees = -180; degrees <= 180; degrees += 7) {
      const turned = resample(even, size, moved({ degrees, factor, shift: { across: 0.37, down: -0.5 } }), 'mirror');
      expect(new Set(turned)).toEqual(new Set([123]));
      const masked = resample(even, size, moved({ degrees, factor, shift: { across: 0.37, down: -0.5 } }), 'black');
      expect(Math.max(...masked)).toBeLessThanOrEqual(123);
    }
  });
});

it('a picture enlarged twofold shows its middle, interpolated', () => {
  const ramp = Uint8Array.from({ length: 8 * 8 * 3 }, (_, at) => (Math.floor(at / 3) % 8) * 20);
  const enlarged = resample(ramp, 8, moved({ factor: 2 }), 'mirror');
  expect(Array.from({ length: 8 }, (_, x) => enlarged[x * 3])).toEqual([35, 45, 55, 65, 75, 85, 95, 105]);
});

it('a turn moves what is above the middle to its right', () => {
  const size = 9;
  const pixels = new Uint8Array(size * size * 3);
  pixels.fill(255, (1 * size + 4) * 3, (1 * size + 4) * 3 + 3);
  const turned = resample(pixels, size, moved({ degrees: 45 }), 'mirror');
  const brightest = turned.indexOf(Math.max(...turned)) / 3;
  expect([brightest % size, Math.floor(brightest / size)]).toEqual([6, 2]);
});
