import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Normalisations } from '../contract/normalisation.ts';
import { trainingSchema } from '../contract/recipe.ts';
import type { RunFile } from '../contract/runFile.ts';
import type { NetworkDescription } from '../engine/description.ts';
import { parameterLayout, statisticsLayout } from '../engine/layout.ts';
import { type Checkpoint, type GoingOn, readCheckpoint, runIdentity, writeCheckpoint } from './checkpoint.ts';
import { readTensors, writeTensors } from './safetensors.ts';
import { tinyRun } from './tinyDataSet.fixture.ts';

const NETWORK: NetworkDescription = {
  name: 'tiny',
  input: [3, 4, 4],
  layers: [
    { kind: 'conv', name: 'conv', inputs: 3, outputs: 2, kernel: 3, stride: 1, padding: 1, bias: true },
    { kind: 'batchNorm', name: 'bn', channels: 2, epsilon: 1e-5, momentum: 0.1 },
    { kind: 'globalAveragePool' },
    { kind: 'linear', name: 'fc', inputs: 2, outputs: 2 },
  ],
};
const SIZE = parameterLayout(NETWORK).size;
const ramp = (size: number, from: number) => Float32Array.from({ length: size }, (_, index) => from + index / 7);
const CHECKPOINT: Checkpoint = {
  identity: 'abc',
  classes: ['Ä', 'B'],
  normalisations: {},
  curve: [{ epoch: 1, trainLoss: 0.1, trainAccuracy: null, valLoss: null, valAccuracy: 0.5, valMacroF1: 1 / 3, seconds: 1.5 }],
  state: { parameters: ramp(SIZE, -3), statistics: ramp(statisticsLayout(NETWORK).size, 9) },
  goingOn: { optimizer: { step: 7, vectors: { m: ramp(SIZE, 100), v: ramp(SIZE, 200) } }, trained: null },
};

type Three = [number, number, number];

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smearlab-checkpoint-'));
  file = join(folder, 'last.safetensors');
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (network: NetworkDescription) => readCheckpoint(file, () => network);

describe('a checkpoint', () => {
  it('gives back bit for bit what was written', () => {
    writeCheckpoint(file, NETWORK, CHECKPOINT);
    expect(read(NETWORK)).toEqual({ ...CHECKPOINT, network: NETWORK });
  });

  it('gives back to the last digit what its images are normalised by, and the network with it', () => {
    const normalisations = { wbc: { mean: [0.1 + 0.2, 1 / 3, 0.7] as Three, deviation: [Math.SQRT1_2, 1e-3 / 3, 1] as Three } };
    writeCheckpoint(file, NETWORK, { ...CHECKPOINT, normalisations });
    const normalised = (by: Normalisations): NetworkDescription => ({
      ...NETWORK,
      layers: [...(by.wbc === undefined ? [] : [{ kind: 'normalise', ...by.wbc } as const]), ...NETWORK.layers],
    });
    const { network, ...checkpoint } = readCheckpoint(file, normalised);
    expect(checkpoint).toEqual({ ...CHECKPOINT, normalisations });
    expect(network.layers[0]).toEqual({ kind: 'normalise', ...normalisations.wbc });
  });

  it('from before there was any normalisation has none', () => {
    writeCheckpoint(file, NETWORK, CHECKPOINT);
    const { tensors, metadata } = readTensors(file);
    const { normalisations, ...info } = JSON.parse(metadata['smearlab'] ?? '');
    expect(normalisations).toEqual({});
    writeTensors(file, [...tensors.values()], { smearlab: JSON.stringify(info) });
    expect(read(NETWORK).normalisations).toEqual({});
  });

  it.each([
    ['of a network there is none of', { resnet: { mean: [0, 0, 0], deviation: [1, 1, 1] } }],
    ['without a deviation', { wbc: { mean: [0, 0, 0], deviation: [1, 1, 0] } }],
    ['of two channels', { wbc: { mean: [0, 0], deviation: [1, 1] } }],
    ['of pixels to 255', { wbc: { mean: [180, 150, 170], deviation: [40, 40, 40] } }],
  ])('with a normalisation %s is called damaged', (_, normalisations) => {
    writeCheckpoint(file, NETWORK, CHECKPOINT);
    const { tensors, metadata } = readTensors(file);
    const info = { ...JSON.parse(metadata['smearlab'] ?? ''), normalisations };
    writeTensors(file, [...tensors.values()], { smearlab: JSON.stringify(info) });
    expect(() => read(NETWORK)).toThrow(expect.objectContaining({ kind: 'damaged-checkpoint', file }));
  });

  it('without what going on needs is for use', () => {
    writeCheckpoint(file, NETWORK, { ...CHECKPOINT, goingOn: null });
    expect(read(NETWORK)).toEqual({ ...CHECKPOINT, goingOn: null, network: NETWORK });
  });

  it.each([
    ['an optimizer without vectors', { optimizer: { step: 3, vectors: {} }, trained: null }],
    ['momentum', { optimizer: { step: 3, vectors: { momentum: ramp(SIZE, 5) } }, trained: null }],
    [
      'the state beside its average',
      {
        optimizer: { step: 3, vectors: { momentum: ramp(SIZE, 5) } },
        trained: { parameters: ramp(SIZE, 50), statistics: ramp(statisticsLayout(NETWORK).size, 60) },
      },
    ],
  ] as readonly [string, GoingOn][])('gives back %s', (_, goingOn) => {
    writeCheckpoint(file, NETWORK, { ...CHECKPOINT, goingOn });
    expect(read(NETWORK)).toEqual({ ...CHECKPOINT, goingOn, network: NETWORK });
  });

  const [conv, bn, pool] = NETWORK.layers;
  it.each([
    ['more outputs', { ...NETWORK, layers: [conv, bn, pool, { kind: 'linear', name: 'fc', inputs: 2, outputs: 3 }] }],
    ['other names', { ...NETWORK, layers: [conv, bn, pool, { kind: 'linear', name: 'head', inputs: 2, outputs: 2 }] }],
    [
      'as many numbers in another shape',
      { ...NETWORK, layers: [{ ...conv, inputs: 2, outputs: 3 }, bn, pool, { kind: 'linear', name: 'fc', inputs: 2, outputs: 2 }] },
    ],
    ['other statistics', { ...NETWORK, layers: [...NETWORK.layers, { ...bn, name: 'bn2', channels: 2 }] }],
  ] as readonly [string, NetworkDescription][])('of a network with %s is refused, naming the file', (_, other) => {
    writeCheckpoint(file, NETWORK, CHECKPOINT);
    expect(() => read(other)).toThrow(
      expect.objectContaining({ kind: 'damaged-checkpoint', file, message: expect.stringContaining(file) }),
    );
  });

  it.each([
    ['cut short', () => truncateSync(file, 300)],
    ['empty', () => truncateSync(file, 0)],
    ['no tensor file', () => writeFileSync(file, 'PK\u0003\u0004 something else altogether')],
    ['without our note', () => writeTensors(file, [], {})],
    ['with a note that is no JSON', () => writeTensors(file, [], { smearlab: '{' })],
    ['of a later format', () => writeTensors(file, [], { smearlab: '{"format":"smearlab-checkpoint/2"}' })],
  ])('that is %s is called damaged, not believed', (_, spoil) => {
    writeCheckpoint(file, NETWORK, CHECKPOINT);
    spoil();
    expect(() => read(NETWORK)).toThrow(expect.objectContaining({ kind: 'damaged-checkpoint', file }));
  });

  it('that is not there is a missing file', () => {
    expect(() => read(NETWORK)).toThrow(expect.objectContaining({ kind: 'missing-file', file }));
  });

  it('that cannot be written is said in a sentence, even below a file', () => {
    writeFileSync(file, '');
    const below = join(file, 'last.safetensors');
    expect(() => writeCheckpoint(below, NETWORK, CHECKPOINT)).toThrow(expect.objectContaining({ kind: 'not-writable', file: below }));
  });
});

describe("a run's identity", () => {
  const image = { sha256: '1'.repeat(64), path: 'train/data/Bright/1.png', class: 'Bright', mask: null };
  const run = tinyRun({ train: [image], val: [] });
  const identity = runIdentity(run, ['d']);

  it.each([
    ['the folder of its images', { ...run, dataSet: { ...run.dataSet, root: '/moved' } }],
    ['its name', { ...run, name: 'renamed' }],
    ["the data set's name", { ...run, dataSet: { ...run.dataSet, name: 'other' } }],
  ] as readonly [string, RunFile][])('does not hang on %s', (_, other) => {
    expect(runIdentity(other, ['d'])).toBe(identity);
  });

  it.each([
    ['the recipe', { ...run, recipe: { ...run.recipe, training: { ...run.recipe.training, epochs: 3 } } }],
    ['the seed', { ...run, seed: 4 }],
    ['the classes', { ...run, classes: ['Dark', 'Bright'] }],
    ["the data set's content", { ...run, dataSet: { ...run.dataSet, hash: 'b'.repeat(64) } }],
    ['the training images', { ...run, images: { ...run.images, train: [{ ...image, sha256: '2'.repeat(64) }] } }],
    ['a mask', { ...run, images: { ...run.images, train: [{ ...image, mask: { sha256: '3'.repeat(64), path: 'm.png' } }] } }],
    ['the validation images', { ...run, images: { ...run.images, val: [image] } }],
  ] as readonly [string, RunFile][])('hangs on %s', (_, other) => {
    expect(runIdentity(other, ['d'])).not.toBe(identity);
  });

  it('is still that of a recipe written before there were more keys, and hangs on them where they are used', () => {
    const { schedule, clipNorm, movingAverage, freeze, sampling, crossEntropy, ...others } = run.recipe.training;
    const { augmentation, mixup, normalisation, stepsPerEpoch, statistics, testTimeAugmentation, ...first } = others;
    const written = JSON.stringify([{ ...run.recipe, training: first }, run.seed, run.classes, run.dataSet.hash, run.images, ['d']]);
    expect(identity).toBe(createHash('sha256').update(written).digest('hex'));
    const later = [
      { schedule: { kind: 'cosine' } },
      { clipNorm: 1 },
      { movingAverage: {} },
      { freeze: ['fc1'] },
      { sampling: 'balanced' },
      { crossEntropy: { focalGamma: 2 } },
      { augmentation: {} },
      { augmentation: { rotation: 180 } },
      { mixup: {} },
      { normalisation: 'subset' },
      { stepsPerEpoch: 4 },
      { statistics: 're-estimated' },
      { testTimeAugmentation: 'eight-views' },
    ];
    const identities = later.map((more) => {
      const training = trainingSchema.parse({ ...run.recipe.training, ...more });
      return runIdentity({ ...run, recipe: { ...run.recipe, training } }, ['d']);
    });
    expect(new Set([identity, ...identities]).size).toBe(1 + later.length);
  });

  it('hangs on the networks it starts from', () => {
    expect(runIdentity(run, ['e'])).not.toBe(identity);
    expect(runIdentity(run, [])).not.toBe(identity);
  });
});
