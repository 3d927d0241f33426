import { describe, expect, it } from 'vitest';
import { type Command, commandSchema, type Report, reportSchema } from './messages.ts';

const EXECUTE: Command = {
  ...{ type: 'execute', folder: '/out/runs/x', dataRoot: '/data', resume: true, device: 'cpu', threads: 2 },
  ...{ cacheBytes: 0, diskCache: { folder: '/cache', bytes: 1e9 }, workers: 1 },
};
const METRICS = { epoch: 1, trainLoss: 0.5, trainAccuracy: null, valLoss: null, valAccuracy: null, valMacroF1: null, seconds: 1 };
const PREDICTION = { sha256: 'a', path: 'val/1.png', actual: 0, predicted: 1, probabilities: [0.25, 0.75] };
const OUTCOME = { reportedEpoch: 1, bestEpoch: 1, bestScore: -0.5, seconds: 1, predictions: [PREDICTION] };
const EXPLAIN: Command = { type: 'explain', folder: '/out/runs/x', image: '/data/1.png', class: null, device: 'cpu', threads: 1 };
const MAP = { branch: 'wbc', weight: 0.6, layer: 'wbc.layer2.1', rows: 1, columns: 2, values: [0, 1] };
const EXPLANATION = { classes: ['a', 'b'], probabilities: [0.25, 0.75], predicted: 'b', class: 'a', maps: [MAP] };
const REPORTS: readonly Report[] = [
  { type: 'explained', explanation: EXPLANATION },
  { type: 'ready' },
  { type: 'started', engine: 'onnx', device: 'cpu', versions: { onnxruntime: '1.30.0' } },
  { type: 'progress', progress: { stage: 'validating', epoch: 1, epochs: 2, done: 3, total: 4, trainLoss: null } },
  { type: 'epoch', metrics: METRICS, isBest: true, found: { confusion: [[1]], samples: [PREDICTION], reconstructed: [] } },
  { type: 'finished', outcome: OUTCOME },
  { type: 'failed', kind: 'disk-full', sentence: 'The disk is full.', file: '/out' },
  { type: 'failed', kind: 'internal', sentence: 'Odd.' },
];

/** As a message crosses the process boundary. */
const sent = (message: unknown): unknown => JSON.parse(JSON.stringify(message));

describe('a command', () => {
  it.each([EXECUTE, { ...EXECUTE, diskCache: null, workers: 0 }, EXPLAIN, { ...EXPLAIN, class: 'a' }, { type: 'stop' } satisfies Command])(
    'crosses to the child unchanged: %j',
    (command) => {
      expect(commandSchema.parse(sent(command))).toEqual(command);
    },
  );

  it.each([
    ['no threads', { ...EXECUTE, threads: 0 }],
    ['half a thread', { ...EXECUTE, threads: 1.5 }],
    ['a negative cache', { ...EXECUTE, cacheBytes: -1 }],
    ['half a worker', { ...EXECUTE, workers: 0.5 }],
    ['a disk cache without a bound', { ...EXECUTE, diskCache: { folder: '/cache' } }],
    ['a disk cache with a negative bound', { ...EXECUTE, diskCache: { folder: '/cache', bytes: -1 } }],
    ['no folder', { ...EXECUTE, folder: undefined }],
    ['an explanation of no image', { ...EXPLAIN, image: undefined }],
    ['a class that is no name', { ...EXPLAIN, class: 1 }],
    ['something it does not know', { ...EXECUTE, pixels: [] }],
    ['another type', { type: 'quit' }],
    ['no type', {}],
    ['nothing', null],
    ['a text', 'stop'],
  ])('with %s is refused', (_, command) => {
    expect(commandSchema.safeParse(command).success).toBe(false);
  });
});

describe('a report', () => {
  it.each(REPORTS)('crosses to the parent unchanged: %j', (report) => {
    expect(reportSchema.parse(sent(report))).toEqual(report);
  });

  it.each([
    ['a loss that is no number', { type: 'epoch', metrics: { ...METRICS, trainLoss: Number.NaN }, isBest: true }],
    ['a map with too few values', { type: 'explained', explanation: { ...EXPLANATION, maps: [{ ...MAP, values: [1] }] } }],
    ['an infinite loss', { type: 'epoch', metrics: { ...METRICS, trainLoss: Number.POSITIVE_INFINITY }, isBest: true }],
    [
      'a probability that is no number',
      { type: 'finished', outcome: { ...OUTCOME, predictions: [{ ...PREDICTION, probabilities: [Number.NaN] }] } },
    ],
    ['a score that is no number', { type: 'finished', outcome: { ...OUTCOME, bestScore: Number.NaN } }],
  ])('with %s is refused, before and after it crossed', (_, report) => {
    expect(reportSchema.safeParse(report).success).toBe(false);
    expect(reportSchema.safeParse(sent(report)).success).toBe(false);
  });

  it.each([
    ['an unknown kind of failure', { type: 'failed', kind: 'oops', sentence: 'x' }],
    ['a failure without a sentence', { type: 'failed', kind: 'engine' }],
    ['another stage', { type: 'progress', progress: { stage: 'resting', epoch: 1, epochs: 2, done: 3, total: 4 } }],
    ['half an image', { type: 'progress', progress: { stage: 'training', epoch: 1, epochs: 2, done: 0.5, total: 4 } }],
    ['pixels', { type: 'ready', pixels: [0, 0, 0] }],
    ['nothing', undefined],
  ])('with %s is refused', (_, report) => {
    expect(reportSchema.safeParse(report).success).toBe(false);
  });
});
