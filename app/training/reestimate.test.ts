/** Statistics that are estimated anew: over which images, kept in checkpoints, and gone on with to the same bits. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { EpochMetrics } from '../contract/evaluation.ts';
import type { RunFile } from '../contract/runFile.ts';
import type { Engine } from '../engine/engine.ts';
import { initialState } from '../engine/initialise.ts';
import { statisticsLayout } from '../engine/layout.ts';
import { openOnnxEngine } from '../engine/onnx/engine.ts';
import { describeNetwork } from '../networks/describeNetwork.ts';
import { NO_CHANGE } from './augmentation/change.ts';
import { BEST_CHECKPOINT, LAST_CHECKPOINT, readCheckpoint } from './checkpoint.ts';
import { trainingExamples } from './examples.ts';
import { validateRun } from './outcome.ts';
import { openBatchSource } from './pipeline/batchSource.ts';
import { PixelCache } from './pipeline/pixelCache.ts';
import { reestimated } from './reestimate.ts';
import { makeTinyDataSet, TINY_SIZE, tinyRun } from './tinyDataSet.fixture.ts';
import { train } from './train.ts';
import type { TrainingOutcome, TrainingProgress } from './training.ts';

let engine: Engine;
let dataRoot: string;
let images: RunFile['images'];
beforeAll(async () => {
  engine = await openOnnxEngine({ threads: 1 });
  dataRoot = mkdtempSync(join(tmpdir(), 'smearlab-statistics-'));
  images = await makeTinyDataSet(dataRoot);
  return () => rmSync(dataRoot, { recursive: true });
});

const network = describeNetwork({ name: 'wbc' }, TINY_SIZE, 2);
const neverStopped = new AbortController().signal;
const source = () => openBatchSource({ cache: new PixelCache(1e6) }, { dataRoot }, TINY_SIZE, neverStopped);
const runWith = (training: object, maskedCopies = false) =>
  tinyRun(images, {
    network: { name: 'wbc' },
    maskedCopies,
    training: { epochs: 3, batchSize: 4, statistics: 're-estimated', ...training },
  });

async function estimatedOver(run: RunFile, batchSize: number, seed = 1, trainable = (_: string) => true) {
  const state = initialState(network, 5);
  const request = { engine, network, trainable, state, examples: trainingExamples(run), pixels: source(), batchSize, seed };
  return { state, got: await reestimated({ ...request, signal: neverStopped, onDone: () => undefined }) };
}

describe('statistics estimated anew', () => {
  it('are the batch’s own where all images are one batch, and no parameter moves', async () => {
    const run = runWith({});
    const { state, got } = await estimatedOver(run, 8);
    const measuring = await engine.compileStatistics(network, { batch: 8, trainable: () => true }, state);
    const inOrder = trainingExamples(run).map((example) => ({ example, change: NO_CHANGE }));
    const wanted = await measuring.run(await source().input(inOrder, 8));
    for (const [at, value] of wanted.entries()) expect(got.statistics[at]).toBeCloseTo(value, 4);
    expect(got.parameters).toBe(state.parameters);
  });

  it('leave masked copies out', async () => {
    const [plain, masked] = [await estimatedOver(runWith({}), 4), await estimatedOver(runWith({}, true), 4)];
    expect(masked.got.statistics).toEqual(plain.got.statistics);
  });

  it('hang on the batches they are taken over, which the seed draws', async () => {
    const [one, same, other] = [
      await estimatedOver(runWith({}), 4, 1),
      await estimatedOver(runWith({}), 4, 1),
      await estimatedOver(runWith({}), 4, 2),
    ];
    expect(same.got.statistics).toEqual(one.got.statistics);
    expect(other.got.statistics).not.toEqual(one.got.statistics);
  });

  it('are left as they were of a batch norm that is frozen', async () => {
    const { state, got } = await estimatedOver(runWith({}), 4, 1, (name) => !name.startsWith('bn1.'));
    const [first, ...others] = statisticsLayout(network).entries;
    expect(first?.name).toBe('bn1.running_mean');
    const of = (values: Float32Array, entry = first) => values.slice(entry?.offset, (entry?.offset ?? 0) + (entry?.size ?? 0));
    expect(of(got.statistics)).toEqual(of(state.statistics));
    expect(of(got.statistics, others[2])).not.toEqual(of(state.statistics, others[2]));
  });

  it('are the state itself where no batch norm is trained', async () => {
    const { state, got } = await estimatedOver(runWith({}), 4, 1, (name) => name.startsWith('fc.'));
    expect(got).toBe(state);
  });
});

function newFolder(): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'smearlab-statistics-')), 'tiny');
  mkdirSync(folder);
  onTestFinished(() => rmSync(join(folder, '..'), { recursive: true }));
  return folder;
}

type Told = { readonly outcome: TrainingOutcome; readonly progress: readonly TrainingProgress[]; readonly curve: readonly EpochMetrics[] };

function request(run: RunFile, folder: string, resume = false, signal = neverStopped) {
  return { run, folder, dataRoot, engine, cache: new PixelCache(1e6), resume, signal };
}

async function trained(run: RunFile, folder: string, resume = false): Promise<Told> {
  const [progress, curve]: [TrainingProgress[], EpochMetrics[]] = [[], []];
  const outcome = await train(request(run, folder, resume), {
    onProgress: (step) => progress.push(step),
    onEpoch: (metrics) => curve.push(metrics),
  });
  return { outcome, progress, curve };
}

const read = (folder: string, file: string) => readCheckpoint(join(folder, file), () => network);

describe('a training whose statistics are estimated anew', () => {
  it('learns the same parameters as one on running statistics, and keeps others', async () => {
    const [anew, running] = [newFolder(), newFolder()];
    const told = await trained(runWith({}), anew);
    await trained(runWith({ statistics: 'running' }), running);
    const [own, other] = [read(anew, LAST_CHECKPOINT), read(running, LAST_CHECKPOINT)];
    expect(own.state.parameters).toEqual(other.state.parameters);
    expect(own.goingOn?.trained?.statistics).toEqual(other.state.statistics);
    expect(own.state.statistics).not.toEqual(other.state.statistics);
    expect(told.progress.some(({ stage, done, total }) => stage === 'estimating' && done === 8 && total === 8)).toBe(true);
  });

  it('validates every epoch on them: the best checkpoint predicts what its epoch was told to', async () => {
    const run = runWith({});
    const folder = newFolder();
    const { curve } = await trained(run, folder);
    const { state, curve: upTo } = read(folder, BEST_CHECKPOINT);
    const again = await validateRun(request(run, folder), network, state, source(), () => undefined);
    expect(again.loss).toBe(curve[upTo.length - 1]?.valLoss);
  });

  it.each([
    ['', {}],
    [', averaging as well', { movingAverage: { decay: 0.9 } }],
    [
      ', by steps, in all views and augmented',
      { stepsPerEpoch: 3, testTimeAugmentation: 'eight-views', augmentation: { rotation: 90, flips: 'both' } },
    ],
  ])('goes on to the same bits where it was interrupted%s', async (_, training) => {
    const run = runWith(training);
    const [whole, parted] = [newFolder(), newFolder()];
    const uninterrupted = await trained(run, whole);
    const stop = new AbortController();
    const first = train(request(run, parted, false, stop.signal), { onProgress: () => undefined, onEpoch: () => stop.abort() });
    await expect(first).rejects.toThrow(expect.objectContaining({ kind: 'stopped' }));
    const resumed = await trained(run, parted, true);
    const timeless = (curve: readonly EpochMetrics[]) => curve.map((metrics) => ({ ...metrics, seconds: 0 }));
    expect(timeless(resumed.curve)).toEqual(timeless(uninterrupted.curve));
    expect(resumed.outcome.predictions).toEqual(uninterrupted.outcome.predictions);
    const [one, other] = [read(whole, LAST_CHECKPOINT), read(parted, LAST_CHECKPOINT)];
    expect({ ...other, curve: [] }).toEqual({ ...one, curve: [] });
  });

  it('that only had to be finished predicts by them, as before', async () => {
    const run = runWith({});
    const folder = newFolder();
    const { outcome } = await trained(run, folder);
    const again = await trained(run, folder, true);
    expect(again.outcome.predictions).toEqual(outcome.predictions);
  });
});
