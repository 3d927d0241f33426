import { describe, expect, it } from 'vitest';
import { luminance } from './colours.ts';
import { explanationSchema, heatColour, heatMapSchema, heatPixels, warmest } from './explanation.ts';

const grid = (rows: number, columns: number, ...values: readonly number[]) => ({ rows, columns, values });
const map = { branch: null, weight: 1, layer: 'conv', ...grid(1, 2, 0, 1) };

describe('a heat map', () => {
  it.each([
    ['fewer values than places', { ...map, values: [1] }],
    ['more values than places', { ...map, values: [0, 1, 1] }],
    ['a value above 1', { ...map, values: [0, 1.01] }],
    ['a value below 0', { ...map, values: [-0.01, 1] }],
    ['a value that is no number', { ...map, values: [0, Number.NaN] }],
    ['no rows', { ...map, rows: 0, values: [] }],
    ['more rows than an image has', { ...map, rows: 1e9, columns: 1 }],
  ])('with %s is none', (_, wrong) => {
    expect(heatMapSchema.safeParse(map).success).toBe(true);
    expect(heatMapSchema.safeParse(wrong).success).toBe(false);
  });

  it('is part of every explanation', () => {
    const explanation = { classes: ['a'], probabilities: [1], predicted: 'a', class: 'a' };
    expect(explanationSchema.safeParse({ ...explanation, maps: [map] }).success).toBe(true);
    expect(explanationSchema.safeParse({ ...explanation, maps: [] }).success).toBe(false);
  });
});

describe('the colour of a share', () => {
  it('is lighter the larger the share is, so that it is read without seeing colours', () => {
    const light = Array.from({ length: 101 }, (_, at) => luminance(heatColour(at / 100)));
    expect(light.every((value, at) => at === 0 || value >= (light[at - 1] ?? 0))).toBe(true);
    expect(luminance(heatColour(1)) - luminance(heatColour(0))).toBeGreaterThan(0.7);
  });

  it.each([
    [-1, heatColour(0)],
    [2, heatColour(1)],
    [Number.NaN, heatColour(0)],
    [Number.POSITIVE_INFINITY, heatColour(0)],
  ])('of %d is that of the nearer end, or of nothing', (share, expected) => {
    expect(heatColour(share)).toEqual(expected);
  });
});

describe('a map over an image', () => {
  const alphas = (pixels: Uint8ClampedArray) => [...pixels].filter((_, at) => at % 4 === 3);

  it('is opaque by its values', () => {
    expect(alphas(heatPixels(grid(2, 2, 0, 1, 0.5, 0), 2, 2, 0.8))).toEqual([0, 204, 102, 0]);
    expect([...heatPixels(grid(1, 1, 1), 1, 1, 1)]).toEqual([253, 231, 37, 255]);
  });

  it('is bilinear between the middles of its places, and even beyond the outermost', () => {
    expect(alphas(heatPixels(grid(1, 2, 0, 1), 4, 1, 1))).toEqual([0, 64, 191, 255]);
    expect(alphas(heatPixels(grid(2, 1, 0, 1), 1, 4, 1))).toEqual([0, 64, 191, 255]);
  });

  it('takes an image smaller than itself', () => {
    expect(alphas(heatPixels(grid(1, 4, 0, 1, 1, 0), 1, 1, 1))).toEqual([255]);
  });
});

describe('where a map is warmest', () => {
  it.each([
    ['in a corner', grid(3, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0), { across: 'first', down: 'first', share: 1 / 9 }],
    ['in the middle', grid(3, 3, 0, 0, 0, 0, 0.6, 0, 0, 0, 0), { across: 'middle', down: 'middle', share: 1 / 9 }],
    ['down on the right', grid(3, 3, 0, 0, 0.4, 0, 0, 0.5, 0, 0, 1), { across: 'last', down: 'last', share: 2 / 9 }],
    ['everywhere', grid(1, 2, 1, 1), { across: 'middle', down: 'middle', share: 1 }],
    ['nowhere', grid(1, 2, 0, 0), null],
  ] as const)('%s', (_, of, expected) => {
    expect(warmest(of)).toEqual(expected);
  });
});
