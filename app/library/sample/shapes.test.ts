import { describe, expect, it } from 'vitest';
import { randomFor } from '../../random/random.ts';
import { blob, capsule, disc, type Shape, texture, union, within, without } from './shapes.ts';

const origin = { x: 0, y: 0 };
const inside = (shape: Shape, x: number, y: number) => shape.distance(x, y) < 0;

describe('shapes', () => {
  it('measures a disc exactly', () => {
    expect(disc(origin, 2).distance(5, 0)).toBeCloseTo(3);
    expect(disc(origin, 2).distance(0, 0)).toBeCloseTo(-2);
  });

  it('closes a capsule with round ends, also where both ends are one point', () => {
    const line = capsule(origin, { x: 10, y: 0 }, 1);
    expect(line.distance(5, 3)).toBeCloseTo(2);
    expect(line.distance(13, 0)).toBeCloseTo(2);
    expect(capsule(origin, origin, 1).distance(0, 3)).toBeCloseTo(2);
  });

  it('has no point of a union farther out than its reach', () => {
    const shape = union(
      [disc(origin, 2), capsule({ x: 4, y: 4 }, { x: 9, y: 1 }, 1), blob(randomFor(1, 'b'), { x: -6, y: 0 }, 2, 0.2, 2)],
      1,
    );
    for (let angle = 0; angle < 7; angle += 0.05) {
      const out = shape.reach + 0.01;
      expect(inside(shape, shape.centre.x + out * Math.cos(angle), shape.centre.y + out * Math.sin(angle))).toBe(false);
    }
  });

  it('is the nearest of its parts when nothing is smoothed, whichever comes first', () => {
    const parts = [disc({ x: 20, y: 0 }, 1), disc(origin, 2), disc({ x: 3, y: 3 }, 4)];
    for (const [x, y] of [
      [0, 0],
      [10, 0],
      [30, -5],
      [3, 9],
    ] as const) {
      const nearest = Math.min(...parts.map((part) => part.distance(x, y)));
      expect(union(parts).distance(x, y)).toBeCloseTo(nearest);
      expect(union([...parts].reverse()).distance(x, y)).toBeCloseTo(nearest);
    }
  });

  it('cuts away and stays within', () => {
    const half = without(disc(origin, 2), disc({ x: 2, y: 0 }, 2));
    expect([inside(half, -1, 0), inside(half, 1, 0)]).toEqual([true, false]);
    const core = within(disc(origin, 2), disc(origin, 2), 0.5);
    expect([inside(core, 1.4, 0), inside(core, 1.6, 0)]).toEqual([true, false]);
  });

  it('gives textures between -1 and 1 that vary', () => {
    const grain = texture(randomFor(1, 't'), 0.7);
    const values = Array.from({ length: 500 }, (_, at) => grain(at * 0.31 - 40, at * 0.17));
    expect(Math.max(...values)).toBeLessThanOrEqual(1);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-1);
    expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(0.8);
  });
});
