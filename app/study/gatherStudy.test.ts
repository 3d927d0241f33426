import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EpochMetrics, Prediction } from '../contract/evaluation.ts';
import { importSettingsSchema } from '../contract/library.ts';
import { studyResultSchema } from '../contract/studyResult.ts';
import { completeDataSet, placeDataSet } from '../store/dataSets.ts';
import { saveImage } from '../store/images.ts';
import { finishRun, recordEpoch } from '../store/predictions.ts';
import { addRun, readRun, startRun } from '../store/runs.ts';
import { openStore, type Store } from '../store/store.ts';
import { addStudy } from '../store/studies.ts';
import { gatherStudy } from './gatherStudy.ts';
import { carriedRun, type PlannedRun, planStudy } from './plan.ts';
import { tinyData, tinySettings } from './plannedData.fixture.ts';
import type { RecordedRun } from './study.ts';

const settings = tinySettings();
const data = { ...tinyData(), subsetIds: new Map<number, number>(), warnings: ['Mind the gap.'] };
const ENVIRONMENT = { engine: 'onnx', device: 'cpu', versions: { onnxruntime: '1.30.0' } };

let store: Store;
let runs: RecordedRun[];
beforeEach(() => {
  store = openStore(':memory:');
  const studyId = addStudy(store, '{}');
  const dataSetIds = { wbc: storedDataSet('wbc'), cam16: storedDataSet('cam16'), prcc: storedDataSet('prcc') };
  runs = planStudy(settings, data).map((planned, index) => {
    const { arm, role, runFile } = planned;
    const dataSetId = dataSetIds[role ?? 'wbc'];
    const { id } = addRun(store, { studyId, name: runFile.name, arm, dataSetId, subsetId: null, runFile, inputs: [] });
    startRun(store, id, ENVIRONMENT);
    for (const epoch of [1, 2]) recordEpoch(store, id, metricsOf(planned, epoch), epoch === 1);
    finishRun(store, id, { reportedEpoch: 2, bestEpoch: 1, bestScore: 0.9, seconds: index + 1, predictions: predictionsOf(planned) });
    return { planned: carriedRun(planned), row: readRun(store, id) };
  });
});
afterEach(() => store.close());

function storedDataSet(role: 'wbc' | 'cam16' | 'prcc'): number {
  const { root, hash, classes, images } = data.dataSets[role];
  const id = placeDataSet(store, role, root, importSettingsSchema.parse({ layout: 'splits' }));
  for (const { path, sha256, split, class: name } of images)
    saveImage(store, id, {
      path,
      sha256,
      split,
      class: name,
      group: null,
      bytes: 1,
      modified: 1,
      format: 'png',
      width: 8,
      height: 8,
      pages: 1,
    });
  completeDataSet(store, id, { hash, classes, warnings: [], refused: [] });
  return id;
}

function metricsOf({ role }: PlannedRun, epoch: number): EpochMetrics {
  const classified = role === 'prcc' ? null : 0.5;
  return {
    epoch,
    trainLoss: 9,
    trainAccuracy: classified,
    valLoss: epoch / 100,
    valAccuracy: classified,
    valMacroF1: classified,
    seconds: 1,
  };
}

/** Both validation images are called the first class, which is right for one of them. */
function predictionsOf({ role, runFile }: PlannedRun): Prediction[] {
  if (role === 'prcc') return [];
  return runFile.images.val.map(({ sha256, path }, actual) => ({ sha256, path, actual, predicted: 0, probabilities: [0.75, 0.25] }));
}

describe('what a study found', () => {
  it('is a row for each subset and arm, judged from the predictions', () => {
    const result = gatherStudy(store, { settings, data, runs });
    expect(studyResultSchema.parse(result)).toEqual(result);
    expect(result.rows.map(({ subset, arm }) => `${subset} ${arm}`)).toEqual([
      ...['10 plain', '10 masks', '10 ensemble'],
      ...['100 plain', '100 masks', '100 ensemble'],
    ]);
    // One of two right; F1 of the class that was called is 2/3, of the other 0.
    for (const row of result.rows) {
      expect(row).toMatchObject({ accuracy: 0.5, epoch: 2, bestEpoch: 1, bestMacroF1: 0.9 });
      expect(row.confusion).toEqual([
        [1, 0],
        [1, 0],
      ]);
      expect(row.macroF1).toBeCloseTo(1 / 3, 12);
      expect(row.accuracyInterval[0]).toBeLessThan(0.5);
      expect(row.accuracyInterval[1]).toBeGreaterThan(0.5);
    }
  });

  it('counts training images without their masked copies, which count where the arm takes them', () => {
    const { rows } = gatherStudy(store, { settings, data, runs });
    expect(rows.map(({ trainImages, maskedCopies }) => [trainImages, maskedCopies])).toEqual([
      ...[1, 4].flatMap((images) => [
        [images, 0],
        [images, 1],
        [images, 1],
      ]),
    ]);
  });

  it("tells the reported epoch's loss of the autoencoder, CAM16 by its own classes, and how it was made", () => {
    const { pretraining, settings: made, seconds, warnings, classes } = gatherStudy(store, { settings, data, runs });
    expect(pretraining.autoencoder).toEqual({ validationMse: 0.02, seconds: 1 });
    expect(pretraining.cam16).toMatchObject({ classes: ['normal', 'tumor'], accuracy: 0.5, seconds: 2 });
    expect(made).toMatchObject({ seed: 5, imageSize: 32, ...ENVIRONMENT });
    expect(made.dataSets['wbc']).toEqual({ root: '/data/wbc', hash: data.dataSets.wbc.hash, train: 4, val: 2, test: 1 });
    expect(seconds).toBe(1 + 2 + 3 + 4 + 5 + 6 + 7 + 8);
    expect(warnings).toEqual(['Mind the gap.']);
    expect(classes).toEqual(['A', 'B']);
  });

  it('names every device and version that had a part in it', () => {
    const mixed = runs.map(({ planned, row }, index) => ({
      planned,
      row: index % 2 === 0 ? row : { ...row, device: 'webgpu', versions: { ...ENVIRONMENT.versions, driver: '7' } },
    }));
    const { settings: made } = gatherStudy(store, { settings, data, runs: mixed });
    expect(made).toMatchObject({ engine: 'onnx', device: 'cpu, webgpu', versions: { onnxruntime: '1.30.0', driver: '7' } });
  });

  it.each(['autoencoder', 'cam16'])('is not made up without the run %s', (name) => {
    const incomplete = runs.filter(({ planned }) => planned.runFile.name !== name);
    expect(() => gatherStudy(store, { settings, data, runs: incomplete })).toThrow(
      expect.objectContaining({ kind: 'internal', message: expect.stringContaining(name) }),
    );
  });

  it('is not made up where the reported epoch is not in the database', () => {
    const wrong = runs.map(({ planned, row }) => ({ planned, row: { ...row, reportedEpoch: 3 } }));
    expect(() => gatherStudy(store, { settings, data, runs: wrong })).toThrow(expect.objectContaining({ kind: 'internal' }));
  });
});
