import { describe, expect, it } from 'vitest';
import { type CurvePoint, thinned } from './thinned.ts';

const circle = Array.from({ length: 20_001 }, (_, at): CurvePoint => {
  const angle = (Math.PI / 2) * (at / 20_000);
  return [1 - Math.cos(angle), Math.sin(angle)];
});

describe('a curve of many points', () => {
  it('is shown by few, with its ends, and none farther from its neighbours than two steps', () => {
    const few = thinned(circle, 200);
    expect(few.length).toBeLessThanOrEqual(200);
    expect(few.length).toBeGreaterThan(40);
    expect([few[0], few.at(-1)]).toEqual([circle[0], circle.at(-1)]);
    for (const [at, [x, y]] of few.slice(1).entries())
      expect(Math.hypot(x - (few[at]?.[0] ?? 0), y - (few[at]?.[1] ?? 0))).toBeLessThan(0.06);
  });

  it('that jumps to and fro keeps within what was asked for', () => {
    const jumping = circle.map(([x], at): CurvePoint => [x, at % 2]);
    expect(thinned(jumping, 200).length).toBeLessThanOrEqual(200);
  });

  it.each<[string, CurvePoint[], CurvePoint[]]>([
    ['nothing', [], []],
    ['one point', [[0, 1]], [[0, 1]]],
    [
      'a level run',
      [
        [0, 1],
        [0.25, 1],
        [0.5, 1],
      ],
      [
        [0, 1],
        [0.5, 1],
      ],
    ],
    [
      'an upright run',
      [
        [0, 0],
        [0, 0.5],
        [0, 1],
      ],
      [
        [0, 0],
        [0, 1],
      ],
    ],
    [
      'up and down again',
      [
        [0, 0],
        [0, 1],
        [0, 0.5],
      ],
      [
        [0, 0],
        [0, 1],
        [0, 0.5],
      ],
    ],
    [
      'a slope',
      [
        [0, 0],
        [0.5, 0.5],
        [1, 1],
      ],
      [
        [0, 0],
        [0.5, 0.5],
        [1, 1],
      ],
    ],
  ])('of %s leaves out only what shows nothing', (_, points, kept) => {
    expect(thinned(points, 10)).toEqual(kept);
  });
});
