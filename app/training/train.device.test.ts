/** The training loop over an engine that keeps its state on the device: checkpoints, validation, going on. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import type { RunFile } from '../contract/runFile.ts';
import type { Engine } from '../engine/engine.ts';
import { openOnnxEngine } from '../engine/onnx/engine.ts';
import { describeOnWebgpu } from '../engine/onnx/webgpu.fixture.ts';
import { relativeError } from '../engine/relativeError.fixture.ts';
import { describeNetwork } from '../networks/describeNetwork.ts';
import { type Checkpoint, LAST_CHECKPOINT, readCheckpoint } from './checkpoint.ts';
import { PixelCache } from './pipeline/pixelCache.ts';
import { makeTinyDataSet, tinyRun } from './tinyDataSet.fixture.ts';
import { train } from './train.ts';

describeOnWebgpu('training', () => {
  let dataRoot: string;
  let images: RunFile['images'];
  let webgpu: Engine;
  let cpu: Engine;
  beforeAll(async () => {
    dataRoot = mkdtempSync(join(tmpdir(), 'smearlab-tiny-'));
    images = await makeTinyDataSet(dataRoot);
    webgpu = await openOnnxEngine({ threads: 1, device: 'webgpu' });
    cpu = await openOnnxEngine({ threads: 1 });
    return () => rmSync(dataRoot, { recursive: true });
  });

  function newFolder(): string {
    const folder = join(mkdtempSync(join(tmpdir(), 'smearlab-device-')), 'tiny');
    onTestFinished(() => rmSync(join(folder, '..'), { recursive: true }));
    mkdirSync(folder);
    return folder;
  }

  /** @param epochs after which it is stopped */
  async function trained(
    run: RunFile,
    folder: string,
    engine: Engine,
    resume = false,
    epochs = Number.POSITIVE_INFINITY,
  ): Promise<Checkpoint> {
    const stop = new AbortController();
    const request = { run, folder, dataRoot, engine, cache: new PixelCache(1e6), resume, signal: stop.signal };
    const onEpoch = ({ epoch }: { epoch: number }) => {
      if (epoch >= epochs) stop.abort();
    };
    const training = train(request, { onProgress: () => undefined, onEpoch });
    if (Number.isFinite(epochs)) await expect(training).rejects.toThrow(expect.objectContaining({ kind: 'stopped' }));
    else await training;
    const { recipe, classes } = run;
    return readCheckpoint(join(folder, LAST_CHECKPOINT), () => describeNetwork(recipe.network, recipe.imageSize, classes.length));
  }

  it('writes checkpoints that it goes on from to the same bits, and the processor to nearly the same numbers', async () => {
    const training = { epochs: 2, batchSize: 3, movingAverage: { decay: 0.9 }, clipNorm: 1 };
    const run = tinyRun(images, { network: { name: 'cam16' }, training });
    const whole = await trained(run, newFolder(), webgpu);
    const [onDevice, onProcessor] = [newFolder(), newFolder()];
    await trained(run, onDevice, webgpu, false, 1);
    expect((await trained(run, onDevice, webgpu, true)).state).toEqual(whole.state);
    await trained(run, onProcessor, webgpu, false, 1);
    const mixed = await trained(run, onProcessor, cpu, true);
    expect(mixed.goingOn?.optimizer.step).toBe(whole.goingOn?.optimizer.step);
    expect(relativeError(mixed.state.parameters.subarray(-1000), whole.state.parameters.subarray(-1000))).toBeLessThan(1e-2);
  });
});
