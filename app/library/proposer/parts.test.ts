import { describe, expect, it } from 'vitest';
import { randomFor } from '../../random/random.ts';
import { coloursOf } from './colourOdds.ts';
import { componentsOf, holesFilled, regionOf, withoutSmall } from './components.ts';
import { contactSheet } from './contactSheet.ts';
import { dice } from './dice.ts';
import { distancesTo, opened } from './distance.ts';
import { expertMask } from './expertMask.ts';
import { densitiesOf, lightOf, withoutBars } from './light.ts';
import { bestOutline, insideOf } from './outline.ts';
import { BACKGROUND, disc, flat, painted, within } from './painted.fixture.ts';
import { centreOf, planeOf, type Region, regionWhere, sizeOf } from './plane.ts';
import { enlarged, reduced } from './scale.ts';
import { boxMean } from './smooth.ts';
import { AZURE, absorbed, azureOf, BROWN, weightsOf } from './stains.ts';
import { otsu } from './threshold.ts';

/** From lines of # and . */
function drawn(...lines: readonly string[]): Region {
  return regionWhere({ width: lines[0]?.length ?? 0, height: lines.length }, (at) => lines.join('')[at] === '#');
}

describe('the light beside the cells', () => {
  it('is the background, also where red cells lie in the frame and black bars at the sides', () => {
    const pixels = painted(100, 100, [
      [
        [disc(5, 5, 14), disc(95, 50, 14), disc(50, 50, 30)],
        [150, 90, 120],
      ],
    ]);
    for (let y = 0; y < 100; y++) pixels.data.fill(0, y * 300, y * 300 + 12);
    const box = withoutBars(pixels);
    expect(box).toEqual({ left: 4, top: 0, right: 100, bottom: 100 });
    lightOf(pixels, box).forEach((level, channel) => {
      expect(level).toBeCloseTo(BACKGROUND[channel as 0 | 1 | 2], 6);
    });
  });

  it.each([
    ['black', flat(5, 4, [0, 0, 0])],
    ['one pixel', flat(1, 1)],
  ])('of a picture that is %s is looked for in all of it', (_, pixels) => {
    const box = withoutBars(pixels);
    expect(box).toEqual({ left: 0, top: 0, right: pixels.width, bottom: pixels.height });
    expect(lightOf(pixels, box).every(Number.isFinite)).toBe(true);
  });

  it('has no density itself, and a tenth of it has 1', () => {
    const box = { left: 0, top: 0, right: 2, bottom: 1 };
    const { data } = densitiesOf({ data: Uint8Array.of(199, 199, 199, 19, 199, 199), width: 2, height: 1 }, box, [199, 199, 199]);
    expect(Array.from(data)).toEqual([0, 0, 0, 1, 0, 0].map((value) => expect.closeTo(value, 6)));
  });
});

describe('deconvolution', () => {
  it('gives back the amount of azure whatever brown lies over it', () => {
    const amounts = [
      [0, 0],
      [1, 0],
      [0, 1],
      [0.4, 0.7],
    ] as const;
    const data = Float32Array.from(
      amounts.flatMap(([azure, brown]) => [0, 1, 2].map((c) => azure * (AZURE[c] ?? 0) + brown * (BROWN[c] ?? 0))),
    );
    const plane = azureOf({ data, width: 4, height: 1 });
    expect(Array.from(plane.data)).toEqual(amounts.map(([azure]) => expect.closeTo(azure, 5)));
    expect(Array.from(absorbed(plane, 1).data)[1]).toBeCloseTo(0.9, 5);
  });

  it('leaves what is at right angles to both out', () => {
    const [a, b] = [AZURE, BROWN];
    const across = [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
    expect(weightsOf(a, b).reduce((sum, weight, c) => sum + weight * (across[c] ?? 0), 0)).toBeCloseTo(0, 10);
  });
});

describe('the threshold', () => {
  it('lies between two groups, however unequal', () => {
    const threshold = otsu(Float32Array.from([...Array(90).fill(1), ...Array(10).fill(5)])) ?? 0;
    expect(threshold).toBeGreaterThan(1);
    expect(threshold).toBeLessThan(5);
  });
  it.each([[[]], [[3]], [[2, 2, 2]], [[Number.NaN]]])('is none for %j', (values) => {
    expect(otsu(Float32Array.from(values))).toBeUndefined();
  });
});

describe('components', () => {
  const region = drawn('##..#', '#...#', '..#..', '.....', '#####', '#...#', '#.#.#', '#...#', '#####');
  it('are the connected pieces, corners and all', () => {
    expect(componentsOf(region).map(({ pixels }) => pixels.length)).toEqual([3, 2, 1, 16, 1]);
    expect(componentsOf(drawn('#.', '.#'))).toHaveLength(1);
    expect(componentsOf(drawn('#.', '.#'), false)).toHaveLength(2);
    expect(componentsOf(drawn('##', '##'))[0]?.centre).toEqual({ x: 0.5, y: 0.5 });
  });
  it('that are small go, and the others stay', () => {
    expect(sizeOf(withoutSmall(region, 3))).toBe(19);
    expect(regionOf(componentsOf(region), 5, 9)).toEqual(region);
  });
  it('have their holes filled, up to a size, but no bays', () => {
    const ring = drawn('.....', '.###.', '.#.#.', '.###.', '.....');
    expect(sizeOf(holesFilled(ring))).toBe(9);
    expect(sizeOf(holesFilled(ring, 0))).toBe(8);
    const bay = drawn('.###.', '.#.#.', '.#.#.');
    expect(holesFilled(bay)).toEqual(bay);
    expect(holesFilled(drawn('###', '###'))).toEqual(drawn('###', '###'));
  });
});

describe('distances', () => {
  it('are within 9 % of those counted one by one', () => {
    const random = randomFor(1, 'distances');
    const region = regionWhere({ width: 23, height: 17 }, () => random.uniform(0, 1) < 0.02);
    const { data } = distancesTo(region);
    for (let at = 0; at < data.length; at++) {
      let nearest = Number.POSITIVE_INFINITY;
      for (let to = 0; to < data.length; to++) {
        if (region.data[to] === 1)
          nearest = Math.min(nearest, Math.hypot((at % 23) - (to % 23), Math.floor(at / 23) - Math.floor(to / 23)));
      }
      expect(data[at]).toBeGreaterThanOrEqual(nearest - 1e-4);
      expect(data[at]).toBeLessThanOrEqual(nearest * 1.09 + 1e-4);
    }
  });
  it('to nothing are infinite', () => {
    expect(distancesTo(drawn('..')).data).toEqual(Float32Array.of(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY));
  });
  it('open a region: a thin line goes, a disc stays', () => {
    const both = within([disc(20, 20, 10)], 60, 40);
    for (let x = 35; x < 55; x++) both.data[20 * 60 + x] = 1;
    const kept = opened(both, 3);
    expect(kept.data[20 * 60 + 45]).toBe(0);
    expect(dice(kept, within([disc(20, 20, 10)], 60, 40))).toBeGreaterThan(0.95);
  });
});

describe('the outline', () => {
  const settings = { directions: 96, distances: 64, stiffness: 1e-4 };
  it.each([
    ['a disc', [disc(50, 50, 30)], 50, 50],
    ['a disc, from off its middle', [disc(50, 50, 30)], 58, 45],
    ['two discs grown together', [disc(42, 50, 24), disc(60, 50, 24)], 50, 50],
    ['a disc cut by the border', [disc(50, 8, 30)], 50, 15],
  ] as const)('encloses %s', (_, discs, x, y) => {
    const wanted = within(discs, 100, 100);
    const score = planeOf(wanted, (at) => (wanted.data[at] === 1 ? 1 : -1));
    expect(dice(insideOf(bestOutline(score, { x, y }, -0.3, settings), 100, 100), wanted)).toBeGreaterThan(0.96);
  });

  it('is closed and as smooth from its last direction to its first as anywhere', () => {
    const random = randomFor(2, 'outline');
    const score = planeOf({ width: 80, height: 80 }, () => random.uniform(-1, 1));
    const { radii } = bestOutline(score, { x: 40, y: 40 }, -0.3, settings);
    const step = (Math.hypot(40, 40) / 64) * 3 + 1e-3;
    radii.forEach((radius, direction) => {
      expect(Math.abs(radius - (radii.at(direction - 1) ?? 0))).toBeLessThanOrEqual(step);
    });
  });
});

describe('colours', () => {
  it('that occur inside alone speak for the cell, those outside alone against it, those in neither for nothing', () => {
    const pixels = painted(40, 40, [
      [[disc(20, 20, 10)], [100, 40, 130]],
      [[disc(3, 3, 3)], [30, 200, 30]],
    ]);
    const densities = densitiesOf(pixels, { left: 0, top: 0, right: 40, bottom: 40 }, [250, 244, 235]);
    const inside = within([disc(20, 20, 8)], 40, 40);
    const outside = regionWhere(inside, (at) => at % 40 > 32);
    const { data } = coloursOf(densities).odds(inside, outside, { prior: 2, most: 2 });
    expect(data[20 * 40 + 20]).toBeGreaterThan(1);
    expect(data[39]).toBeLessThan(-1);
    expect(Math.abs(data[2 * 40 + 2] ?? 9)).toBeLessThan(0.6);
  });
});

describe('scales', () => {
  it('reduce by means, also where the last square is cut', () => {
    const { data, width, height } = reduced({ data: Uint8Array.of(0, 0, 0, 100, 100, 100, 50, 60, 70), width: 3, height: 1 }, 2);
    expect([width, height, ...data]).toEqual([2, 1, 50, 50, 50, 50, 60, 70]);
  });
  it('bring a disc back to nearly the disc it was', () => {
    const wanted = within([disc(100, 100, 60)], 201, 203);
    const small = reduced(
      {
        data: Uint8Array.from(wanted.data, (v) => v * 255).reduce(
          (all, v, at) => all.fill(v, at * 3, at * 3 + 3),
          new Uint8Array(201 * 203 * 3),
        ),
        width: 201,
        height: 203,
      },
      3,
    );
    const region = regionWhere(small, (at) => (small.data[at * 3] ?? 0) > 127);
    expect(dice(enlarged(region, 3, 201, 203), wanted)).toBeGreaterThan(0.985);
  });
  it('take means over a box that ends at the border', () => {
    expect(Array.from(boxMean(Float32Array.of(0, 3, 6, 9), 4, 1, 1, 1))).toEqual([1.5, 3, 6, 7.5]);
    expect(Array.from(boxMean(Float32Array.of(7), 1, 1, 1, 5))).toEqual([7]);
  });
});

describe('Dice', () => {
  it.each([
    [drawn('##'), drawn('##'), 1],
    [drawn('##'), drawn('#.'), 2 / 3],
    [drawn('#.'), drawn('.#'), 0],
    [drawn('..'), drawn('..'), 1],
  ])('of two regions is what both share', (a, b, wanted) => {
    expect(dice(a, b)).toBeCloseTo(wanted, 12);
  });
  it('refuses regions of two sizes', () => {
    expect(() => dice(drawn('#'), drawn('##'))).toThrow(RangeError);
  });
  it('has a centre where there is something', () => {
    expect(centreOf(drawn('..#'))).toEqual({ x: 2, y: 0 });
    expect(centreOf(drawn('...'))).toBeUndefined();
  });
});

describe('a mask by an expert', () => {
  const of = (...levels: number[]) => expertMask({ data: Uint8Array.from(levels), width: levels.length, height: 1 }, levels.length, 1);
  it('tells the nucleus where there is cytoplasm', () => {
    expect(Array.from(of(0, 128, 255).cell.data)).toEqual([0, 1, 1]);
    expect(Array.from(of(0, 128, 255).nucleus?.data ?? [])).toEqual([0, 0, 1]);
    expect(Array.from(of(0, 1, 2).nucleus?.data ?? [])).toEqual([0, 0, 1]);
  });
  it.each([[[0, 255]], [[0, 1]], [[0, 0]], [[255]]])('of %j tells no nucleus', (levels) => {
    expect(of(...levels).nucleus).toBeNull();
  });
});

it('a contact sheet shows each picture with its views beside each other', () => {
  const pixels = flat(20, 10);
  const cell = within([disc(10, 5, 4)], 20, 10);
  const { data, width, height } = contactSheet([{ pixels, views: [null, { cell, nucleus: null }] }]);
  expect([width, height]).toEqual([3 * 2 * 180, 180]);
  const greens = (left: number) => {
    let count = 0;
    for (let y = 0; y < 180; y++)
      for (let x = left; x < left + 180; x++) if (data[(y * width + x) * 3] === 0 && data[(y * width + x) * 3 + 1] === 160) count++;
    return count;
  };
  expect(greens(0)).toBe(0);
  expect(greens(180)).toBeGreaterThan(50);
  expect(contactSheet([]).data.every((level) => level === 255)).toBe(true);
});
