import { describe, expect, it } from 'vitest';
import { disc, paintedCell } from '../../library/proposer/painted.fixture.ts';
import { flagsOf } from './flags.ts';
import { blurOf, type Measures, measuresOf } from './measures.ts';

const SIDE = 120;
const plain = (level: readonly [number, number, number], width = SIDE, height = SIDE) => ({
  data: Buffer.from(Array.from({ length: width * height }, () => level).flat()),
  width,
  height,
});
const one = paintedCell(SIDE, disc(60, 60, 34), [disc(58, 60, 18)]).pixels;
const two = paintedCell(SIDE, disc(60, 60, 58), [disc(30, 60, 13), disc(92, 60, 12)]).pixels;
const cell: Measures = { contrast: 0.5, purity: 0.95, nucleus: 0.06, second: 0, blur: 0.35 };

describe('the measures of an image', () => {
  it('tell a nucleus from what lies beside it', () => {
    const { contrast, purity, nucleus, second } = measuresOf(one);
    expect(contrast).toBeGreaterThan(0.2);
    expect(purity).toBeGreaterThan(0.7);
    expect(nucleus).toBeCloseTo((Math.PI * 18 ** 2) / SIDE ** 2, 1);
    expect(second).toBe(0);
  });

  it('find a second nucleus, and take lobes that lie near for one', () => {
    expect(measuresOf(two).second).toBeGreaterThan(0.7);
    const lobes = paintedCell(SIDE, disc(60, 60, 40), [disc(48, 60, 11), disc(74, 60, 11)]).pixels;
    expect(measuresOf(lobes).second).toBe(0);
  });

  it('do not count a second nucleus that the border cuts: it is a neighbour', () => {
    const neighbour = paintedCell(SIDE, disc(60, 60, 58), [disc(50, 60, 14), disc(118, 60, 13)]).pixels;
    expect(measuresOf(neighbour).second).toBe(0);
  });

  it.each([
    ['white', [255, 255, 255], SIDE, SIDE],
    ['black', [0, 0, 0], SIDE, SIDE],
    ['of one pixel', [200, 100, 180], 1, 1],
    ['of one row', [200, 100, 180], 300, 1],
    ['larger than what is looked at', [230, 220, 230], 1000, 700],
  ] as const)('are numbers for an image that is %s', (_, level, width, height) => {
    const measures = measuresOf(plain(level, width, height));
    expect(Object.values(measures).every((value) => Number.isFinite(value))).toBe(true);
    expect(flagsOf([measures])).toEqual([['empty']]);
  });

  it('of a picture that is blurred more are more blurred', () => {
    const waves = (width: number) => ({
      data: Float32Array.from(
        { length: SIDE * SIDE },
        (_, at) => 128 + 100 * Math.sin(((at % SIDE) / width) * Math.PI) * Math.cos((Math.floor(at / SIDE) / width) * Math.PI),
      ),
      width: SIDE,
      height: SIDE,
    });
    const blurs = [1.5, 6, 30].map((width) => blurOf(waves(width)));
    expect(blurs).toEqual([...blurs].sort((a, b) => a - b));
    expect(new Set(blurs).size).toBe(3);
  });
});

describe('the flags of a slide', () => {
  it.each<[string, Partial<Measures>, string[]]>([
    ['a cell in focus', {}, []],
    ['a pale nucleus', { contrast: 0.11 }, []],
    ['nothing stained', { contrast: 0.05 }, ['empty']],
    ['red cells', { contrast: 0.3, purity: 0.5 }, ['empty']],
    ['nothing, and blurred', { contrast: 0, blur: 1, second: 1 }, ['empty']],
    ['a platelet beside it', { second: 0.25 }, []],
    ['two cells', { second: 0.6 }, ['several cells']],
    ['two cells out of focus', { second: 0.6, blur: 0.9 }, ['several cells', 'out of focus']],
  ])('%s alone', (_, change, expected) => expect(flagsOf([{ ...cell, ...change }])).toEqual([expected]));

  it('hold an image against the others of its slide, where there are enough of them', () => {
    const soft = { ...cell, blur: 0.6 };
    expect(flagsOf([...Array<Measures>(18).fill(cell), soft]).at(-1)).toEqual([]);
    expect(flagsOf([...Array<Measures>(30).fill(cell), soft]).at(-1)).toEqual(['out of focus']);
    expect(flagsOf([...Array<Measures>(30).fill({ ...cell, blur: 0.5 }), soft]).at(-1)).toEqual([]);
  });

  it('say that a whole slide is out of focus', () => {
    expect(flagsOf(Array<Measures>(30).fill({ ...cell, blur: 0.9 }))).toEqual(Array(30).fill(['out of focus']));
  });

  it('are none for what could not be read, which counts for nothing', () => {
    expect(flagsOf([undefined, cell])).toEqual([[], []]);
    expect(flagsOf([])).toEqual([]);
  });
});
