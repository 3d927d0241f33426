import { describe, expect, it } from 'vitest';
import { augmentationSchema } from '../../contract/augmentation.ts';
import { randomFor } from '../../random/random.ts';
import { augment } from './augment.ts';
import { type Change, changeOf, drawChange, NO_CHANGE } from './change.ts';
import { jitterColours } from './colour.ts';

const SIZE = 12;
const random = randomFor(2, 'picture');
const PICTURE = Uint8Array.from({ length: SIZE * SIZE * 3 }, () => random.integer(0, 255));
/** As a masked copy: only a square in the middle is not black. */
const MASKED = PICTURE.map((level, at) => (isInside(Math.floor(at / 3)) ? Math.max(level, 1) : 0));

function isInside(place: number): boolean {
  const [x, y] = [place % SIZE, Math.floor(place / SIZE)];
  return x >= 4 && x < 8 && y >= 4 && y < 8;
}

const ALL = augmentationSchema.parse({
  ...{ flips: 'both', rotation: 180, shift: 0.2, scale: 0.5 },
  rgb: { brightness: 0.5, contrast: 0.5, saturation: 1 },
  hed: { scale: 0.5, shift: 0.2 },
});
const light = (rgb: Partial<NonNullable<Change['rgb']>>): Change => ({
  ...NO_CHANGE,
  rgb: { brightness: 1, contrast: 1, saturation: 1, ...rgb },
});

describe('a change', () => {
  it('is the same for the same seed, epoch, image and time, and another for any other', () => {
    const first = changeOf(ALL, 1, 2, 'abc', 0);
    expect(changeOf(ALL, 1, 2, 'abc', 0)).toEqual(first);
    for (const other of [
      changeOf(ALL, 2, 2, 'abc', 0),
      changeOf(ALL, 1, 3, 'abc', 0),
      changeOf(ALL, 1, 2, 'abd', 0),
      changeOf(ALL, 1, 2, 'abc', 1),
    ])
      expect(other).not.toEqual(first);
  });

  it('of no augmentation, and of one at its defaults, is none', () => {
    expect(changeOf(null, 1, 1, 'a', 0)).toBe(NO_CHANGE);
    for (let seed = 0; seed < 20; seed++) expect(changeOf(augmentationSchema.parse({}), seed, 1, 'a', 0)).toEqual(NO_CHANGE);
  });

  it.each([
    ['flips', { ...ALL, flips: 'none' }],
    ['rotation', { ...ALL, rotation: 0 }],
    ['shift', { ...ALL, shift: 0 }],
    ['scale', { ...ALL, scale: 0 }],
    ['rgb', { ...ALL, rgb: { ...ALL.rgb, brightness: 0 } }],
    ['hed', { ...ALL, hed: { ...ALL.hed, scale: 0 } }],
  ] as const)('without %s draws everything else as before', (name, recipe) => {
    const flat = (change: Change) => ({ ...change.geometry, ...change.geometry?.mirrored, ...change.rgb, ...change.stains });
    const [before, after] = [flat(changeOf(ALL, 1, 1, 'a', 0)), flat(changeOf(recipe, 1, 1, 'a', 0))];
    const own = {
      flips: ['mirrored', 'across', 'down'],
      rotation: ['degrees'],
      shift: ['shift'],
      scale: ['factor'],
      rgb: ['brightness'],
      hed: ['scale'],
    };
    const others = Object.keys(before).filter((key) => !own[name].includes(key));
    expect(others.length).toBeGreaterThan(6);
    for (const key of others) expect(Reflect.get(after, key), key).toEqual(Reflect.get(before, key));
  });

  it('stays within what the recipe allows, and uses all of it', () => {
    const stream = randomFor(4, 'many');
    const changes = Array.from({ length: 4000 }, () => drawChange(ALL, stream));
    const spread = (values: readonly (number | undefined)[]) => {
      const numbers = values.map((value) => value ?? Number.NaN);
      return [Math.min(...numbers), Math.max(...numbers), numbers.reduce((a, b) => a + b) / numbers.length];
    };
    const about = (low: number, high: number, mean: number) => [low, high, mean].map((value) => expect.closeTo(value, 1));
    expect(spread(changes.map(({ geometry }) => (geometry?.degrees ?? Number.NaN) / 180))).toEqual(about(-1, 1, 0));
    expect(spread(changes.map(({ geometry }) => Math.log(geometry?.factor ?? 0) / Math.log(1.5)))).toEqual(about(-1, 1, 0));
    expect(spread(changes.map(({ geometry }) => geometry?.shift.down))).toEqual(about(-0.2, 0.2, 0));
    expect(spread(changes.map(({ rgb }) => rgb?.contrast))).toEqual(about(0.5, 1.5, 1));
    expect(spread(changes.map(({ rgb }) => rgb?.saturation))).toEqual(about(0, 2, 1));
    expect(spread(changes.map(({ stains }) => stains?.scale[2]))).toEqual(about(0.5, 1.5, 1));
    expect(spread(changes.map(({ stains }) => stains?.shift[1]))).toEqual(about(-0.2, 0.2, 0));
    expect(changes.filter(({ geometry }) => geometry?.mirrored.across).length / 4000).toBeCloseTo(0.5, 1);
    expect(changes.filter(({ geometry }) => geometry?.mirrored.across && geometry.mirrored.down).length / 4000).toBeCloseTo(0.25, 1);
  });

  it.each([
    ['horizontal', true, false],
    ['vertical', false, true],
    ['none', false, false],
  ] as const)('with the flips %s mirrors across: %s, down: %s', (flips, across, down) => {
    const changes = Array.from({ length: 60 }, (_, time) => drawChange({ ...ALL, flips }, randomFor(time)).geometry?.mirrored);
    expect(changes.some((mirrored) => mirrored?.across)).toBe(across);
    expect(changes.some((mirrored) => mirrored?.down)).toBe(down);
  });
});

describe('an augmented picture', () => {
  it('of no change has the same bytes', () => {
    expect(augment(PICTURE, SIZE, NO_CHANGE, false)).toEqual(PICTURE);
    expect(augment(MASKED, SIZE, NO_CHANGE, true)).toEqual(MASKED);
  });

  it.each([
    ['factors of 1', light({})],
    ['stains that stay', { ...NO_CHANGE, stains: { scale: [1, 1, 1], shift: [0, 0, 0] } } satisfies Change],
    [
      'a geometry that stays',
      {
        ...NO_CHANGE,
        geometry: { mirrored: { across: false, down: false }, degrees: 0, factor: 1, shift: { across: 0, down: 0 } },
      } satisfies Change,
    ],
  ])('of %s has the same bytes too', (_, change) => {
    expect(augment(PICTURE, SIZE, change, false)).toEqual(PICTURE);
    expect(augment(MASKED, SIZE, change, true)).toEqual(MASKED);
  });

  it('leaves the picture it is made of as it was', () => {
    const before = PICTURE.slice();
    for (let time = 0; time < 20; time++) augment(PICTURE, SIZE, changeOf(ALL, 1, 1, 'a', time), false);
    expect(PICTURE).toEqual(before);
  });

  it('is the same every time', () => {
    const change = changeOf(ALL, 1, 1, 'a', 0);
    expect(augment(PICTURE, SIZE, change, false)).toEqual(augment(PICTURE, SIZE, change, false));
    expect(augment(PICTURE, SIZE, change, false)).not.toEqual(PICTURE);
  });

  it('of a masked copy stays black wherever no cell has been moved to', () => {
    for (let time = 0; time < 50; time++) {
      const { geometry, ...colours } = changeOf(ALL, 1, 1, 'a', time);
      const recoloured = augment(MASKED, SIZE, { geometry: null, ...colours }, true);
      recoloured.forEach((level, at) => {
        if (!isInside(Math.floor(at / 3))) expect(level).toBe(0);
      });
      const moved = augment(MASKED, SIZE, { geometry, ...colours }, true);
      // The cell of 4 × 4 pixels is at most half as large again; what it has been blurred into is around it.
      const lit = Array.from({ length: SIZE * SIZE }, (_, place) => place).filter((place) =>
        moved.subarray(place * 3, place * 3 + 3).some((level) => level > 0),
      );
      expect(lit.length).toBeLessThanOrEqual(9 * 9);
    }
  });

  it('of a picture that is no masked copy is black nowhere but by its colours', () => {
    const bright = new Uint8Array(SIZE * SIZE * 3).fill(200);
    for (let time = 0; time < 50; time++) {
      const { geometry } = changeOf(ALL, 1, 1, 'a', time);
      expect(Math.min(...augment(bright, SIZE, { ...NO_CHANGE, geometry }, false))).toBe(200);
    }
  });
});

describe('colours', () => {
  const mean = (levels: ArrayLike<number>) => Array.from(levels).reduce((a, b) => a + b, 0) / levels.length;
  const dull = Uint8Array.from([100, 100, 100, 50, 150, 100, 120, 80, 100, 90, 110, 60]);
  const grey = (levels: ArrayLike<number>) =>
    Array.from(
      { length: levels.length / 3 },
      (_, k) => 0.299 * (levels[3 * k] ?? 0) + 0.587 * (levels[3 * k + 1] ?? 0) + 0.114 * (levels[3 * k + 2] ?? 0),
    );

  it('get brighter by a factor', () => {
    expect([...jitterColours(dull, light({ brightness: 1.25 }), false)]).toEqual([...dull].map((level) => expect.closeTo(level * 1.25, 3)));
  });

  it('spread about their mean grey by contrast', () => {
    const levels = jitterColours(dull, light({ contrast: 0.5 }), false);
    expect(mean(grey(levels))).toBeCloseTo(mean(grey(dull)), 3);
    expect([...levels]).toEqual([...dull].map((level) => expect.closeTo((level + mean(grey(dull))) / 2, 3)));
  });

  it('go grey by saturation, each pixel as bright as it was', () => {
    const levels = jitterColours(dull, light({ saturation: 0 }), false);
    expect(grey(levels)).toEqual(grey(dull).map((level) => expect.closeTo(level, 3)));
    for (let k = 0; k < levels.length; k += 3) expect(levels[k]).toBe(levels[k + 2]);
  });

  it('are cut off at black and white, once and at the end', () => {
    const extreme = Uint8Array.of(250, 5, 130);
    expect([...jitterColours(extreme, light({ brightness: 1.9 }), false)].every((level) => level >= 0 && level <= 255)).toBe(true);
    // Brightened beyond white and halved again by contrast about the mean: not what was cut off in between.
    const [red] = jitterColours(Uint8Array.of(200, 200, 200, 0, 0, 0), light({ brightness: 1.5, contrast: 0.5 }), false);
    expect(red).toBeCloseTo(0.5 * 300 + 0.5 * 150, 3);
  });

  it('of a masked copy take their mean of the cell alone', () => {
    const copy = Uint8Array.of(0, 0, 0, 100, 100, 100, 200, 200, 200, 0, 0, 0);
    expect([...jitterColours(copy, light({ contrast: 0.5 }), true)]).toEqual(
      [0, 0, 0, 125, 125, 125, 175, 175, 175, 0, 0, 0].map((level) => expect.closeTo(level, 3)),
    );
    expect([...jitterColours(new Uint8Array(12), light({ contrast: 0.5 }), true)]).toEqual(new Array(12).fill(0));
  });
});
