import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { EpochMetrics, Prediction } from '../contract/evaluation.ts';
import type { InputModel, RunFile } from '../contract/runFile.ts';
import type { Engine, NetworkState } from '../engine/engine.ts';
import { initialState } from '../engine/initialise.ts';
import { entryOf, parameterLayout } from '../engine/layout.ts';
import { openOnnxEngine } from '../engine/onnx/engine.ts';
import { describeNetwork } from '../networks/describeNetwork.ts';
import { isEnsemblesOwn } from '../networks/ensemble.ts';
import { BEST_CHECKPOINT, type Checkpoint, LAST_CHECKPOINT, readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { validationExamples } from './examples.ts';
import { readInputModels, startingState } from './inputModels.ts';
import { openBatchSource } from './pipeline/batchSource.ts';
import { PixelCache } from './pipeline/pixelCache.ts';
import { assertRecipeFits } from './recipeFit.ts';
import { makeTinyDataSet, tinyRun } from './tinyDataSet.fixture.ts';
import { train } from './train.ts';
import type { TrainingOutcome, TrainingProgress, TrainingRequest } from './training.ts';
import { validate } from './validate.ts';

let engine: Engine;
let dataRoot: string;
let images: RunFile['images'];
beforeAll(async () => {
  engine = await openOnnxEngine({ threads: 1 });
  dataRoot = mkdtempSync(join(tmpdir(), 'smearlab-tiny-'));
  images = await makeTinyDataSet(dataRoot);
  return () => rmSync(dataRoot, { recursive: true });
});

function newFolder(): string {
  const study = mkdtempSync(join(tmpdir(), 'smearlab-train-'));
  onTestFinished(() => rmSync(study, { recursive: true }));
  const folder = join(study, 'tiny');
  mkdirSync(folder);
  return folder;
}

type Told = { readonly outcome: TrainingOutcome; readonly curve: readonly EpochMetrics[]; readonly progress: readonly TrainingProgress[] };

async function trained(run: RunFile, folder: string, more: Partial<TrainingRequest> = {}): Promise<Told> {
  const curve: EpochMetrics[] = [];
  const progress: TrainingProgress[] = [];
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
  const outcome = await train(request, { onProgress: (step) => progress.push(step), onEpoch: (metrics) => curve.push(metrics) });
  return { outcome, curve, progress };
}

/** Trains until the first epoch was reported, as Ctrl-C right after it would. */
async function stoppedAfterOneEpoch(run: RunFile, folder: string): Promise<void> {
  const stop = new AbortController();
  const request = { run, folder, dataRoot, engine, cache: new PixelCache(1e6), resume: false, signal: stop.signal };
  const training = train(request, { onProgress: () => undefined, onEpoch: () => stop.abort() });
  await expect(training).rejects.toThrow(expect.objectContaining({ kind: 'stopped' }));
}

const networkOf = ({ recipe, classes }: RunFile) => describeNetwork(recipe.network, recipe.imageSize, classes.length);
const lastOf = (run: RunFile, folder: string) => readCheckpoint(join(folder, LAST_CHECKPOINT), () => networkOf(run));

/** Everything but the wall clock; long vectors as digests, because a test that finds them different would print them for minutes. */
const timeless = ({ curve, state, goingOn, ...rest }: Checkpoint) => {
  const { step, vectors = {} } = goingOn?.optimizer ?? {};
  const bits = { ...state, ...vectors, average: goingOn?.trained?.parameters, averageStatistics: goingOn?.trained?.statistics };
  return {
    ...rest,
    curve: curve.map((metrics) => ({ ...metrics, seconds: 0 })),
    step,
    bits: Object.entries(bits).map(([name, values]) => [name, values && digestOf(values)]),
  };
};

function digestOf(values: Float32Array): string {
  return createHash('sha256')
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest('hex');
}

describe('training', () => {
  it.each(['cam16', 'wbc'])('of the %s network lowers its loss and learns to tell the classes apart', async (name) => {
    const { outcome, curve } = await trained(tinyRun(images, { network: { name }, training: { epochs: 8, batchSize: 4 } }), newFolder());
    expect(curve.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(curve.at(-1)?.trainLoss).toBeLessThan((curve[0]?.trainLoss ?? 0) / 2);
    expect(curve.at(-1)?.trainAccuracy).toBe(1);
    expect(outcome.predictions.map(({ path }) => path)).toEqual(images.val.map(({ path }) => path));
    for (const { probabilities } of outcome.predictions) expect(probabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  });

  it('of the autoencoder lowers its loss and predicts nothing', async () => {
    const recipe = { network: { name: 'autoencoder' }, loss: 'mse', training: { epochs: 3, batchSize: 4 } };
    const { outcome, curve } = await trained(tinyRun(images, recipe, { classes: [] }), newFolder());
    expect(curve.at(-1)?.valLoss).toBeLessThan(curve[0]?.valLoss ?? 0);
    expect(curve.at(-1)).toMatchObject({ trainAccuracy: null, valAccuracy: null, valMacroF1: null });
    expect(outcome).toMatchObject({ predictions: [], reportedEpoch: 3, bestScore: -(curve.at(-1)?.valLoss ?? 0) });
  });

  it('takes the masked copies as well, and says how far it is', async () => {
    const { progress } = await trained(tinyRun(images, { maskedCopies: true, training: { epochs: 1, batchSize: 4 } }), newFolder());
    const of = (stage: string) => progress.filter((step) => step.stage === stage).map(({ done, total }) => `${done}/${total}`);
    expect(of('training')).toEqual(['4/10', '8/10', '10/10']);
    expect(of('validating')).toEqual(['4/4']);
  });

  it('goes without validation images', async () => {
    const { outcome, curve } = await trained(tinyRun({ ...images, val: [] }), newFolder());
    expect(curve.at(-1)).toMatchObject({ epoch: 2, valLoss: null, valMacroF1: null });
    expect(outcome.predictions).toEqual([]);
  });
});

describe('an interrupted run', () => {
  it('goes on to the same bits as an uninterrupted one', async () => {
    const run = tinyRun(images, { network: { name: 'wbc' }, maskedCopies: true, training: { epochs: 3, batchSize: 4 } });
    const [whole, parted] = [newFolder(), newFolder()];
    const uninterrupted = await trained(run, whole);
    await stoppedAfterOneEpoch(run, parted);
    const resumed = await trained(run, parted, { resume: true });
    expect(resumed.progress[0]?.epoch).toBe(2);
    expect(resumed.curve.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    expect(timeless(lastOf(run, parted))).toEqual(timeless(lastOf(run, whole)));
    expect(resumed.outcome.predictions).toEqual(uninterrupted.outcome.predictions);
  });

  it.each([
    [
      'AdamW, cosine with warm-up, clipping, average, class weights and smoothing',
      {
        optimizer: { kind: 'adamw' },
        schedule: { kind: 'cosine', warmUpEpochs: 0.5 },
        clipNorm: 0.5,
        movingAverage: { decay: 0.9 },
        crossEntropy: { classWeights: 'balanced', labelSmoothing: 0.1 },
      },
    ],
    [
      'SGD with momentum, plateau, balanced drawing, focal and logit-adjusted loss, frozen layers',
      {
        optimizer: { kind: 'sgd', nesterov: true },
        schedule: { kind: 'plateau', patience: 0, threshold: 0.9 },
        sampling: 'balanced',
        freeze: ['conv1', 'bn1', 'layer1'],
        crossEntropy: { focalGamma: 2, logitAdjustment: 1 },
      },
    ],
    ['SGD without momentum and an average', { optimizer: { kind: 'sgd', momentum: 0 }, movingAverage: {} }],
  ])('with %s goes on to the same bits too', async (_, options) => {
    const training = { epochs: 3, batchSize: 4, ...options };
    const run = tinyRun(images, { network: { name: 'wbc' }, maskedCopies: true, training });
    const [whole, parted] = [newFolder(), newFolder()];
    const uninterrupted = await trained(run, whole);
    await stoppedAfterOneEpoch(run, parted);
    const resumed = await trained(run, parted, { resume: true });
    expect(resumed.progress[0]?.epoch).toBe(2);
    expect(timeless(lastOf(run, parted))).toEqual(timeless(lastOf(run, whole)));
    expect(resumed.outcome.predictions).toEqual(uninterrupted.outcome.predictions);
  });

  it('begins anew when it is not to be resumed', async () => {
    const run = tinyRun(images);
    const folder = newFolder();
    await stoppedAfterOneEpoch(run, folder);
    expect((await trained(run, folder)).progress[0]?.epoch).toBe(1);
  });

  it.each([
    ['seed', { seed: 4 }],
    ['recipe', { recipe: tinyRun({ train: [], val: [] }, { training: { epochs: 3, batchSize: 4 } }).recipe }],
  ])('begins anew when its %s is another now', async (_, change) => {
    const run = tinyRun(images);
    const folder = newFolder();
    await stoppedAfterOneEpoch(run, folder);
    expect((await trained({ ...run, ...change }, folder, { resume: true })).progress[0]?.epoch).toBe(1);
  });

  it('whose last checkpoint is complete but which was never reported finishes with the same predictions, untrained', async () => {
    const run = tinyRun(images);
    const folder = newFolder();
    const first = await trained(run, folder);
    const again = await trained(run, folder, { resume: true });
    expect(again.progress).toEqual([]);
    expect(again.curve).toEqual(first.curve);
    expect(again.outcome).toEqual(first.outcome);
  });

  it('that is stopped before it begins leaves no checkpoint', async () => {
    const run = tinyRun(images);
    const folder = newFolder();
    await expect(trained(run, folder, { signal: AbortSignal.abort() })).rejects.toThrow(expect.objectContaining({ kind: 'stopped' }));
    expect(() => lastOf(run, folder)).toThrow(expect.objectContaining({ kind: 'missing-file' }));
  });
});

describe('the options of a recipe', () => {
  const changedBy = async (training: object) => {
    const run = tinyRun(images, { network: { name: 'wbc' }, maskedCopies: true, training: { epochs: 1, batchSize: 4, ...training } });
    const folder = newFolder();
    await trained(run, folder);
    const start = startingState(run, networkOf(run), []);
    return { run, start, checkpoint: lastOf(run, folder) };
  };

  let plain: Promise<Awaited<ReturnType<typeof changedBy>>> | undefined;

  it.each([
    ['the optimizer AdamW', { optimizer: { kind: 'adamw' } }],
    ['the optimizer SGD', { optimizer: { kind: 'sgd' } }],
    ['a schedule', { schedule: { kind: 'constant', warmUpEpochs: 1 } }],
    ['clipping', { clipNorm: 0.1, optimizer: { kind: 'adam', epsilon: 0.1 } }],
    ['a moving average', { movingAverage: {} }],
    ['frozen layers', { freeze: ['layer1'] }],
    ['balanced drawing', { sampling: 'balanced' }],
    ['drawing by roots', { sampling: 'square-root' }],
    ['class weights by name', { crossEntropy: { classWeights: { Dark: 5 } } }],
    ['label smoothing', { crossEntropy: { labelSmoothing: 0.1 } }],
    ['focal loss', { crossEntropy: { focalGamma: 2 } }],
  ])('reach the training: %s', async (_, training) => {
    plain ??= changedBy({});
    const [reference, other] = [await plain, await changedBy(training)];
    expect(digestOf(other.checkpoint.state.parameters)).not.toBe(digestOf(reference.checkpoint.state.parameters));
  });

  it('keep frozen layers and their batch norms as they were', async () => {
    const { run, start, checkpoint } = await changedBy({ freeze: ['layer1', 'bn1', 'fc.bias'] });
    const moved = (name: string) => {
      const entry = parameterLayout(networkOf(run)).entries.find((candidate) => candidate.name === name);
      if (entry === undefined) throw new Error(`no ${name}`);
      return entryOf(checkpoint.state.parameters, entry).join() !== entryOf(start.parameters, entry).join();
    };
    const names = [
      'conv1.weight',
      'bn1.weight',
      'layer1.0.conv1.weight',
      'layer1.1.bn2.bias',
      'layer2.0.conv1.weight',
      'fc.bias',
      'fc.weight',
    ];
    expect(names.filter(moved)).toEqual(['conv1.weight', 'layer2.0.conv1.weight', 'fc.weight']);
  });

  it('keep the average of a run that averages, and report its predictions', async () => {
    const run = tinyRun(images, { network: { name: 'wbc' }, training: { epochs: 2, batchSize: 4, movingAverage: { decay: 0.9 } } });
    const folder = newFolder();
    const { outcome } = await trained(run, folder);
    const { state, goingOn } = lastOf(run, folder);
    const steps = goingOn?.trained;
    if (steps == null) throw new Error('no unaveraged state');
    expect(digestOf(steps.parameters)).not.toBe(digestOf(state.parameters));
    expect(digestOf(steps.statistics)).not.toBe(digestOf(state.statistics));
    const { valLoss } = lastOf(run, folder).curve.at(-1) ?? {};
    const probabilities = await probabilitiesBy(run, state);
    expect(outcome.predictions.map((prediction) => prediction.probabilities)).toEqual(probabilities);
    expect(probabilities).not.toEqual(await probabilitiesBy(run, steps));
    const losses = outcome.predictions.map(({ actual }, row) => -Math.log(probabilities[row]?.[actual] ?? 0));
    expect(valLoss).toBeCloseTo(losses.reduce((a, b) => a + b) / losses.length, 6);
  });

  async function probabilitiesBy(run: RunFile, state: NetworkState): Promise<readonly (readonly number[])[]> {
    const { signal } = new AbortController();
    const pixels = openBatchSource({ cache: new PixelCache(1e6) }, { dataRoot }, run.recipe.imageSize, signal);
    const { predictions } = await validate({
      ...{ engine, network: networkOf(run), state, examples: validationExamples(run), signal },
      ...{ pixels, batchSize: 4, onDone: () => undefined },
    });
    return predictions.map(({ probabilities }) => probabilities);
  }

  it('report the plain cross-entropy in validation whatever is trained on', async () => {
    const still = { kind: 'sgd', learningRate: 1e-30, momentum: 0 };
    const valLoss = async (crossEntropy: object) => {
      const training = { epochs: 1, batchSize: 4, optimizer: still, crossEntropy };
      const { curve } = await trained(tinyRun(images, { training }), newFolder());
      return [curve[0]?.valLoss, curve[0]?.trainLoss];
    };
    const [plain, focal] = [await valLoss({}), await valLoss({ focalGamma: 2 })];
    expect(focal[0]).toBe(plain[0]);
    expect(focal[1]).toBeLessThan((plain[1] ?? 0) / 2);
  });

  it.each([
    ['a layer that the network does not have', { freeze: ['fc1', 'fc9'] }, /freezes fc9.*no layer.*conv1, conv2, conv3, fc1, fc2/],
    ['everything', { freeze: ['conv1', 'conv2', 'conv3', 'fc1', 'fc2'] }, /freezes all/],
    ['a class weight without its class', { crossEntropy: { classWeights: { Green: 2 } } }, /weight for Green.*Bright, Dark/],
  ])('are refused for %s before anything is trained', async (_, training, message) => {
    const run = tinyRun(images, { training: { epochs: 1, batchSize: 4, ...training } });
    const refusal = expect.objectContaining({ kind: 'bad-recipe', message: expect.stringMatching(message) });
    await expect(trained(run, newFolder())).rejects.toThrow(refusal);
    expect(() => assertRecipeFits(run)).toThrow(refusal);
  });
});

describe('the end of a run', () => {
  // Steps too small to change a 32-bit number: every epoch scores as the first.
  const still = { kind: 'adam', learningRate: 1e-30 };

  it('comes early when nothing gets better', async () => {
    const recipe = {
      network: { name: 'autoencoder' },
      loss: 'mse',
      training: { epochs: 9, batchSize: 4, optimizer: still, earlyStopping: { patience: 2 } },
    };
    const run = tinyRun(images, recipe, { classes: [] });
    const folder = newFolder();
    const { outcome, curve } = await trained(run, folder);
    expect(curve).toHaveLength(3);
    expect(outcome).toMatchObject({ reportedEpoch: 3, bestEpoch: 1 });
    expect((await trained(run, folder, { resume: true })).progress).toEqual([]);
  });

  it.each([
    ['best', 1, BEST_CHECKPOINT],
    ['last', 2, LAST_CHECKPOINT],
  ] as const)('reports the %s epoch and its predictions when the recipe keeps that', async (keep, epoch, file) => {
    const run = tinyRun(images, { training: { epochs: 2, batchSize: 4, keep } });
    const folder = newFolder();
    await trained(run, folder);
    // Whatever was trained: make the first epoch the better one, and the two checkpoints different networks.
    const network = networkOf(run);
    const last = lastOf(run, folder);
    const curve = last.curve.map((metrics, index) => ({ ...metrics, valMacroF1: index === 0 ? 1 : 0 }));
    const untrained = initialState(network, 99);
    writeCheckpoint(join(folder, BEST_CHECKPOINT), network, { ...last, curve: curve.slice(0, 1), state: untrained, goingOn: null });
    writeCheckpoint(join(folder, LAST_CHECKPOINT), network, { ...last, curve });
    const { outcome } = await trained(run, folder, { resume: true });
    expect(outcome).toMatchObject({ reportedEpoch: epoch, bestEpoch: 1, bestScore: 1 });
    expect(outcome.predictions).toEqual(await predictionsBy(run, join(folder, file)));
    const other = file === BEST_CHECKPOINT ? LAST_CHECKPOINT : BEST_CHECKPOINT;
    expect(outcome.predictions).not.toEqual(await predictionsBy(run, join(folder, other)));
  });

  async function predictionsBy(run: RunFile, file: string): Promise<readonly Prediction[]> {
    const folder = newFolder();
    const network = networkOf(run);
    const { state } = readCheckpoint(file, () => network);
    const keepLast = { ...run, recipe: { ...run.recipe, training: { ...run.recipe.training, keep: 'last' as const } } };
    await trained(keepLast, folder);
    writeCheckpoint(join(folder, LAST_CHECKPOINT), network, { ...lastOf(keepLast, folder), state });
    return (await trained(keepLast, folder, { resume: true })).outcome.predictions;
  }

  it.each([
    ['in its first step, several steps an epoch', { epochs: 1, batchSize: 2 }],
    ['in the last step of its only epoch, unseen by the training loss', { epochs: 1, batchSize: 8 }],
  ])('is said to be divergence when the loss breaks %s, and nothing broken is kept', async (_, size) => {
    for (const name of ['cam16', 'wbc']) {
      const run = tinyRun(images, { network: { name }, training: { ...size, optimizer: { kind: 'adam', learningRate: 1e30 } } });
      const folder = newFolder();
      await expect(trained(run, folder)).rejects.toThrow(
        expect.objectContaining({ kind: 'diverged', message: expect.stringMatching(/tiny diverged.*epoch 1/) }),
      );
      expect(() => lastOf(run, folder)).toThrow(expect.objectContaining({ kind: 'missing-file' }));
    }
  });

  it('is a missing file when an image is gone', async () => {
    const [first, ...others] = images.train;
    if (first === undefined) throw new Error('no image');
    const gone = { ...first, path: 'train/data/Bright/gone.png', sha256: 'e'.repeat(64) };
    const failed = expect.objectContaining({ kind: 'missing-file', message: expect.stringContaining('gone.png') });
    await expect(trained(tinyRun({ ...images, train: [gone, ...others] }), newFolder())).rejects.toThrow(failed);
    await expect(trained(tinyRun({ ...images, val: [gone] }), newFolder())).rejects.toThrow(failed);
  });
});

describe('the ensemble', () => {
  const PARTS: readonly InputModel['part'][] = ['autoencoder', 'cam16', 'wbc'];
  const inputs = PARTS.map((part) => ({ part, run: part, checkpoint: `../${part}/${LAST_CHECKPOINT}` }));
  const ensembleRun = (fineTune: boolean, more: Partial<RunFile> = {}) =>
    tinyRun(images, { network: { name: 'ensemble', fineTune }, training: { epochs: 1, batchSize: 4 } }, { inputs, ...more });

  function folderWithParts(run: RunFile): string {
    const folder = newFolder();
    for (const name of PARTS) {
      const network = describeNetwork({ name }, run.recipe.imageSize, run.classes.length);
      const file = join(dirname(folder), name, LAST_CHECKPOINT);
      mkdirSync(dirname(file));
      const state = initialState(network, 11);
      writeCheckpoint(file, network, { identity: name, classes: [], normalisations: {}, curve: [], state, goingOn: null });
    }
    return folder;
  }

  it.each([
    [false, 'leaves every parameter and statistic of its backbones as they were'],
    [true, 'trains its backbones as well'],
  ])('with fineTune %s %s', async (fineTune) => {
    const run = ensembleRun(fineTune);
    const folder = folderWithParts(run);
    const network = networkOf(run);
    const start = startingState(run, network, readInputModels(run, folder));
    await trained(run, folder);
    const { state } = lastOf(run, folder);
    const changed = parameterLayout(network).entries.filter(
      (entry) => entryOf(state.parameters, entry).join() !== entryOf(start.parameters, entry).join(),
    );
    const ofBackbones = changed.filter(({ name }) => !isEnsemblesOwn(name)).map(({ name }) => name.split('.', 1)[0]);
    expect(changed.some(({ name }) => isEnsemblesOwn(name))).toBe(true);
    expect([...new Set(ofBackbones)].sort()).toEqual(fineTune ? ['autoencoder', 'cam16', 'wbc'] : []);
    expect(state.statistics.join() === start.statistics.join()).toBe(!fineTune);
  });

  it.each(PARTS)('without its %s run is refused by the name of what it lacks', async (part) => {
    const run = ensembleRun(false, { inputs: inputs.filter((input) => input.part !== part) });
    await expect(trained(run, folderWithParts(run))).rejects.toThrow(
      expect.objectContaining({ kind: 'bad-run-file', message: expect.stringContaining(`no ${part} run`) }),
    );
  });

  it('whose backbone is not there is told which checkpoint is missing', async () => {
    await expect(trained(ensembleRun(false), newFolder())).rejects.toThrow(
      expect.objectContaining({ kind: 'missing-file', message: expect.stringContaining('autoencoder') }),
    );
  });
});
