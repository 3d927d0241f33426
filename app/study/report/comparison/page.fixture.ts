/** A comparison of runs with names that nobody should have chosen. */
import type { JudgedTogether, ListedRun, RunComparison } from '../../../contract/runs.ts';
import type { ComparisonInput } from './input.ts';

export const HOSTILE = '<script>alert("x")</script>';
const scores = { precision: 0.5, recall: 0.75, f1: 0.6, support: 8 };
const interval = { low: 0.25, high: 0.875 };
const three = { precision: interval, recall: interval, f1: interval };
const [clear, open] = [
  { value: 0.125, low: 0.0625, high: 0.25 },
  { value: -0.125, low: -0.25, high: 0.0625 },
];

function run(id: number, name: string): ListedRun {
  return {
    ...{ id, name, study: 3, studyName: id === 1 ? HOSTILE : null, network: 'wbc', arm: 'plain', seed: 7, state: 'finished' },
    ...{ dataSet: { id: 1, name: HOSTILE, hash: 'ab12' }, subset: { name: null, percent: 10 }, epochs: { done: 2, planned: 2 } },
    ...{ scores: { accuracy: 0.625, macroF1: 0.6, loss: 1 }, seconds: 61, engine: 'onnx', device: HOSTILE, failure: null, tags: [] },
    ...{ startedAt: null, finishedAt: '2026-11-23T05:51:13Z', note: '' },
  };
}

const judged = (id: number): JudgedTogether['runs'][number] => ({
  ...{ run: id, accuracyInterval: interval, macroF1Interval: interval, intervals: [three, three] },
  report: { perClass: { A: scores, [HOSTILE]: { ...scores, support: 0 } }, accuracy: 0.625, macroAverage: scores, weightedAverage: scores },
  confusion:
    id === 1
      ? [
          [5, 3],
          [0, 0],
        ]
      : [
          [6, 2],
          [0, 0],
        ],
  curves: [
    {
      roc: {
        points: [
          [0, 0],
          [0.25, 0.75],
          [1, 1],
        ],
        area: 0.8125,
      },
      precisionRecall: {
        points: [
          [0, 1],
          [1, 0.5],
        ],
        area: 0.71875,
      },
    },
    null,
  ],
  reliability: {
    bins: [
      { low: 0, high: 0.5, images: 0, confidence: Number.NaN, accuracy: Number.NaN },
      { low: 0.5, high: 1, images: 8, confidence: 0.75, accuracy: 0.625 },
    ],
    expectedCalibrationError: 0.375,
  },
});

const metrics = { trainLoss: 1, trainAccuracy: 0.5, valLoss: 1.2, valAccuracy: 0.4, valMacroF1: 0.3, seconds: 1 };
const band = { low: 0.25, mean: 0.375, high: 0.5 };

export const together: RunComparison = {
  baseline: 1,
  curves: [2, 1].map((id) => ({
    run: id,
    epochs: [
      { epoch: 1, ...metrics },
      { epoch: 2, ...metrics, valLoss: null },
    ],
  })),
  settings: {
    differing: [
      { name: 'training.optimizer.learningRate', values: [0.01, 0.001] },
      { name: 'subset', values: [null, '10 %'] },
      { name: 'dataSetHash', values: ['a'.repeat(64), 'b'.repeat(64)] },
      { name: `training.crossEntropy.classWeights.${HOSTILE}`, values: [2, null] },
    ],
    same: [
      { name: 'training.freeze', values: ['["conv1","layer1"]'] },
      { name: HOSTILE, values: [HOSTILE] },
      { name: 'maskedCopies', values: [true] },
    ],
  },
  seedGroups: [
    {
      chosen: [1],
      runs: [
        { run: 1, seed: 7, macroF1: 0.6 },
        { run: 9, seed: 8, macroF1: 0.5 },
      ],
      bands: [
        { epoch: 1, macroF1: band, loss: null },
        { epoch: 2, macroF1: band, loss: null },
      ],
    },
  ],
  judged: {
    ...{ kind: 'together', classes: ['A', HOSTILE], images: 8, runs: [judged(1), judged(2)] },
    against: [
      {
        ...{
          run: 2,
          perClass: [
            { precision: clear, recall: open, f1: clear },
            { precision: open, recall: open, f1: open },
          ],
          overSeeds: null,
        },
        comparison: {
          ...{
            runs: ['plain', HOSTILE],
            images: 8,
            accuracy: [0.625, 0.75],
            macroF1: [0.6, 0.475],
            difference: open,
            mcnemar: { b: 1, c: 2, p: 0.00001 },
          },
          ...{ bootstrap: { resamples: 2000, seed: 1 }, verdict: 'no evidence of a difference' },
        },
      },
    ],
  },
};

export const hostileComparison: ComparisonInput = {
  title: `Runs side by side: ${HOSTILE}`,
  createdAt: new Date('2026-11-23T05:51:13Z'),
  command: `smearlab report --library "${HOSTILE}" 3/plain`,
  comparison: together,
  runs: [run(1, 'plain'), run(2, HOSTILE)].map((of) => ({
    ...{ run: of, root: `/data/${HOSTILE}`, versions: { [HOSTILE]: HOSTILE, onnxruntime: '1.2.3' }, reportedEpoch: 2, bestEpoch: 1 },
  })),
};
