import { describe, expect, it } from 'vitest';
import type { StainJitter, Three } from './change.ts';
import { AMOUNTS, inverse, jitterStains, opticalDensity, STAINS, times } from './stains.ts';

const SAME: StainJitter = { scale: [1, 1, 1], shift: [0, 0, 0] };
const UNITS: readonly Three[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

function jittered(pixels: readonly number[], jitter: Partial<StainJitter>): number[] {
  const levels = new Float32Array(pixels.length);
  jitterStains(Uint8Array.from(pixels), { ...SAME, ...jitter }, levels);
  return [...levels];
}

/** The level that lets 10 to the −density of the light through. */
const levelOf = (density: number) => 256 * 10 ** -density - 1;
const near = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 3));

describe('stains and their amounts', () => {
  it('are inverse to each other', () => {
    for (const unit of UNITS) {
      expect(times(times(unit, STAINS), AMOUNTS)).toEqual(unit.map((value) => expect.closeTo(value, 12)));
      expect(times(times(unit, AMOUNTS), STAINS)).toEqual(unit.map((value) => expect.closeTo(value, 12)));
    }
  });

  it('are as the published matrix has them: the row of haematoxylin absorbs green most, that of eosin almost only green', () => {
    expect(STAINS[0]).toEqual([0.65, 0.7, 0.29]);
    expect(STAINS[1]).toEqual([0.07, 0.99, 0.11]);
    expect(STAINS[2]).toEqual([0.27, 0.57, 0.78]);
  });

  it.each([
    [
      [2, 0, 0],
      [0, 4, 0],
      [0, 0, -0.5],
    ],
    [
      [0, 1, 0],
      [0, 0, 1],
      [1, 0, 0],
    ],
    [
      [1, 2, 3],
      [0, 1, 4],
      [5, 6, 0],
    ],
  ] as const)('of any other matrix as well: %j', (...matrix) => {
    for (const unit of UNITS) expect(times(times(unit, matrix), inverse(matrix))).toEqual(unit.map((value) => expect.closeTo(value, 12)));
  });
});

describe('an optical density', () => {
  it('is 0 for white, rises as it gets darker, and is a number for black', () => {
    expect(opticalDensity(255)).toBeCloseTo(0, 15);
    expect(opticalDensity(0)).toBeCloseTo(Math.log10(256), 12);
    for (let level = 1; level < 256; level++) expect(opticalDensity(level)).toBeLessThan(opticalDensity(level - 1));
  });
});

describe('jitter of stains', () => {
  it('by nothing gives every level back', () => {
    const levels = Array.from({ length: 256 * 3 }, (_, at) => (Math.floor(at / 3) * ((at % 3) + 1)) % 256);
    expect(jittered(levels, {})).toEqual(near(levels));
  });

  it('leaves white white by whatever factor: there is no stain on it', () => {
    expect(jittered([255, 255, 255], { scale: [1.5, 0.1, 1.9] })).toEqual(near([255, 255, 255]));
  });

  it.each([0, 1, 2] as const)('of stain %i alone moves a picture of that stain alone along its own colour', (stain) => {
    const of = (amount: number) => STAINS[stain].map((density) => levelOf(amount * density));
    // Whole levels, so the amount is only nearly that.
    const rounded = of(0.5).map(Math.round);
    const scale: Three = [stain === 0 ? 1.4 : 1, stain === 1 ? 1.4 : 1, stain === 2 ? 1.4 : 1];
    jittered(rounded, { scale }).forEach((level, channel) => {
      expect(Math.abs(level - (of(0.7)[channel] ?? 0))).toBeLessThan(1.5);
    });
    const shift: Three = [stain === 0 ? 0.2 : 0, stain === 1 ? 0.2 : 0, stain === 2 ? 0.2 : 0];
    expect(jittered([255, 255, 255], { shift })).toEqual(near(of(0.2)));
  });

  it('leaves a stain where it is when only another one changes', () => {
    const eosin = STAINS[1].map((density) => Math.round(levelOf(0.6 * density)));
    jittered(eosin, { scale: [1.9, 1, 0.1] }).forEach((level, channel) => {
      expect(Math.abs(level - (eosin[channel] ?? 0))).toBeLessThan(3);
    });
  });

  it('takes away more than is there without ending in no number', () => {
    for (const level of jittered([0, 0, 0, 255, 255, 255, 0, 255, 0], { scale: [0.1, 1.9, 0.1], shift: [-0.5, 0.5, -0.5] }))
      expect(Number.isFinite(level)).toBe(true);
  });
});
