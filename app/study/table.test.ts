import { describe, expect, it } from 'vitest';
import type { StudyResult, StudyRow } from '../contract/studyResult.ts';
import type { Arm } from '../contract/words.ts';
import { studyReference } from './reference.ts';
import { studyTable } from './table.ts';

const row = (subset: number, arm: Arm, accuracy: number, macroF1: number): StudyRow => ({
  ...{ subset, arm, trainImages: Math.floor(subset * 7), maskedCopies: 0, accuracy, accuracyInterval: [0, 1], macroF1, weightedF1: 0.5 },
  ...{ perClass: {}, confusion: [], seconds: 1, epoch: 1, bestEpoch: 1, bestMacroF1: 0.5 },
});

const resultOf = (rows: StudyRow[], validationMse = 0.00123456): StudyResult => ({
  classes: ['A', 'B'],
  rows,
  pretraining: {
    autoencoder: { validationMse, seconds: 1 },
    cam16: { classes: ['normal', 'tumor'], accuracy: 0.75, macroF1: 0.7, confusion: [], seconds: 1 },
  },
  settings: { seed: 1, imageSize: 32, engine: 'onnx', device: 'cpu', versions: {}, dataSets: {} },
  warnings: [],
  seconds: 3,
});

const reference = studyReference().rows;
const linesOf = (result: StudyResult) => studyTable(result, reference).split('\n');
const cellsOf = (line: string | undefined) => line?.split(/ {2,}/);

describe('the table of a study', () => {
  it('has a line for each subset with its arms side by side and the published rows of the same subset behind', () => {
    const rows = [
      row(1, 'plain', 0.5, 0.25),
      row(1, 'masks', 0.6, 0.35),
      row(1, 'ensemble', 0.7, 0.45),
      row(100, 'plain', 1, 1),
      row(100, 'ensemble', 0, 0),
    ];
    const lines = linesOf(resultOf(rows));
    expect(cellsOf(lines[2])).toEqual(['subset', 'train', 'plain', 'with masks', 'ensemble', 'study: plain', 'study: ensemble']);
    const [one, hundred] = lines.slice(4, 6).map(cellsOf);
    expect(one?.slice(0, 5)).toEqual(['1 %', '7', '0.5000 / 0.2500', '0.6000 / 0.3500', '0.7000 / 0.4500']);
    expect(one?.[5]).toMatch(/^0\.6221 \/ /);
    expect(one?.[6]).toMatch(/^0\.7153 \/ /);
    expect(hundred?.slice(0, 5)).toEqual(['100 %', '700', '1.0000 / 1.0000', '–', '0.0000 / 0.0000']);
    expect(hundred?.[5]).toMatch(/^0\.9444 \/ /);
  });

  it('has a dash where the study published nothing', () => {
    expect(cellsOf(linesOf(resultOf([row(12.5, 'plain', 0.5, 0.5)]))[4])).toEqual(['12.5 %', '87', '0.5000 / 0.5000', '–', '–', '–', '–']);
  });

  it('has its columns under one another', () => {
    const [header, rule, ...rows] = linesOf(resultOf([row(1, 'plain', 0.5, 0.5), row(100, 'masks', 0.5, 0.5)])).slice(2, 6);
    for (const title of ['train', 'plain', 'with masks', 'ensemble', 'study: plain']) {
      const column = header?.indexOf(title) ?? -1;
      for (const line of [rule, ...rows]) expect([line?.[column - 1], line?.[column]]).toEqual([' ', expect.not.stringMatching(' ')]);
    }
  });

  it('says what was pre-trained, and what the published numbers are of', () => {
    const text = studyTable(resultOf([]), reference);
    expect(text).toContain('validation MSE 0.001235 (study: 0.001165); CAM16, accuracy 0.7500 (study: 0.8704)');
    expect(text).toContain('1171 images, not 1728');
  });

  it('of no rows at all is a header', () => {
    expect(linesOf(resultOf([]))[3]).toMatch(/^[─ ]+$/);
    expect(linesOf(resultOf([]))[4]).toBe('');
  });
});
