import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { JudgedTogether, ListedRun } from '../../../app/contract/runs.ts';
import { csvText } from './csv.ts';
import { classesCsv, curvesCsv, historyCsv, matricesCsv, realCsv, runsCsv, settingsCsv } from './tables.ts';

const NAMES = new Map([
  [1, 'plain'],
  [2, 'with, "masks"'],
]);
const rowsOf = (text: string): Record<string, string>[] => parse(text, { columns: true });

describe('a CSV text', () => {
  it('comes back as what it was made of, whatever is in it', () => {
    const rows = [
      ['a', 'b,c', 'd "e"'],
      ['line\nbreak', '', 'Färbung'],
      ['1.5', 'true', '\r\n'],
    ];
    expect(parse(csvText(rows))).toEqual(rows);
    expect(csvText([[1.5e-7, null, false]])).toBe('1.5e-7,,false\r\n');
  });
});

const scores = { precision: 0.5, recall: 1, f1: 2 / 3, support: 2 };
const interval = { low: 0.25, high: 0.75 };
const three = { precision: interval, recall: interval, f1: interval };
const judged = (run: number): JudgedTogether['runs'][number] => ({
  ...{ run, report: { perClass: { A: scores }, accuracy: 0.5, macroAverage: scores, weightedAverage: scores }, accuracyInterval: interval },
  ...{ macroF1Interval: interval, intervals: [three], confusion: [[2]], curves: [null] },
  reliability: { bins: [], expectedCalibrationError: 0 },
});
const difference = { value: 0.1, low: -0.1, high: 0.3 };
const together: JudgedTogether = {
  ...{ kind: 'together', classes: ['A'], images: 2, runs: [judged(1), judged(2)] },
  against: [
    {
      ...{ run: 2, perClass: [{ precision: difference, recall: difference, f1: difference }], overSeeds: null },
      comparison: {
        ...{ runs: ['plain', 'with'], images: 2, accuracy: [0.5, 0.5], macroF1: [0.6, 0.7], difference, mcnemar: { b: 1, c: 2, p: 0.5 } },
        ...{ bootstrap: { resamples: 2000, seed: 1 }, verdict: 'no evidence of a difference' },
      },
    },
  ],
};

describe('exported', () => {
  it('scores have a row for each run, class and score, and the difference where there is a baseline', () => {
    const rows = rowsOf(classesCsv(together, NAMES));
    expect(rows).toHaveLength(2 * (3 + 2));
    expect(rows[0]).toMatchObject({ run: '1', name: 'plain', class: 'A', score: 'precision', value: '0.5', low: '0.25', difference: '' });
    expect(rows[7]).toMatchObject({ name: 'with, "masks"', score: 'f1', value: String(2 / 3), difference: '0.1', difference_high: '0.3' });
  });

  it('verdicts have both macro-F1, the interval, McNemar and the words', () => {
    expect(rowsOf(realCsv(together, NAMES, 1))).toEqual([
      expect.objectContaining({
        baseline: 'plain',
        macro_f1_baseline: '0.6',
        macro_f1: '0.7',
        only_run_right: '2',
        verdict: 'no evidence of a difference',
      }),
    ]);
  });

  it('matrices have a row for each cell', () => {
    expect(rowsOf(matricesCsv(together, NAMES))[1]).toEqual({ run: '2', name: 'with, "masks"', actual: 'A', predicted: 'A', images: '2' });
  });

  it('curves keep what was not measured empty, and have what the seeds span where there are several', () => {
    const epoch = { epoch: 1, trainLoss: 0.25, trainAccuracy: null, valLoss: null, valAccuracy: null, valMacroF1: null, seconds: 3 };
    const seeds = [1, 2].map((seed) => ({ run: seed, seed, macroF1: 0.5 }));
    const bands = [{ epoch: 2, macroF1: { low: 0.1, mean: 0.2, high: 0.3 }, loss: null }];
    const curves = [{ run: 1, epochs: [epoch, { ...epoch, epoch: 2 }] }];
    const [first, second] = rowsOf(curvesCsv({ curves, seedGroups: [{ chosen: [1], runs: seeds, bands }] }, NAMES));
    expect(first).toMatchObject({ name: 'plain', epoch: '1', train_loss: '0.25', val_macro_f1: '', seconds: '3', seeds: '' });
    expect(second).toMatchObject({ seeds: '2', val_macro_f1_low: '0.1', val_macro_f1_high: '0.3', val_loss_low: '' });
  });

  it('settings have a column for each run, by the names of recipe files', () => {
    const settings = {
      differing: [{ name: 'maskedCopies', values: [false, true] }],
      same: [{ name: 'training.freeze', values: ['["conv1","a,b"]'] }],
    };
    expect(rowsOf(settingsCsv(settings, ['plain', 'with "masks"']))).toEqual([
      { setting: 'maskedCopies', differs: 'true', plain: 'false', 'with "masks"': 'true' },
      { setting: 'training.freeze', differs: 'false', plain: '["conv1","a,b"]', 'with "masks"': '["conv1","a,b"]' },
    ]);
  });

  it('the history of an image says of every run what it took it for, and how sure it was', () => {
    const image = { id: 1, path: 'val/data/A/1, "2".png', sha256: 'ab' } as Parameters<typeof historyCsv>[0]['image'];
    const said = { predicted: 'B', actual: 'A', probability: 0.75, ofActual: 0.25, network: 'wbc', seed: 3, finishedAt: null } as const;
    const [row] = rowsOf(historyCsv({ image, classes: ['A', 'B'], answers: [{ ...said, run: 2, name: 'plain' }] }));
    expect(row).toMatchObject({
      image: 'val/data/A/1, "2".png',
      name: 'plain',
      predicted: 'B',
      probability: '0.75',
      probability_of_actual: '0.25',
    });
  });

  it('runs keep their notes, with all their lines', () => {
    const run: ListedRun = {
      ...{
        id: 1,
        name: 'plain',
        study: 1,
        studyName: null,
        network: 'wbc',
        arm: 'plain',
        dataSet: { id: 1, name: 'blood', hash: '0'.repeat(64) },
      },
      ...{ subset: null, seed: 1, state: 'finished', epochs: { done: 3, planned: 3 }, scores: { accuracy: 0.5, macroF1: 0.5, loss: 1 } },
      ...{ seconds: 1, engine: null, device: null, startedAt: null, finishedAt: null, failure: null, tags: ['a', 'b'], note: 'one\n"two"' },
    };
    expect(rowsOf(runsCsv([run]))[0]).toMatchObject({ name: 'plain', subset: '', tags: 'a b', note: 'one\n"two"' });
  });
});
