import { describe, expect, it, onTestFinished } from 'vitest';
import type { EpochMetrics } from '../contract/evaluation.ts';
import { importSettingsSchema } from '../contract/library.ts';
import { completeDataSet, placeDataSet } from '../store/dataSets.ts';
import { finishRun, recordEpoch } from '../store/predictions.ts';
import { addRun, readRun } from '../store/runs.ts';
import { openStore } from '../store/store.ts';
import { addStudy } from '../store/studies.ts';
import { carriedRun, planStudy } from './plan.ts';
import { tinyData, tinySettings } from './plannedData.fixture.ts';
import { epochSentence, runSentence } from './sentences.ts';

const METRICS: EpochMetrics = {
  ...{ epoch: 2, trainLoss: 1.23456, trainAccuracy: 0.5, valLoss: 0.98765, valAccuracy: 0.75, valMacroF1: 2 / 3, seconds: 1 },
};
const AUTOENCODER: EpochMetrics = {
  ...METRICS,
  trainLoss: 0.00123456,
  trainAccuracy: null,
  valLoss: 0.001,
  valAccuracy: null,
  valMacroF1: null,
};

describe('an epoch in a line', () => {
  it.each([
    ['a classifier', METRICS, 'train loss 1.2346  accuracy 0.5000  val loss 0.9877  accuracy 0.7500  macro-F1 0.6667'],
    ['the autoencoder, whose losses are small', AUTOENCODER, 'train loss 0.00123  val loss 0.00100'],
    ['a run without validation images', { ...AUTOENCODER, valLoss: null, trainLoss: 0 }, 'train loss 0.00'],
  ])('of %s says what was measured and nothing else', (_, metrics, said) => {
    expect(epochSentence('wbc-10-plain', metrics, 12)).toBe(`wbc-10-plain  epoch 2/12  ${said}`);
  });
});

describe('a finished run in a line', () => {
  function sentenceOf(metrics: EpochMetrics, wasFinished: boolean, reportedEpoch = 2): string {
    const store = openStore(':memory:');
    onTestFinished(() => store.close());
    const [planned] = planStudy(tinySettings(), tinyData());
    if (planned === undefined) throw new Error('no run');
    const dataSetId = placeDataSet(store, 'prcc', '/data', importSettingsSchema.parse({ layout: 'unlabelled' }));
    completeDataSet(store, dataSetId, { hash: 'a'.repeat(64), classes: [], warnings: [], refused: [] });
    const { runFile, arm } = planned;
    const { id } = addRun(store, {
      studyId: addStudy(store, '{}'),
      name: 'autoencoder',
      arm,
      dataSetId,
      subsetId: null,
      runFile,
      inputs: [],
    });
    recordEpoch(store, id, metrics, true);
    finishRun(store, id, { reportedEpoch, bestEpoch: 2, bestScore: 0.5, seconds: 61.25, predictions: [] });
    return runSentence(store, { planned: carriedRun(planned), row: readRun(store, id) }, '1 of 8', wasFinished);
  }

  it.each([
    ['with its score and time', METRICS, false, 2, 'autoencoder (run 1 of 8) finished in 61.3 s, macro-F1 0.6667'],
    ['with its loss where there are no classes', AUTOENCODER, false, 2, 'autoencoder (run 1 of 8) finished in 61.3 s, val loss 0.00100'],
    ['as finished before when it was', METRICS, true, 2, 'autoencoder (run 1 of 8) was finished before, macro-F1 0.6667'],
    ['without a score when its epoch is not there', METRICS, false, 9, 'autoencoder (run 1 of 8) finished in 61.3 s'],
  ] as const)('is told %s', (_, metrics, wasFinished, reportedEpoch, said) => {
    expect(sentenceOf(metrics, wasFinished, reportedEpoch)).toBe(said);
  });
});
