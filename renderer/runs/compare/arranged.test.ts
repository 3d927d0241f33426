import { describe, expect, it } from 'vitest';
import type { JudgedTogether } from '../../../app/contract/runs.ts';
import { classLines, least } from './classLines.ts';
import { matrixCells } from './matrixCells.ts';

describe('a matrix', () => {
  const ours = [
    [8, 2],
    [0, 0],
  ];
  const theirs = [
    [6, 4],
    [0, 0],
  ];

  it('has counts, and shares of the row; a row without images is all 0', () => {
    expect(matrixCells(ours, theirs, 'counts').flat()).toMatchObject([
      { value: 8, isGood: true },
      { value: 2, isGood: false },
      { value: 0 },
      { value: 0 },
    ]);
    expect(
      matrixCells(ours, theirs, 'rows')
        .flat()
        .map(({ value }) => value),
    ).toEqual([0.8, 0.2, 0, 0]);
  });

  it('less the baseline’s is good where more are right or fewer are wrong', () => {
    const [right, wrong] = matrixCells(ours, theirs, 'difference').flat();
    expect(right?.value).toBeCloseTo(0.2, 12);
    expect(wrong?.value).toBeCloseTo(-0.2, 12);
    expect([right?.isGood, wrong?.isGood]).toEqual([true, true]);
    expect(
      matrixCells(theirs, ours, 'difference')
        .flat()
        .slice(0, 2)
        .map(({ isGood }) => isGood),
    ).toEqual([false, false]);
    expect(
      matrixCells(ours, ours, 'difference')
        .flat()
        .every(({ strength }) => strength === 0),
    ).toBe(true);
  });
});

describe('scores of classes', () => {
  const scores = (f1: number) => ({ precision: 0.5, recall: 0.6, f1, support: 4 });
  const interval = { low: 0.73, high: 0.9 };
  const run = (id: number, f1: number): JudgedTogether['runs'][number] => ({
    ...{ run: id, report: { perClass: { A: scores(f1) }, accuracy: 1, macroAverage: scores(f1), weightedAverage: scores(f1) } },
    ...{ accuracyInterval: interval, macroF1Interval: interval, intervals: [{ precision: interval, recall: interval, f1: interval }] },
    ...{ confusion: [[4]], curves: [null], reliability: { bins: [], expectedCalibrationError: 0 } },
  });
  const judged: JudgedTogether = { kind: 'together', classes: ['A'], images: 4, runs: [run(1, 0.7), run(2, 0.8)], against: [] };

  it('stand in the order of the columns, the macro average last', () => {
    const lines = classLines(judged, [2, 1], 'f1');
    expect(lines.map(({ name, cells }) => [name, ...cells.map(({ value }) => value)])).toEqual([
      ['A', 0.8, 0.7],
      [null, 0.8, 0.7],
    ]);
    expect(lines[1]?.cells[0]?.interval).toEqual(interval);
  });

  it('give no interval of macro averages that were not resampled', () => {
    expect(classLines(judged, [1], 'recall').at(-1)?.cells[0]).toEqual({ value: 0.6, interval: null, difference: null });
  });

  it('draw their bars from a round number below the lowest end', () => {
    expect(least(classLines(judged, [1, 2], 'f1'))).toBe(0.7);
    expect(least([])).toBe(0);
  });
});
