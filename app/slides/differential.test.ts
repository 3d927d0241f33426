import { describe, expect, it } from 'vitest';
import { ADULT_RANGES, classKey, differentialSchema, referenceRangesSchema } from '../contract/differential.ts';
import type { CellLabel, CellResult } from '../contract/slides.ts';
import { WBC_CLASSES } from '../contract/words.ts';
import { exactInterval } from '../evaluation/exactInterval.ts';
import { type CountableCell, comparisonOf, differentialOf } from './differential.ts';

function sure(predicted: string, more: Partial<CountableCell> = {}): CountableCell {
  const result: CellResult = { kind: 'classified', predicted, probability: 0.99, second: null, probabilities: [], isBelowThreshold: false };
  return { label: null, duplicateOf: null, flags: [], result, ...more };
}

const unsure: CountableCell = sure('Monocyte', {
  result: { kind: 'classified', predicted: 'Monocyte', probability: 0.4, second: null, probabilities: [], isBelowThreshold: true },
});
const broken: CountableCell = sure('', { result: { kind: 'unclassified', reason: 'missing', sentence: 'It is gone.' } });
const as = (name: string): CellLabel => ({ kind: 'class', class: name });
const times = (count: number, cell: CountableCell) => Array.from({ length: count }, () => cell);
const count = (cells: readonly CountableCell[], ranges = ADULT_RANGES) => differentialOf(WBC_CLASSES, cells, ranges);

describe('the differential count', () => {
  it('counts cells by class, a person’s word before the model’s, and what is not counted apart', () => {
    const cells = [
      ...times(60, sure('Neutrophil')),
      ...times(30, sure('Lymphocyte')),
      ...times(5, sure('Monocyte', { label: as('Lymphocyte') })),
      ...[{ ...unsure, label: as('Monocyte') }, { ...broken, label: as('Blast') }, sure('Basophil', { label: as('Blast') })],
      ...[unsure, unsure, broken, sure('Neutrophil', { duplicateOf: 1 }), sure('Neutrophil', { label: { kind: 'not counted' } })],
      ...[sure('Neutrophil', { flags: ['several cells'] }), sure('', { result: { kind: 'waiting' } })],
    ];
    const found = count(cells);
    expect(found.classes.map((line) => [line.class, line.cells, line.byPerson])).toEqual([
      ['Basophil', 0, 0],
      ['Eosinophil', 0, 0],
      ['Lymphocyte', 35, 5],
      ['Monocyte', 1, 1],
      ['Neutrophil', 60, 0],
      ['Blast', 2, 2],
    ]);
    expect(found).toMatchObject({ counted: 98, uncertain: 3, unclassified: 1, waiting: 1, notCounted: 1, duplicates: 1 });
    const all = found.counted + found.uncertain + found.unclassified + found.waiting + found.notCounted + found.duplicates;
    expect(all).toBe(cells.length);
    expect(found.classes.reduce((sum, { share }) => sum + (share ?? 0), 0)).toBeCloseTo(1, 12);
    expect(found.classes.map(({ low, high }) => [low, high])).toEqual(found.classes.map((line) => exactInterval(line.cells, 98)));
    expect(differentialSchema.parse(found)).toEqual(found);
  });

  it.each([
    ['no cell at all', []],
    ['cells of which none counts', times(10, unsure)],
  ])('of %s has no shares and compares nothing', (_, cells) => {
    const found = count(cells);
    expect(found.counted).toBe(0);
    for (const line of found.classes) expect(line).toMatchObject({ cells: 0, share: null, low: 0, high: 1, comparison: null });
  });

  it('names its ranges by the class however it is written, and has none where the lab gave none', () => {
    const ranges = { source: 'ours', ranges: [{ class: ' NEUTROPHILS', low: 10, high: 20 }] };
    const [neutrophil, other] = differentialOf(['neutrophil', 'Other'], times(5, sure('neutrophil')), ranges).classes;
    expect(neutrophil).toMatchObject({ range: { low: 10, high: 20 }, comparison: 'high' });
    expect(other).toMatchObject({ range: null, comparison: null });
  });

  it('stays itself with class names out of a nightmare', () => {
    const names = ['__proto__', 'constructor', '', ' ', 'ſ', '\u0000'];
    const found = differentialOf(
      names,
      names.map((name) => sure(name)),
      ADULT_RANGES,
    );
    expect(found.classes.map((line) => [line.class, line.cells])).toEqual(names.map((name) => [name, 1]));
  });
});

describe('compared with what is usual', () => {
  const compare = (cells: number, counted: number, low: number, high: number) => {
    const [from, to] = exactInterval(cells, counted);
    return comparisonOf({ share: cells / counted, low: from, high: to }, { low, high });
  };
  it.each([
    [10, 100, 40, 80, 'low'],
    [35, 100, 40, 80, 'possibly low'],
    [60, 100, 40, 80, 'inside'],
    [79, 100, 40, 80, 'inside'],
    [85, 100, 40, 80, 'possibly high'],
    [95, 100, 40, 80, 'high'],
    [850, 1000, 40, 80, 'high'],
    [7, 100, 0, 7, 'inside'],
    [29, 100, 29, 29, 'inside'],
    [0, 100, 0, 2, 'inside'],
    [0, 10, 1, 6, 'possibly low'],
    [0, 1000, 1, 6, 'low'],
    [100, 100, 0, 100, 'inside'],
  ])('%i of %i against %i to %i %% is %s', (cells, counted, low, high, comparison) => {
    expect(compare(cells, counted, low, high)).toBe(comparison);
  });
});

describe('reference ranges', () => {
  const range = (low: number, high: number, name = 'Monocyte') => ({ class: name, low, high });
  it.each([
    ['none', []],
    ['one that is a point', [range(3, 3)]],
  ])('may be %s', (_, ranges) => expect(referenceRangesSchema.safeParse({ source: 'ours', ranges }).success).toBe(true));

  it.each([
    ['turned round', [range(5, 2)]],
    ['below nothing', [range(-1, 2)]],
    ['above everything', [range(1, 101)]],
    ['no number', [range(Number.NaN, 2)]],
    ['twice of one class', [range(1, 2), range(2, 3, 'monocytes ')]],
    ['of no class', [range(1, 2, ' ')]],
  ])('are refused that are %s', (_, ranges) => expect(referenceRangesSchema.safeParse({ source: 'ours', ranges }).success).toBe(false));

  it('of adults cover the five classes of the study', () => {
    expect(referenceRangesSchema.parse(ADULT_RANGES)).toEqual(ADULT_RANGES);
    expect(ADULT_RANGES.ranges.map((one) => classKey(one.class)).sort()).toEqual(WBC_CLASSES.map(classKey).sort());
  });
});
