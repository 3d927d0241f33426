import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EpochMetrics } from '../contract/evaluation.ts';
import { type RunFile, runImageSchema } from '../contract/runFile.ts';
import { describeNetwork } from '../networks/describeNetwork.ts';
import { BEST_CHECKPOINT, LAST_CHECKPOINT, runIdentity, writeCheckpoint } from '../training/checkpoint.ts';
import { RUN_FILE } from '../training/executeRun.ts';
import { TINY_SIZE, tinyRun } from '../training/tinyDataSet.fixture.ts';
import { type ExportRequest, exportModel } from './exportModel.ts';
import { readModel } from './onnx/readModel.fixture.ts';
import { HOSTILE_CLASSES, trainedAtRandom } from './trained.fixture.ts';

const image = runImageSchema.parse({ sha256: '1'.repeat(64), path: 'train/data/a/1.png', class: null, mask: null });
const RUN = tinyRun({ train: [image], val: [] }, { network: { name: 'wbc' } }, { classes: HOSTILE_CLASSES });
const EPOCH: EpochMetrics = {
  ...{ epoch: 1, trainLoss: 1, trainAccuracy: null, valLoss: null, valAccuracy: null, valMacroF1: null, seconds: 1 },
};

let home: string;
let request: ExportRequest;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'smearlab-export-'));
  request = { runFolder: join(home, 'run'), format: 'onnx', checkpoint: null, target: join(home, 'out'), force: false };
  mkdirSync(request.runFolder);
});
afterEach(() => rmSync(home, { recursive: true }));

/** Leaves the folder of a run that was trained for so many epochs, its checkpoints being of those. */
function leave(run: RunFile, epochs: { readonly last?: number; readonly best?: number }, more: { classes?: string[] } = {}): void {
  writeFileSync(join(request.runFolder, RUN_FILE), JSON.stringify(run));
  const network = describeNetwork(run.recipe.network, run.recipe.imageSize, run.classes.length);
  for (const [name, file] of [
    ['last', LAST_CHECKPOINT],
    ['best', BEST_CHECKPOINT],
  ] as const) {
    if (epochs[name] === undefined) continue;
    const curve = Array.from({ length: epochs[name] }, (_, i) => ({ ...EPOCH, epoch: i + 1 }));
    const { state } = trainedAtRandom(network);
    const identity = runIdentity(run, []);
    writeCheckpoint(join(request.runFolder, file), network, {
      identity,
      classes: run.classes,
      normalisations: {},
      ...more,
      curve,
      state,
      goingOn: null,
    });
  }
}

const keeping = (keep: 'last' | 'best'): RunFile => ({ ...RUN, recipe: { ...RUN.recipe, training: { ...RUN.recipe.training, keep } } });

describe('the exported model of a run', () => {
  it('says what its run file and its checkpoint say', () => {
    leave({ ...RUN, subset: { percent: 10, seed: 5 } }, { last: 4, best: 2 });
    const facts = exportModel(request);
    expect(facts).toMatchObject({
      ...{ product: 'Smearlab', network: 'wbc', run: 'tiny', checkpoint: 'last', epoch: 4, classes: HOSTILE_CLASSES, seed: 3 },
      ...{ imageSize: TINY_SIZE, dataSet: { name: 'tiny', hash: 'a'.repeat(64) }, subset: { percent: 10, seed: 5 } },
    });
    expect(facts.version).toMatch(/^\d+\.\d+\.\d+/);
    const { metadata, producer } = readModel(readFileSync(request.target));
    expect(JSON.parse(metadata['classes'] ?? '')).toEqual(HOSTILE_CLASSES);
    expect(producer).toBe(`Smearlab ${facts.version}`);
  });

  it('as a TensorFlow.js model says the same', () => {
    leave(RUN, { last: 4 });
    const facts = exportModel({ ...request, format: 'tfjs' });
    const model: unknown = JSON.parse(readFileSync(join(request.target, 'model.json'), 'utf8'));
    expect(model).toMatchObject({ userDefinedMetadata: JSON.parse(JSON.stringify(facts)) });
  });

  it.each([
    ['last', null, 4],
    ['best', null, 2],
    ['last', 'best', 2],
    ['best', 'last', 4],
  ] as const)('of a recipe that keeps the %s epoch, asked for %s, is of epoch %i', (keep, checkpoint, epoch) => {
    leave(keeping(keep), { last: 4, best: 2 });
    expect(exportModel({ ...request, checkpoint }).epoch).toBe(epoch);
  });

  it('replaces an earlier one only when that is asked for', () => {
    leave(RUN, { last: 1 });
    writeFileSync(request.target, 'earlier');
    expect(() => exportModel(request)).toThrow(expect.objectContaining({ kind: 'already-there' }));
    expect(readFileSync(request.target, 'utf8')).toBe('earlier');
    exportModel({ ...request, force: true });
    expect(readModel(readFileSync(request.target)).outputs).toHaveProperty('probabilities');
  });
});

describe('a run that cannot be exported', () => {
  const checkpoint = () => join(request.runFolder, LAST_CHECKPOINT);
  const runFile = () => join(request.runFolder, RUN_FILE);

  it.each([
    ['whose folder is not there', () => rmSync(request.runFolder, { recursive: true }), 'missing-file', 'is not there'],
    ['whose folder holds no run file', () => rmSync(runFile()), 'missing-file', 'holds no run.json'],
    ['whose run file is no JSON', () => writeFileSync(runFile(), '{'), 'bad-run-file', 'run.json'],
    ['whose run file is of another program', () => writeFileSync(runFile(), '{"format":"x"}'), 'bad-run-file', 'format'],
    ['that has no checkpoint yet', () => rmSync(checkpoint()), 'missing-file', 'has no checkpoint yet. Train it first: smearlab run'],
    ['whose checkpoint is cut short', () => truncateSync(checkpoint(), 5000), 'damaged-checkpoint', 'is damaged'],
    ['whose checkpoint is empty', () => truncateSync(checkpoint(), 0), 'damaged-checkpoint', 'is damaged'],
    ['whose checkpoint has a bit turned', () => turnBit(checkpoint()), 'damaged-checkpoint', 'is damaged'],
    [
      'whose checkpoint is of another network',
      () => leave({ ...RUN, classes: ['A', 'B'] }, {}),
      'damaged-checkpoint',
      'does not hold the network',
    ],
    ['whose checkpoint is of another seed', () => leave({ ...RUN, seed: 99 }, {}), 'damaged-checkpoint', 'another training'],
    [
      'whose checkpoint tells other classes apart',
      () => leave(RUN, { last: 1 }, { classes: ['A', 'B', 'C', 'D', 'E'] }),
      'damaged-checkpoint',
      'another training',
    ],
  ] as const)('%s is refused in a sentence, and nothing is written', (_, spoil, kind, sentence) => {
    leave(RUN, { last: 1 });
    spoil();
    expect(() => exportModel(request)).toThrow(expect.objectContaining({ kind, message: expect.stringContaining(sentence) }));
    expect(existsSync(request.target)).toBe(false);
  });

  it('given by its run file instead of its folder is told what is wanted', () => {
    leave(RUN, { last: 1 });
    expect(() => exportModel({ ...request, runFolder: runFile() })).toThrow(
      expect.objectContaining({
        kind: 'missing-file',
        message: expect.stringMatching(/(is no folder|holds no run\.json)\. Give the folder/),
      }),
    );
  });

  it('without the checkpoint that is asked for is told of the other', () => {
    leave(RUN, { last: 1 });
    expect(() => exportModel({ ...request, checkpoint: 'best' })).toThrow(
      expect.objectContaining({ kind: 'missing-file', message: expect.stringContaining('--checkpoint last') }),
    );
  });
});

/** In the middle of the values. */
function turnBit(file: string): void {
  const bytes = readFileSync(file);
  const at = bytes.byteLength >> 1;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}
