import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunFile } from '../contract/runFile.ts';
import type { NetworkDescription } from '../engine/description.ts';
import { parameterLayout, statisticsLayout } from '../engine/layout.ts';
import { type Checkpoint, readCheckpoint, runIdentity, writeCheckpoint } from './checkpoint.ts';
import { writeTensors } from './safetensors.ts';
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
  curve: [{ epoch: 1, trainLoss: 0.1, trainAccuracy: null, valLoss: null, valAccuracy: 0.5, valMacroF1: 1 / 3, seconds: 1.5 }],
  state: { parameters: ramp(SIZE, -3), statistics: ramp(statisticsLayout(NETWORK).size, 9) },
  optimizer: { step: 7, m: ramp(SIZE, 100), v: ramp(SIZE, 200) },
};

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smearlab-checkpoint-'));
  file = join(folder, 'last.safetensors');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a checkpoint', () => {
  it('gives back bit for bit what was written', () => {
    writeCheckpoint(file, NETWORK, CHECKPOINT);
    expect(readCheckpoint(file, NETWORK)).toEqual(CHECKPOINT);
  });

  it('without optimizer is for use, not for going on', () => {
    writeCheckpoint(file, NETWORK, { ...CHECKPOINT, optimizer: null });
    expect(readCheckpoint(file, NETWORK)).toEqual({ ...CHECKPOINT, optimizer: null });
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
    expect(() => readCheckpoint(file, other)).toThrow(
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
    expect(() => readCheckpoint(file, NETWORK)).toThrow(expect.objectContaining({ kind: 'damaged-checkpoint', file }));
  });

  it('that is not there is a missing file', () => {
    expect(() => readCheckpoint(file, NETWORK)).toThrow(expect.objectContaining({ kind: 'missing-file', file }));
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

  it('hangs on the networks it starts from', () => {
    expect(runIdentity(run, ['e'])).not.toBe(identity);
    expect(runIdentity(run, [])).not.toBe(identity);
  });
});
