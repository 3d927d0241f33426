import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Cell, type CellFlag, type CellLabel, type SlideModel, standingOf } from '../contract/slides.ts';
import { findCalibration, keepCalibration } from './calibrations.ts';
import { labelCells, undoLabelling } from './cellLabels.ts';
import { addCells, cellsOf, keepResults, type NewCell, pageOfCells } from './cells.ts';
import { classifyingRuns } from './classifyingRuns.ts';
import { slides } from './migrations/0008-slides.ts';
import { MIGRATIONS } from './migrations/migrations.ts';
import { predictionsOf } from './predictions.ts';
import { addSlide, beginClassifying, deleteSlide, endClassifying, readSlide, signSlide, standingsOf } from './slides.ts';
import { openStore, type Store } from './store.ts';
import { writeVersion1 } from './version1.fixture.ts';

const BEFORE = MIGRATIONS.indexOf(slides);

let folder = '';
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smearlab-before-'));
  const file = join(folder, 'smearlab.db');
  writeVersion1(file);
  const raw = new Database(file);
  raw.pragma('foreign_keys = OFF');
  for (const migration of MIGRATIONS.slice(1, BEFORE)) raw.exec(migration);
  raw.pragma(`user_version = ${BEFORE}`);
  raw.close();
  store = openStore(file);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const MODEL: SlideModel = {
  ...{
    run: 1,
    name: 'r',
    folder: '/run',
    network: 'wbc',
    classes: ['A', 'B', 'C'],
    imageSize: 32,
    version: '0',
    checkpoint: '0'.repeat(64),
  },
  ...{ dataSet: { name: 'cells', hash: '0'.repeat(64) }, temperature: 1, threshold: 0.6, targetError: 0.02, testTimeAugmentation: false },
};
const cell = (name: string, more: Partial<NewCell> = {}): NewCell => ({
  ...{ file: `/slide/${name}`, path: name, sha256: 'a'.repeat(64), width: 10, height: 10, flags: [], duplicateOf: null },
  ...{ result: { kind: 'waiting' }, ...more },
});
const slideWith = (cells: readonly NewCell[]) => {
  const id = addSlide(store, { accession: 'A-1', notes: '', folder: '/slide', warnings: ['One.'] });
  addCells(store, id, cells);
  return id;
};

describe('a database of the version before', () => {
  it('keeps its runs and predictions, lists those that can classify, and takes calibrations, which go with their run', () => {
    expect(predictionsOf(store, 1)).toHaveLength(1);
    store.database.exec(`UPDATE runs SET classes = '["A","B"]' WHERE id = 1`);
    expect(classifyingRuns(store).map(({ model }) => [model.name, model.classes, model.validated, model.calibration])).toEqual([
      ['wbc-10-plain', ['A', 'B'], 1, null],
    ]);
    const kept = { runId: 1, temperature: 1.5, threshold: 0.7, targetError: 0.02, savedAt: 'now' };
    keepCalibration(store, { ...kept, threshold: 0.1 });
    keepCalibration(store, kept);
    expect(findCalibration(store, 1)).toEqual(kept);
    expect(() => keepCalibration(store, { ...kept, temperature: 0 })).toThrow();
    store.database.exec('DELETE FROM run_inputs; DELETE FROM runs WHERE id = 1');
    expect(findCalibration(store, 1)).toBeUndefined();
    expect(store.database.pragma('integrity_check', { simple: true })).toBe('ok');
  });
});

describe('what a cell counts as', () => {
  it('is the same in the table as in the contract, whatever was found and said', () => {
    const flags: CellFlag[][] = [[], ['empty'], ['several cells', 'out of focus']];
    const labels: (CellLabel | null)[] = [null, { kind: 'class', class: 'Blast' }, { kind: 'not counted' }];
    const found = ['sure', 'unsure', 'unclassified', 'waiting'] as const;
    const all = flags.flatMap((of) =>
      labels.flatMap((label) => found.flatMap((kind) => [true, false].map((isCopy) => ({ of, label, kind, isCopy })))),
    );
    const id = slideWith([cell('first'), ...all.map(({ of, isCopy }, at) => cell(`${at}`, { flags: of, duplicateOf: isCopy ? 0 : null }))]);
    beginClassifying(store, id, MODEL);
    const rows = cellsOf(store, id).slice(1);
    for (const [at, { kind, label }] of all.entries()) {
      const of = rows[at]?.id ?? 0;
      if (kind === 'sure') keepResults(store, MODEL, [{ cell: of, kind: 'classified', probabilities: [0.1, 0.8, 0.1] }]);
      if (kind === 'unsure') keepResults(store, MODEL, [{ cell: of, kind: 'classified', probabilities: [0.2, 0.5, 0.3] }]);
      if (kind === 'unclassified') keepResults(store, MODEL, [{ cell: of, kind: 'unclassified', reason: 'missing', sentence: 'Gone.' }]);
      if (label !== null) labelCells(store, id, [of], label);
    }
    const said = store.database.prepare('SELECT id, standing FROM cells WHERE slide_id = ? ORDER BY id').all(id) as {
      id: number;
      standing: string;
    }[];
    expect(said.map((row) => row.standing)).toEqual(cellsOf(store, id).map(standingOf));
    expect(new Set(said.map((row) => row.standing)).size).toBe(6);
    expect(Object.values(standingsOf(store).get(id) ?? {}).reduce((a, b) => a + b, 0)).toBe(all.length + 1);
  });
});

describe('results of cells', () => {
  it('name the best and the second-best class, and whether the best is below the threshold', () => {
    const id = slideWith([cell('1'), cell('2')]);
    beginClassifying(store, id, MODEL);
    const [one, other] = cellsOf(store, id);
    keepResults(store, MODEL, [
      { cell: one?.id ?? 0, kind: 'classified', probabilities: [0.3, 0.1, 0.6] },
      { cell: other?.id ?? 0, kind: 'classified', probabilities: [0.5, 0.5, 0] },
    ]);
    const results = cellsOf(store, id).map(({ result }) => result);
    expect(results[0]).toMatchObject({
      predicted: 'C',
      probability: 0.6,
      second: { class: 'A', probability: 0.3 },
      isBelowThreshold: false,
    });
    expect(results[1]).toMatchObject({ predicted: 'A', second: { class: 'B', probability: 0.5 }, isBelowThreshold: true });
  });

  it('are kept once, all or none, and a cell that is gone is passed over', () => {
    const id = slideWith([cell('1')]);
    beginClassifying(store, id, MODEL);
    const [one] = cellsOf(store, id);
    const result = (probabilities: number[]) => ({ cell: one?.id ?? 0, kind: 'classified' as const, probabilities });
    expect(() => keepResults(store, MODEL, [result([1, 0, 0]), result([1, 0])])).toThrow('other classes');
    expect(cellsOf(store, id)[0]?.result.kind).toBe('waiting');
    keepResults(store, MODEL, [result([1, 0, 0]), { ...result([0, 1, 0]), cell: 999 }]);
    keepResults(store, MODEL, [result([0, 1, 0])]);
    expect(cellsOf(store, id)[0]?.result).toMatchObject({ predicted: 'A' });
  });

  it('of a model with one class have no second', () => {
    const id = slideWith([cell('1')]);
    const model = { ...MODEL, classes: ['A'] };
    beginClassifying(store, id, model);
    keepResults(store, model, [{ cell: cellsOf(store, id)[0]?.id ?? 0, kind: 'classified', probabilities: [1] }]);
    expect(cellsOf(store, id)[0]?.result).toMatchObject({ second: null });
  });
});

describe('a slide', () => {
  it('goes from state to state, and nowhere else', () => {
    const id = slideWith([cell('1')]);
    const sign = () => signSlide(store, id, { signedBy: 'Dr. A', meaning: 'reviewed' });
    expect(sign).toThrow('is not classified yet');
    beginClassifying(store, id, MODEL);
    expect(sign).toThrow('not classified to its end');
    endClassifying(store, id);
    endClassifying(store, id);
    expect(readSlide(store, id).state).toMatchObject({ kind: 'review', model: MODEL });
    sign();
    expect(() => beginClassifying(store, id, MODEL)).toThrow('is signed');
    expect(() => deleteSlide(store, id)).toThrow('is signed');
    expect(readSlide(store, id)).toMatchObject({ warnings: ['One.'], state: { kind: 'signed', signedBy: 'Dr. A' } });
  });

  it('is deleted with its cells and labels, and its number is never given again', () => {
    const id = slideWith([cell('1'), cell('2', { duplicateOf: 0 })]);
    labelCells(
      store,
      id,
      cellsOf(store, id).map((of) => of.id),
      { kind: 'not counted' },
    );
    deleteSlide(store, id);
    for (const table of ['slides', 'cells', 'labellings', 'labelled_cells']) {
      expect(store.database.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(0);
    }
    expect(slideWith([cell('1')])).toBeGreaterThan(id);
  });

  it('takes labellings back in turn, whatever was labelled twice or not changed at all', () => {
    const id = slideWith([cell('1'), cell('2')]);
    const [one = 0, other = 0] = cellsOf(store, id).map((of) => of.id);
    const labels = () => cellsOf(store, id).map(({ label }) => (label?.kind === 'class' ? label.class : (label?.kind ?? null)));
    labelCells(store, id, [one, one], { kind: 'class', class: 'A' });
    labelCells(store, id, [one, other], { kind: 'class', class: 'B' });
    expect(labelCells(store, id, [one], { kind: 'class', class: 'B' })).toEqual([]);
    labelCells(store, id, [other], { kind: 'not counted' });
    expect(labels()).toEqual(['B', 'not counted']);
    undoLabelling(store, id);
    expect(labels()).toEqual(['B', 'B']);
    expect(undoLabelling(store, id)?.map((of) => of.cell)).toEqual([one, other]);
    expect(labels()).toEqual(['A', null]);
    undoLabelling(store, id);
    expect([labels(), undoLabelling(store, id)]).toEqual([[null, null], undefined]);
  });

  it('is paged under every filter and order, each cell once', () => {
    const id = slideWith(Array.from({ length: 9 }, (_, at) => cell(`${at}`, { flags: at % 3 === 0 ? ['empty'] : [] })));
    beginClassifying(store, id, MODEL);
    const ids = cellsOf(store, id).map((of) => of.id);
    keepResults(
      store,
      MODEL,
      ids.slice(0, 6).map((of, at) => ({ cell: of, kind: 'classified' as const, probabilities: [at / 10, 0, 1 - at / 10] })),
    );
    for (const sort of ['review', 'path', 'probability'] as const) {
      const pages = [0, 4, 8].map((offset) => pageOfCells(store, id, { filter: {}, sort, offset, limit: 4 }));
      expect(pages.map(({ total }) => total)).toEqual([9, 9, 9]);
      expect(pages.flatMap(({ cells }) => cells.map((of: Cell) => of.id)).sort((a, b) => a - b)).toEqual(ids);
    }
    const counted = (filter: Parameters<typeof pageOfCells>[2]['filter']) =>
      pageOfCells(store, id, { filter, sort: 'path', offset: 0, limit: 99 }).total;
    expect(counted({ predicted: 'C' })).toBe(5);
    expect(counted({ shownAs: null })).toBe(3);
    expect(counted({ flag: 'empty', standings: ['uncertain'] })).toBe(2);
    labelCells(store, id, [ids[8] ?? 0], { kind: 'class', class: "'; DROP TABLE cells; --" });
    expect(counted({ shownAs: "'; DROP TABLE cells; --", isCorrected: true })).toBe(1);
    expect(counted({ isCorrected: false })).toBe(8);
  });
});
