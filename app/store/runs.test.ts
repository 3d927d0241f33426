import { beforeEach, describe, expect, it } from 'vitest';
import type { EpochMetrics, Prediction } from '../contract/evaluation.ts';
import { importSettingsSchema } from '../contract/library.ts';
import { recipeSchema } from '../contract/recipe.ts';
import { RUN_FILE_FORMAT, type RunFile } from '../contract/runFile.ts';
import { completeDataSet, findDataSet, placeDataSet } from './dataSets.ts';
import { imagesOf, markGone, saveImage } from './images.ts';
import { saveMask } from './masks.ts';
import { bestEpochOf, epochsOf, finishRun, forgetEpochsAfter, predictionsOf, recordEpoch } from './predictions.ts';
import {
  addRun,
  failRun,
  interruptRun,
  interruptRunningRuns,
  listRuns,
  type NewRun,
  type RunInput,
  readRun,
  shownState,
  startRun,
} from './runs.ts';
import { openStore, type Store } from './store.ts';
import { addStudy, findStudy, setStudyState, studiesOfSubsets } from './studies.ts';
import { saveSubset, subsetImageIds } from './subsets.ts';

const SETTINGS = importSettingsSchema.parse({ layout: 'splits' });
const SHA = (digit: string) => digit.repeat(64);
const ENVIRONMENT = { engine: 'onnx', device: 'cpu', versions: { 'onnxruntime-node': '1.30.0' } };

let store: Store;
let dataSetId = 0;
let studyId = 0;
let imageIds: number[] = [];
beforeEach(() => {
  store = openStore(':memory:');
  dataSetId = placeDataSet(store, 'wbc', '/images', SETTINGS);
  imageIds = ['train/data/A/1.png', 'val/data/A/2.png', 'val/data/B/3.png'].map((path, index) =>
    saveImage(store, dataSetId, {
      path,
      sha256: SHA(String(index)),
      bytes: 5,
      modified: 1.5,
      format: 'png',
      width: 4,
      height: 3,
      pages: 1,
      group: null,
      class: 'A',
      split: path.startsWith('train') ? 'train' : 'val',
    }),
  );
  completeDataSet(store, dataSetId, { hash: SHA('a'), classes: ['A', 'B'], warnings: ['one', 'two'], refused: [] });
  studyId = addStudy(store, '{}');
});

function runFile(epochs = 3): RunFile {
  const recipe = recipeSchema.parse({
    network: { name: 'wbc' },
    imageSize: 32,
    maskedCopies: false,
    loss: 'cross-entropy',
    training: { epochs },
  });
  return {
    format: RUN_FILE_FORMAT,
    name: 'wbc-10-plain',
    recipe,
    seed: 7,
    classes: ['A', 'B'],
    dataSet: { name: 'wbc', hash: SHA('a'), root: '/images' },
    subset: null,
    inputs: [],
    images: { train: [{ sha256: SHA('0'), path: 'train/data/A/1.png', class: 'A', mask: null }], val: [] },
  };
}

function plan(name: string, more: Partial<NewRun> = {}) {
  return addRun(store, { studyId, name, arm: 'plain', dataSetId, subsetId: null, runFile: runFile(), inputs: [], ...more });
}

const epoch = (number: number, more: Partial<EpochMetrics> = {}): EpochMetrics => ({
  epoch: number,
  trainLoss: 1 / number,
  trainAccuracy: 0.5,
  valLoss: null,
  valAccuracy: 0.25,
  valMacroF1: 0.1,
  seconds: 2,
  ...more,
});
const PREDICTIONS: Prediction[] = [
  { sha256: SHA('1'), path: 'val/data/A/2.png', actual: 0, predicted: 1, probabilities: [0.1, 0.9] },
  { sha256: SHA('2'), path: 'val/data/B/3.png', actual: 1, predicted: 1, probabilities: [1 / 3, 2 / 3] },
];
const OUTCOME = { seconds: 9, reportedEpoch: 3, bestEpoch: 2, bestScore: 0.5, predictions: PREDICTIONS };

describe('a study', () => {
  it('is the newest of its database, with the time it ended', () => {
    const newer = addStudy(store, '{"seed":1}');
    setStudyState(store, newer, 'finished');
    expect(findStudy(store)).toMatchObject({ id: newer, settings: '{"seed":1}', state: 'finished', finishedAt: expect.any(String) });
    setStudyState(store, newer, 'running');
    expect(findStudy(store)).toMatchObject({ state: 'running', finishedAt: null });
  });
});

it('the studies of subsets are those that have runs on some, and no sweeps', () => {
  const subsetId = saveSubset(store, dataSetId, 10, 1, imageIds);
  plan('wbc-10-plain', { subsetId });
  plan('cam16', { arm: 'pretraining', subsetId });
  plan('base-s1-f1', { subsetId, studyId: addStudy(store, '{"sweep":{},"wbc":"/images"}') });
  plan('on-all', { studyId: addStudy(store, '{"seed":1}') });
  expect(studiesOfSubsets(store)).toEqual([expect.objectContaining({ id: studyId, runs: 1, finished: 0 })]);
});

describe('a subset', () => {
  it('is the same row for the same data, and another one when the data set has changed', () => {
    const id = saveSubset(store, dataSetId, 10, 1, imageIds.slice(0, 2));
    expect(saveSubset(store, dataSetId, 10, 1, imageIds.slice(0, 2))).toBe(id);
    expect(subsetImageIds(store, id)).toEqual(imageIds.slice(0, 2));
    expect(saveSubset(store, dataSetId, 10, 2, imageIds)).not.toBe(id);
    completeDataSet(store, dataSetId, { hash: SHA('b'), classes: [], warnings: [], refused: [] });
    expect(saveSubset(store, dataSetId, 10, 1, imageIds.slice(2))).not.toBe(id);
    expect(subsetImageIds(store, id)).toEqual(imageIds.slice(0, 2));
  });

  it('cannot name an image that is not there', () => {
    expect(() => saveSubset(store, dataSetId, 1, 1, [999])).toThrow(/FOREIGN KEY/);
  });
});

describe('a run', () => {
  it('is planned with its recipe, subset and inputs', () => {
    const cam16 = plan('cam16', { arm: 'pretraining' });
    const subsetId = saveSubset(store, dataSetId, 10, 1, imageIds);
    const inputs: RunInput[] = [{ part: 'cam16', inputRunId: cam16.id, weight: 0.2 }];
    const run = plan('wbc-10-ensemble', { arm: 'ensemble', subsetId, inputs });
    expect(run).toMatchObject({
      state: 'planned',
      subsetPercent: 10,
      inputs,
      seed: 7,
      dataSetHash: SHA('a'),
      network: 'wbc',
      recipe: runFile().recipe,
    });
    expect(listRuns(store, studyId).map((row) => row.name)).toEqual(['cam16', 'wbc-10-ensemble']);
    expect(() => plan('broken', { inputs: [{ part: 'wbc', inputRunId: 999, weight: null }] })).toThrow(/FOREIGN KEY/);
    expect(listRuns(store, studyId)).toHaveLength(2);
  });

  it('planned again is brought up to date until it is finished', () => {
    const first = plan('wbc', { runFile: runFile(3) });
    recordEpoch(store, first.id, epoch(1), true);
    const second = plan('wbc', { runFile: runFile(5) });
    expect(second).toMatchObject({ id: first.id, recipe: { training: { epochs: 5 } } });
    expect(epochsOf(store, first.id)).toHaveLength(1);
    startRun(store, first.id, ENVIRONMENT);
    finishRun(store, first.id, OUTCOME);
    expect(plan('wbc', { runFile: runFile(9) })).toMatchObject({ id: first.id, state: 'finished', recipe: { training: { epochs: 5 } } });
  });

  it('runs, is interrupted and goes on with the time it began', () => {
    const { id } = plan('wbc');
    startRun(store, id, ENVIRONMENT);
    const began = readRun(store, id).startedAt;
    expect(readRun(store, id)).toMatchObject({ state: 'running', ...ENVIRONMENT });
    interruptRun(store, id);
    expect(readRun(store, id).state).toBe('interrupted');
    startRun(store, id, ENVIRONMENT);
    expect(interruptRunningRuns(store)).toBe(1);
    expect(interruptRunningRuns(store)).toBe(0);
    expect(readRun(store, id)).toMatchObject({ state: 'interrupted', startedAt: began });
  });

  it('that failed keeps its sentence until it is started again; a finished one cannot fail', () => {
    const { id } = plan('wbc');
    failRun(store, id, 'The disk is full.');
    expect(readRun(store, id)).toMatchObject({ state: 'failed', failure: 'The disk is full.' });
    startRun(store, id, ENVIRONMENT);
    finishRun(store, id, OUTCOME);
    failRun(store, id, 'too late');
    interruptRun(store, id);
    expect(readRun(store, id)).toMatchObject({
      state: 'finished',
      failure: null,
      seconds: 9,
      reportedEpoch: 3,
      bestEpoch: 2,
      bestScore: 0.5,
    });
  });

  it('that is not there is an error', () => {
    expect(() => readRun(store, 99)).toThrow(/no run 99/);
  });
});

describe('epochs', () => {
  it('come back in order, and the same epoch again replaces the first', () => {
    const { id } = plan('wbc');
    recordEpoch(store, id, epoch(2), false);
    recordEpoch(store, id, epoch(1), true);
    recordEpoch(store, id, epoch(2, { trainLoss: 9, valLoss: 3 }), true);
    expect(epochsOf(store, id)).toEqual([epoch(1), epoch(2, { trainLoss: 9, valLoss: 3 })]);
    expect(bestEpochOf(store, id)).toBe(2);
    forgetEpochsAfter(store, id, 1);
    expect(epochsOf(store, id)).toEqual([epoch(1)]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuse a loss of %f', (trainLoss) => {
    const { id } = plan('wbc');
    expect(() => recordEpoch(store, id, epoch(1, { trainLoss }), true)).toThrow(expect.objectContaining({ kind: 'diverged' }));
    expect(() => recordEpoch(store, id, epoch(1, { valLoss: trainLoss }), true)).toThrow(/Epoch 1 of wbc/);
  });
});

describe('predictions', () => {
  it('come back bit for bit, and those of a second finish replace the first', () => {
    const { id } = plan('wbc');
    finishRun(store, id, OUTCOME);
    finishRun(store, id, OUTCOME);
    expect(predictionsOf(store, id)).toEqual(PREDICTIONS);
  });

  it('of an unknown image leave the run as it was', () => {
    const { id } = plan('wbc');
    const stranger = { ...PREDICTIONS[0], path: 'val/data/A/none.png', sha256: SHA('1'), actual: 0, predicted: 0, probabilities: [1, 0] };
    expect(() => finishRun(store, id, { ...OUTCOME, predictions: [...PREDICTIONS, stranger] })).toThrow(
      expect.objectContaining({ kind: 'changed-file', message: expect.stringContaining('none.png') }),
    );
    expect(predictionsOf(store, id)).toEqual([]);
    expect(readRun(store, id).state).toBe('planned');
  });

  it('that are no numbers are refused', () => {
    const { id } = plan('wbc');
    const predictions = PREDICTIONS.map((prediction) => ({ ...prediction, probabilities: [Number.NaN, 1] }));
    expect(() => finishRun(store, id, { ...OUTCOME, predictions })).toThrow(expect.objectContaining({ kind: 'diverged' }));
  });

  it('outlive the file of their image', () => {
    const { id } = plan('wbc');
    finishRun(store, id, OUTCOME);
    markGone(store, imageIds);
    expect(predictionsOf(store, id)).toEqual(PREDICTIONS);
  });
});

describe('a data set', () => {
  it('that moves keeps its images, without trusting size and time any more', () => {
    const [imageId = 0] = imageIds;
    const facts = { path: 'm.png', sha256: SHA('5'), bytes: 3, modified: 2, width: 4, height: 3, levels: [0, 255], foreground: 0.5 };
    saveMask(store, imageId, 'lab', facts);
    expect(placeDataSet(store, 'wbc', '/images', SETTINGS)).toBe(dataSetId);
    expect(findDataSet(store, 'wbc')?.hash).toBe(SHA('a'));
    expect(placeDataSet(store, 'wbc', '/elsewhere', SETTINGS)).toBe(dataSetId);
    expect(findDataSet(store, 'wbc')).toMatchObject({ root: '/elsewhere', hash: null });
    const rows = imagesOf(store, dataSetId);
    expect(rows.map((row) => row.modified)).toEqual([null, null, null]);
    expect(rows.find((row) => row.id === imageId)?.mask).toMatchObject({ modified: null, levels: [0, 255] });
  });

  it('with a row that was tampered with is called damaged, not believed', () => {
    store.database.pragma('ignore_check_constraints = ON');
    store.database.prepare(`UPDATE data_sets SET classes = '{"a":1}'`).run();
    expect(() => findDataSet(store, 'wbc')).toThrow(expect.objectContaining({ kind: 'damaged-database' }));
  });
});

it.each([
  ['running', true, 'running'],
  ['running', false, 'interrupted'],
  ['finished', false, 'finished'],
  ['planned', false, 'planned'],
  ['failed', true, 'failed'],
  ['interrupted', true, 'interrupted'],
] as const)('a run that is stored as %s while the lock is held: %s, is shown as %s', (state, held, shown) => {
  expect(shownState(state, held)).toBe(shown);
});
