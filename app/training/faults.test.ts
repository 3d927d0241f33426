import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { RunFile } from '../contract/runFile.ts';
import type { Engine, StepResult } from '../engine/engine.ts';
import { learnOnHost } from '../engine/hostLearning.ts';
import { openOnnxEngine } from '../engine/onnx/engine.ts';
import { engineFailure } from '../engine/onnx/engineFailure.ts';
import { BEST_CHECKPOINT, LAST_CHECKPOINT } from './checkpoint.ts';
import { executeRun, RUN_FILE } from './executeRun.ts';
import { explainFailures } from './explainFailures.ts';
import { PixelCache } from './pipeline/pixelCache.ts';
import { readTensors } from './safetensors.ts';
import { makeTinyDataSet, tinyRun } from './tinyDataSet.fixture.ts';

let onnx: Engine;
let dataRoot: string;
let images: RunFile['images'];
beforeAll(async () => {
  onnx = await openOnnxEngine({ threads: 1 });
  dataRoot = mkdtempSync(join(tmpdir(), 'smearlab-tiny-'));
  images = await makeTinyDataSet(dataRoot);
  return () => rmSync(dataRoot, { recursive: true });
});

/** A stand-in for an engine that breaks: the ONNX engine, but for what `fault` makes of one step, counted from 1. */
function standIn(step: number, fault: (result: StepResult) => StepResult): Engine {
  let taken = 0;
  const compileTraining: Engine['compileTraining'] = async (network, options) => {
    const compiled = await onnx.compileTraining(network, options);
    return {
      dispose: () => compiled.dispose(),
      run: async (batch, targets, state) => {
        const result = await compiled.run(batch, targets, state);
        return ++taken === step ? fault(result) : result;
      },
    };
  };
  return {
    ...onnx,
    compileTraining,
    startLearning: async (network, options, start) => learnOnHost(compileTraining, network, options, start),
  };
}

function folderOf(run: RunFile): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'smearlab-fault-')), run.name);
  onTestFinished(() => rmSync(join(folder, '..'), { recursive: true }));
  mkdirSync(folder);
  writeFileSync(join(folder, RUN_FILE), JSON.stringify(run));
  return folder;
}

function execute(folder: string, engine: Engine, resume = false) {
  const executor = explainFailures({
    execute: (request, listener) => executeRun(request, listener, { engine, cache: new PixelCache(1e6) }),
    close: () => Promise.resolve(),
  });
  const listener = { onNotice: () => undefined, onStarted: () => undefined, onProgress: () => undefined, onEpoch: () => undefined };
  return executor.execute({ folder, dataRoot, resume, signal: new AbortController().signal }, listener);
}

const bitsOf = (folder: string) => {
  const { tensors } = readTensors(join(folder, LAST_CHECKPOINT));
  return [...tensors].map(([name, { values }]) => `${name} ${Buffer.from(values.buffer).toString('base64')}`);
};
const bytesOf = (folder: string) => [LAST_CHECKPOINT, BEST_CHECKPOINT].map((file) => readFileSync(join(folder, file)).toString('base64'));

const STEPS = 2;
const LAST_STEP_OF_EPOCH_TWO = 2 * STEPS;
const training = { epochs: 3, batchSize: 4 };

describe('a run whose engine breaks in its second epoch', () => {
  it.each([
    ['loses its device (WebGPU)', 'device-lost', 'WebGPU device lost (1): VK_ERROR_DEVICE_LOST', '--device cpu'],
    ['loses its device (DirectML)', 'device-lost', '887A0005 The GPU device instance has been suspended.', '--device cpu'],
    ['loses its device (CUDA)', 'device-lost', 'CUDA failure 719: unspecified launch failure ; GPU=0', '--device cpu'],
    ['has no memory left', 'out-of-memory', 'Failed to allocate memory for requested buffer of size 150994944', 'smaller batch than 4'],
  ])('because it %s keeps its first, says what to try, and goes on to the same bits', async (_, kind, message, advice) => {
    const run = tinyRun(images, { network: { name: 'wbc' }, training });
    const [whole, broken] = [folderOf(run), folderOf(run)];
    const uninterrupted = await execute(whole, onnx);
    const engine = standIn(STEPS + 1, () => {
      throw engineFailure('Training wbc stopped', new Error(message));
    });
    const failure = expect.objectContaining({
      kind,
      message: expect.stringMatching(`after 1 of its 3 epochs.*first epoch is kept.*${advice}`),
    });
    await expect(execute(broken, engine)).rejects.toThrow(failure);
    const resumed = await execute(broken, onnx, true);
    expect(bitsOf(broken)).toEqual(bitsOf(whole));
    expect(resumed.predictions).toEqual(uninterrupted.predictions);
  });

  it('because JavaScript has no memory left is told so as well', async () => {
    const folder = folderOf(tinyRun(images, { training }));
    const engine = standIn(STEPS + 1, () => {
      throw new RangeError('Array buffer allocation failed');
    });
    await expect(execute(folder, engine)).rejects.toThrow(expect.objectContaining({ kind: 'out-of-memory' }));
  });

  const spoilt = (values: Float32Array, value: number) => {
    const copy = values.slice();
    copy[7] = value;
    return copy;
  };
  it.each([
    ['a gradient that is no number', {}, (r: StepResult) => ({ ...r, gradient: spoilt(r.gradient, Number.NaN) }), 'parameters'],
    ['an infinite gradient', {}, (r: StepResult) => ({ ...r, gradient: spoilt(r.gradient, Number.NEGATIVE_INFINITY) }), 'parameters'],
    ['a gradient whose square is infinite', {}, (r: StepResult) => ({ ...r, gradient: spoilt(r.gradient, 1e25) }), 'optimizer'],
    ['statistics that are no numbers', {}, (r: StepResult) => ({ ...r, statistics: spoilt(r.statistics, Number.NaN) }), 'statistics'],
    [
      'such a gradient, averaged',
      { movingAverage: {} },
      (r: StepResult) => ({ ...r, gradient: spoilt(r.gradient, Number.NaN) }),
      'parameters',
    ],
    ['such a gradient, clipped', { clipNorm: 1 }, (r: StepResult) => ({ ...r, gradient: spoilt(r.gradient, Number.NaN) }), 'parameters'],
    [
      'such a gradient and plain SGD',
      { optimizer: { kind: 'sgd', momentum: 0 } },
      (r: StepResult) => ({ ...r, gradient: spoilt(r.gradient, Number.POSITIVE_INFINITY) }),
      'parameters',
    ],
    ['a loss that is no number', {}, (r: StepResult) => ({ ...r, loss: Number.NaN }), 'loss'],
    ['an infinite loss', {}, (r: StepResult) => ({ ...r, loss: Number.POSITIVE_INFINITY }), 'loss'],
  ] as const)('by %s in its last step keeps both checkpoints of the first as they were', async (_, options, fault, said) => {
    for (const val of [images.val, []]) {
      const run = tinyRun({ ...images, val }, { network: { name: 'wbc' }, training: { ...training, ...options } });
      const folder = folderOf(run);
      const failure = expect.objectContaining({
        kind: 'diverged',
        message: expect.stringMatching(
          `tiny diverged: .*${said}.* no number any more in epoch 2\\. Its first epoch is kept\\. Try a lower learningRate`,
        ),
      });
      let before: readonly string[] = [];
      const engine = standIn(LAST_STEP_OF_EPOCH_TWO, (result) => {
        before = bytesOf(folder);
        return fault(result);
      });
      await expect(execute(folder, engine)).rejects.toThrow(failure);
      expect(before).toHaveLength(2);
      expect(bytesOf(folder)).toEqual(before);
    }
  });
});

describe('a run that really diverges', () => {
  it.each([
    ['SGD at 1e30', { kind: 'sgd', learningRate: 1e30 }],
    ['SGD without momentum at 1e30', { kind: 'sgd', learningRate: 1e30, momentum: 0 }],
    ['Adam at 1e30', { kind: 'adam', learningRate: 1e30 }],
    ['Adam at 1e6', { kind: 'adam', learningRate: 1e6 }],
    ['AdamW at 1e6', { kind: 'adamw', learningRate: 1e6 }],
  ])('with %s leaves no checkpoint that is no number, with validation images and without', async (_, optimizer) => {
    for (const val of [images.val, []]) {
      for (const name of ['cam16', 'wbc']) {
        const run = tinyRun({ ...images, val }, { network: { name }, training: { epochs: 3, batchSize: 8, optimizer } });
        const folder = folderOf(run);
        const end = await execute(folder, onnx).then(
          () => 'finished',
          ({ kind }: { kind: string }) => kind,
        );
        // A deep network may well take absurd steps and stay finite; what counts is that nothing broken is kept.
        expect(['finished', 'diverged']).toContain(end);
        expect(finiteCheckpoints(folder)).toEqual(finiteCheckpoints(folder).map(() => true));
        if (optimizer.kind === 'sgd') expect(end).toBe('diverged');
      }
    }
  });

  function finiteCheckpoints(folder: string): boolean[] {
    return [LAST_CHECKPOINT, BEST_CHECKPOINT].map((file) => {
      try {
        return [...readTensors(join(folder, file)).tensors.values()].every(({ values }) => values.every(Number.isFinite));
      } catch (error) {
        return error instanceof Error && error.message.includes('is not there');
      }
    });
  }
});
