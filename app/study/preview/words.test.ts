import { describe, expect, it } from 'vitest';
import { type Change, type Geometry, NO_CHANGE } from '../../training/augmentation/change.ts';
import { changeWords, mixWords } from './words.ts';

const STILL: Geometry = { mirrored: { across: false, down: false }, factor: 1, degrees: 0, shift: { across: 0, down: 0 } };
const moved = (geometry: Partial<Geometry>): Change => ({ ...NO_CHANGE, geometry: { ...STILL, ...geometry } });

describe('the words for a change', () => {
  it.each([
    ['nothing', NO_CHANGE, 'as it is'],
    ['a geometry that stays', moved({}), 'as it is'],
    ['what is too little to be seen', moved({ degrees: 0.4, factor: 1.004, shift: { across: 0.004, down: -0.004 } }), 'as it is'],
    ['a mirror', moved({ mirrored: { across: true, down: false } }), 'mirrored across'],
    ['both mirrors', moved({ mirrored: { across: true, down: true } }), 'mirrored across and down'],
    ['a turn to the right', moved({ degrees: 37.2 }), '37° right'],
    ['a turn to the left', moved({ degrees: -179.6 }), '180° left'],
    ['a size', moved({ factor: 1 / 1.1 }), '× 0.91'],
    ['a move', moved({ shift: { across: -0.031, down: 0.5 } }), '3 % left, 50 % down'],
    ['light', { ...NO_CHANGE, rgb: { brightness: 0.9, contrast: 1, saturation: 1.25 } }, 'brightness × 0.90, saturation × 1.25'],
    ['all of it', { ...moved({ degrees: 5 }), rgb: { brightness: 0.9, contrast: 1, saturation: 1 } }, '5° right; brightness × 0.90'],
    ['stains', { ...NO_CHANGE, stains: { scale: [1.05, 1, 0.999], shift: [0, -0.0204, 0.0001] } }, 'H × 1.05, E × 1.00 − 0.020'],
  ] as const)('of %s are right', (_, change, words) => {
    expect(changeWords(change).join('; ')).toBe(words);
  });
});

it.each([
  [0.62, '62 % of it, 38 % of b.png'],
  [0, '0 % of it, 100 % of b.png'],
  [0.999, '100 % of it, 0 % of b.png'],
])('a share of %d reads "%s"', (share, words) => {
  expect(mixWords({ share, partners: [1, 0] }, { name: 'b.png', isMaskedCopy: false })).toBe(words);
  expect(mixWords({ share, partners: [1, 0] }, { name: 'b.png', isMaskedCopy: true })).toBe(`${words}, masked`);
});
