import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deviceSchema } from '../../app/contract/device.ts';
import { epochMetricsSchema, predictionSchema } from '../../app/contract/evaluation.ts';
import { RUN_FILE } from '../../app/training/executeRun.ts';
import { makeTinyDataSet, tinyRun } from '../../app/training/tinyDataSet.fixture.ts';
import { SOFTWARE_DEVICE } from '../softwareDevice.ts';
import { newFolder, smallStudy, smearlab } from './smearlab.ts';

const hasSoftwareDevice = Object.keys(SOFTWARE_DEVICE).length > 0;
const ON_SOFTWARE_DEVICE = hasSoftwareDevice
  ? "on Chromium's software device"
  : "on Chromium's software device, which is not here (Debian's chromium brings it)";

/** Neither DirectML (Windows) nor ONNX Runtime's CUDA (Linux) is everywhere: this one does not open here. */
const ELSEWHERE = process.platform === 'win32' ? 'cuda' : 'directml';

const devicesSchema = z.array(
  z.object({ device: z.string(), opens: z.boolean(), reason: z.string().optional(), details: z.string().optional() }),
);
const resultSchema = z.object({ curve: z.array(epochMetricsSchema), predictions: z.array(predictionSchema) });

const data = newFolder();
let images: Awaited<ReturnType<typeof makeTinyDataSet>>;
beforeAll(async () => {
  images = await makeTinyDataSet(data);
});

/** A folder with the run file of a run that ends within seconds. */
function newRun(): string {
  const folder = join(newFolder(), 'tiny');
  mkdirSync(folder);
  writeFileSync(
    join(folder, RUN_FILE),
    JSON.stringify(tinyRun(images, { network: { name: 'cam16' }, training: { epochs: 2, batchSize: 3 } })),
  );
  return folder;
}

const runOn = (device: string, folder: string, env: Readonly<Record<string, string>> = {}) =>
  smearlab(['run', join(folder, RUN_FILE), '--data', data, '--device', device, '--threads', '1'], { env });

const resultIn = (folder: string) => resultSchema.parse(JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')));

describe('smearlab devices', () => {
  it('lists every device on a line, whether it opens, and why not', async () => {
    const { status, stdout } = await smearlab(['devices']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^cpu +opens +onnx, onnxruntime \d/m);
    expect(stdout).toMatch(new RegExp(`^${ELSEWHERE} +– +[A-Z].*\\.$`, 'm'));
    expect(stdout.trim().split('\n')).toHaveLength(deviceSchema.options.length);
  });

  it('says the same to a program, with what was printed below the sentences', async () => {
    const { stdout } = await smearlab(['devices', '--json']);
    const devices = devicesSchema.parse(JSON.parse(stdout));
    expect(devices.map(({ device }) => device)).toEqual(deviceSchema.options);
    for (const { opens, reason, details } of devices) if (!opens) expect([reason, details]).not.toContain('');
  });

  it.runIf(hasSoftwareDevice)(`finds WebGPU ${ON_SOFTWARE_DEVICE}`, async () => {
    const { stdout } = await smearlab(['devices'], { env: SOFTWARE_DEVICE });
    expect(stdout).toMatch(/^webgpu +opens/m);
  });
});

describe('a device that does not open', () => {
  it('ends a run with the reason and trains nothing in its place', async () => {
    const folder = newRun();
    const { status, stderr } = await runOn(ELSEWHERE, folder);
    expect(status).toBe(1);
    expect(stderr).toMatch(/smearlab: .* use .*\bcpu\b.*\.$/m);
    expect(existsSync(join(folder, 'last.safetensors'))).toBe(false);
  });

  it('ends a study before it imports anything', async () => {
    const out = join(newFolder(), 'out');
    const { status, stderr } = await smearlab(await smallStudy(out, '--device', ELSEWHERE));
    expect(status).toBe(1);
    expect(stderr).toContain('smearlab: ');
    expect(existsSync(out)).toBe(false);
  });

  it('that nobody has heard of is wrong usage', async () => {
    const { status, stderr } = await runOn('abacus', newRun());
    expect(status).toBe(2);
    expect(stderr).toMatch(/abacus.*auto, cpu, webgpu/s);
  });
});

describe(`a run ${ON_SOFTWARE_DEVICE}`, () => {
  it.runIf(hasSoftwareDevice)('trains on WebGPU, last batch and all, to what the processor comes to', async () => {
    const [device, processor] = [newRun(), newRun()];
    const ended = await runOn('webgpu', device, SOFTWARE_DEVICE);
    expect(ended.stderr).not.toContain('smearlab:');
    expect(ended.status).toBe(0);
    expect(ended.stderr).toContain('tiny on onnx, webgpu');
    await runOn('cpu', processor);
    const [there, here] = [resultIn(device), resultIn(processor)];
    for (const [epoch, { trainLoss, valLoss }] of here.curve.entries()) {
      expect(there.curve[epoch]?.trainLoss).toBeCloseTo(trainLoss, 3);
      expect(there.curve[epoch]?.valLoss ?? Number.NaN).toBeCloseTo(valLoss ?? Number.NaN, 3);
    }
    expect(there.predictions.map(({ predicted }) => predicted)).toEqual(here.predictions.map(({ predicted }) => predicted));
  });

  it.runIf(hasSoftwareDevice)('is left to the processor by auto, which measures both and says so', async () => {
    const folder = newRun();
    const { status, stderr } = await runOn('auto', folder, SOFTWARE_DEVICE);
    expect(status).toBe(0);
    expect(stderr).toMatch(/auto takes cpu: a step of cam16 at 16 px, 3 images takes [\d.]+ m?s there, .*webgpu/);
    expect(stderr).toContain('tiny on onnx, cpu');
  });
});
