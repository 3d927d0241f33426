/** Training with augmentation, mixup and normalisation: what reaches the network, what is kept, and that going on changes no bit. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { EpochMetrics } from '../contract/evaluation.ts';
import type { Normalisations } from '../contract/normalisation.ts';
import type { InputModel, RunFile } from '../contract/runFile.ts';
import type { Engine } from '../engine/engine.ts';
import { initialState } from '../engine/initialise.ts';
import { openOnnxEngine } from '../engine/onnx/engine.ts';
import { describeNetwork } from '../networks/describeNetwork.ts';
import { BEST_CHECKPOINT, LAST_CHECKPOINT, type ReadCheckpoint, readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { trainingExamples } from './examples.ts';
import { measureNormalisation } from './normalisation.ts';
import { openBatchSource } from './pipeline/batchSource.ts';
import { BatchWorkers } from './pipeline/batchWorkers.ts';
import { DiskCache } from './pipeline/diskCache.ts';
import { PixelCache } from './pipeline/pixelCache.ts';
import { makeTinyDataSet, tinyRun } from './tinyDataSet.fixture.ts';
import { train } from './train.ts';
import type { Pace, TrainingOutcome, TrainingProgress, TrainingRequest } from './training.ts';

let engine: Engine;
let dataRoot: string;
let images: RunFile['images'];
beforeAll(async () => {
  engine = await openOnnxEngine({ threads: 1 });
  dataRoot = mkdtempSync(join(tmpdir(), 'smearlab-varied-'));
  images = await makeTinyDataSet(dataRoot);
  return () => rmSync(dataRoot, { recursive: true });
});

const workers = [1, 2].map((count) => new BatchWorkers(count));
afterAll(() => Promise.all(workers.map((each) => each.close())));

function newFolder(name = 'tiny'): string {
  const study = mkdtempSync(join(tmpdir(), 'smearlab-varied-'));
  onTestFinished(() => rmSync(study, { recursive: true }));
  const folder = join(study, name);
  mkdirSync(folder);
  return folder;
}

type Told = {
  readonly outcome: TrainingOutcome;
  readonly curve: readonly EpochMetrics[];
  readonly progress: readonly TrainingProgress[];
  readonly paces: readonly Pace[];
};

async function trained(run: RunFile, folder: string, more: Partial<TrainingRequest> = {}): Promise<Told> {
  const [curve, progress, paces]: [EpochMetrics[], TrainingProgress[], Pace[]] = [[], [], []];
  const request = {
    run,
    folder,
    dataRoot,
    engine,
    cache: new PixelCache(1e6),
    resume: false,
    signal: new AbortController().signal,
    ...more,
  };
  const outcome = await train(request, {
    onProgress: (step) => progress.push(step),
    onEpoch: (metrics) => curve.push(metrics),
    onPace: (pace) => paces.push(pace),
  });
  return { outcome, curve, progress, paces };
}

async function stoppedAfterOneEpoch(run: RunFile, folder: string): Promise<void> {
  const stop = new AbortController();
  const request = { run, folder, dataRoot, engine, cache: new PixelCache(1e6), resume: false, signal: stop.signal };
  const training = train(request, { onProgress: () => undefined, onEpoch: () => stop.abort() });
  await expect(training).rejects.toThrow(expect.objectContaining({ kind: 'stopped' }));
}

const describedBy = (run: RunFile) => (by: Normalisations) =>
  describeNetwork(run.recipe.network, run.recipe.imageSize, run.classes.length, by);
const lastOf = (run: RunFile, folder: string) => readCheckpoint(join(folder, LAST_CHECKPOINT), describedBy(run));

function bitsOf({ state, goingOn, normalisations, curve }: ReadCheckpoint): string {
  const hash = createHash('sha256').update(JSON.stringify([normalisations, curve.map((metrics) => ({ ...metrics, seconds: 0 }))]));
  const vectors = [state.parameters, state.statistics, ...Object.values(goingOn?.optimizer.vectors ?? {})];
  for (const values of vectors) hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return hash.digest('hex');
}

const wbcRun = (training: object, more: Partial<RunFile> = {}) =>
  tinyRun(images, { network: { name: 'wbc' }, maskedCopies: true, training: { epochs: 3, batchSize: 4, ...training } }, more);

const AUGMENTATION = {
  ...{ flips: 'both', rotation: 180, shift: 0.1, scale: 0.1 },
  rgb: { brightness: 0.1, contrast: 0.1, saturation: 0.1 },
  hed: { scale: 0.1, shift: 0.05 },
};
const EVERYTHING = { augmentation: AUGMENTATION, mixup: { alpha: 0.4 }, normalisation: 'subset', sampling: 'balanced' };

async function bitsAfter(run: RunFile, more: Partial<TrainingRequest> = {}): Promise<string> {
  const folder = newFolder();
  await trained(run, folder, more);
  return bitsOf(lastOf(run, folder));
}

describe('a varied training', () => {
  it('goes on to the same bits where it was interrupted', async () => {
    const run = wbcRun(EVERYTHING);
    const [whole, parted] = [newFolder(), newFolder()];
    const uninterrupted = await trained(run, whole);
    await stoppedAfterOneEpoch(run, parted);
    const resumed = await trained(run, parted, { resume: true });
    expect(resumed.progress[0]).toMatchObject({ stage: 'training', epoch: 2 });
    expect(bitsOf(lastOf(run, parted))).toBe(bitsOf(lastOf(run, whole)));
    expect(resumed.outcome.predictions).toEqual(uninterrupted.outcome.predictions);
  });

  it('gives the same bits with 0, 1 and 2 threads that prepare it, and with a disk cache', async () => {
    const run = wbcRun({ ...EVERYTHING, epochs: 2 });
    const here = await bitsAfter(run);
    for (const each of workers) expect(await bitsAfter(run, { workers: each })).toBe(here);
    const disk = new DiskCache(newFolder(), 1e6, true);
    for (let round = 0; round < 2; round++)
      expect(await bitsAfter(run, { workers: workers[1], disk, cache: new PixelCache(0) })).toBe(here);
    expect(disk.bytes).toBeGreaterThan(0);
  });

  it('is another for every setting, and for an augmentation that changes nothing the reference itself', async () => {
    const options = [
      {},
      { augmentation: { flips: 'both' } },
      { augmentation: { rotation: 30 } },
      { augmentation: { rgb: { brightness: 0.2 } } },
      { augmentation: { hed: { scale: 0.2 } } },
      { mixup: {} },
      { normalisation: 'subset' },
    ];
    const bits: string[] = [];
    for (const option of options) bits.push(await bitsAfter(wbcRun({ epochs: 1, ...option })));
    expect(new Set(bits).size).toBe(options.length);
    expect(await bitsAfter(wbcRun({ epochs: 1, augmentation: {} }))).toBe(bits[0]);
  });

  it('of an augmented network still learns to tell the classes apart, and is validated on images as they are', async () => {
    const { curve } = await trained(
      tinyRun(images, { network: { name: 'cam16' }, training: { epochs: 8, batchSize: 4, augmentation: AUGMENTATION } }),
      newFolder(),
    );
    expect(curve.at(-1)?.trainAccuracy).toBe(1);
    expect(curve.at(-1)?.valAccuracy).toBe(1);
    const still = { epochs: 1, batchSize: 4, optimizer: { kind: 'sgd', learningRate: 1e-30, momentum: 0 } };
    const lossesWith = async (training: object) =>
      (await trained(tinyRun(images, { training: { ...still, ...training } }), newFolder())).curve[0];
    const [plain, varied] = [await lossesWith({}), await lossesWith({ augmentation: AUGMENTATION, mixup: {} })];
    expect(varied?.valLoss).toBe(plain?.valLoss);
    expect(varied?.trainLoss).not.toBe(plain?.trainLoss);
  });

  it('tells how fast it was and how long it waited', async () => {
    const { paces } = await trained(wbcRun({ epochs: 2 }), newFolder());
    expect(paces.map(({ epoch, images: count }) => [epoch, count])).toEqual([
      [1, 10],
      [2, 10],
    ]);
    for (const { seconds, waitedSeconds } of paces) expect(waitedSeconds > 0 && waitedSeconds <= seconds).toBe(true);
  });
});

describe('a training that is normalised by its images', () => {
  async function measured(run: RunFile) {
    const pixels = openBatchSource({ cache: new PixelCache(1e6) }, { dataRoot }, run.recipe.imageSize, new AbortController().signal);
    return measureNormalisation(trainingExamples(run), pixels, () => undefined);
  }

  it('keeps with both checkpoints what it was normalised by: the statistics of its images, not of their masked copies', async () => {
    const run = wbcRun({ epochs: 1, normalisation: 'subset', augmentation: AUGMENTATION });
    const folder = newFolder();
    const { progress } = await trained(run, folder);
    const wanted = { wbc: await measured({ ...run, recipe: { ...run.recipe, maskedCopies: false } }) };
    for (const file of [LAST_CHECKPOINT, BEST_CHECKPOINT]) {
      const { normalisations, network } = readCheckpoint(join(folder, file), describedBy(run));
      expect(normalisations).toEqual(wanted);
      expect(network.layers[0]).toEqual({ kind: 'normalise', ...wanted.wbc });
    }
    expect(progress[0]).toEqual({ stage: 'measuring', epoch: 1, epochs: 1, done: 8, total: 8, trainLoss: null });
  });

  it('takes on going on what the checkpoint says, and measures nothing again', async () => {
    const run = wbcRun({ normalisation: 'subset' });
    const folder = newFolder();
    await stoppedAfterOneEpoch(run, folder);
    const file = join(folder, LAST_CHECKPOINT);
    const checkpoint = lastOf(run, folder);
    const normalisations: Normalisations = { wbc: { mean: [0.25, 0.5, 0.75], deviation: [0.5, 0.25, 0.125] } };
    writeCheckpoint(file, checkpoint.network, { ...checkpoint, normalisations });
    const { progress } = await trained(run, folder, { resume: true });
    expect(progress.some(({ stage }) => stage === 'measuring')).toBe(false);
    expect(lastOf(run, folder).normalisations).toEqual(normalisations);
  });

  it('of the autoencoder still has the pixels themselves to reconstruct', async () => {
    const recipe = {
      network: { name: 'autoencoder' },
      loss: 'mse',
      training: { epochs: 3, batchSize: 4, normalisation: 'subset', augmentation: AUGMENTATION },
    };
    const run = tinyRun(images, recipe, { classes: [] });
    const folder = newFolder();
    const { curve } = await trained(run, folder);
    // Normalised pixels have a variance of 1, which a sigmoid that ends at 0 and 1 would miss by at least a half.
    expect(curve[0]?.trainLoss).toBeLessThan(0.2);
    expect(curve[0]?.valLoss).toBeLessThan(0.2);
    expect(curve.at(-1)?.valLoss).toBeLessThan(curve[0]?.valLoss ?? 0);
    expect(Object.keys(lastOf(run, folder).normalisations)).toEqual(['autoencoder']);
  });

  it('is stopped while its images are measured', async () => {
    const stop = new AbortController();
    const request = {
      run: wbcRun({ normalisation: 'subset' }),
      folder: newFolder(),
      dataRoot,
      engine,
      cache: new PixelCache(0),
      resume: false,
      signal: stop.signal,
    };
    const training = train(request, { onProgress: () => stop.abort(), onEpoch: () => undefined });
    await expect(training).rejects.toThrow(expect.objectContaining({ kind: 'stopped' }));
  });
});

describe('an ensemble of normalised parts', () => {
  const PARTS: readonly InputModel['part'][] = ['autoencoder', 'cam16', 'wbc'];
  const BY: Normalisations = {
    autoencoder: { mean: [0.5, 0.4, 0.5], deviation: [0.2, 0.2, 0.3] },
    wbc: { mean: [0.6, 0.5, 0.6], deviation: [0.1, 0.2, 0.1] },
  };

  /** An ensemble's folder beside those of its parts, which were trained under `by`. */
  function folderWithParts(run: RunFile, by: Normalisations): string {
    const folder = newFolder('ensemble');
    for (const name of PARTS) {
      const { [name]: own } = by;
      const normalisations = own === undefined ? {} : { [name]: own };
      const network = describeNetwork({ name }, run.recipe.imageSize, run.classes.length, normalisations);
      const file = join(dirname(folder), name, LAST_CHECKPOINT);
      mkdirSync(dirname(file));
      writeCheckpoint(file, network, {
        identity: name,
        classes: [],
        normalisations,
        curve: [],
        state: initialState(network, 11),
        goingOn: null,
      });
    }
    return folder;
  }

  const inputs = PARTS.map((part) => ({ part, run: part, checkpoint: `../${part}/${LAST_CHECKPOINT}` }));
  const ensembleRun = (epochs: number) =>
    tinyRun(images, { network: { name: 'ensemble' }, training: { epochs, batchSize: 4 } }, { inputs });

  it('sees each image as each part was trained to, and keeps that with its own checkpoint', async () => {
    const run = ensembleRun(1);
    const folder = folderWithParts(run, BY);
    const { outcome } = await trained(run, folder);
    const { normalisations, network } = lastOf(run, folder);
    expect(normalisations).toEqual(BY);
    expect(network).toEqual(describedBy(run)(BY));
    const plain = await trained(run, folderWithParts(run, {}));
    expect(outcome.predictions).not.toEqual(plain.outcome.predictions);
  });

  it('goes on to the same bits, and begins anew when a part was trained under another normalisation', async () => {
    const run = ensembleRun(2);
    const [whole, parted] = [folderWithParts(run, BY), folderWithParts(run, BY)];
    await trained(run, whole);
    await stoppedAfterOneEpoch(run, parted);
    expect((await trained(run, parted, { resume: true })).progress[0]?.epoch).toBe(2);
    expect(bitsOf(lastOf(run, parted))).toBe(bitsOf(lastOf(run, whole)));
    const other = folderWithParts(run, BY);
    await stoppedAfterOneEpoch(run, other);
    const file = join(dirname(other), 'wbc', LAST_CHECKPOINT);
    const checkpoint = readCheckpoint(file, (by) => describeNetwork({ name: 'wbc' }, run.recipe.imageSize, run.classes.length, by));
    writeCheckpoint(file, checkpoint.network, { ...checkpoint, normalisations: {} });
    expect((await trained(run, other, { resume: true })).progress[0]?.epoch).toBe(1);
  });
});
