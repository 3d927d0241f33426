import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as native from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Prediction, predictionSchema } from '../../app/contract/evaluation.ts';
import type { RunFile } from '../../app/contract/runFile.ts';
import { inOnnxRuntime, inTensorFlow, loadTensorFlow, type Predict } from '../../app/export/peers.fixture.ts';
import { readPixels } from '../../app/library/pixels.ts';
import { toInputTensor } from '../../app/training/batches.ts';
import { makeTinyDataSet, TINY_CLASSES, TINY_SIZE, tinyRun } from '../../app/training/tinyDataSet.fixture.ts';
import { CHROMIUM, WITHOUT_CHROMIUM } from './browser.ts';
import { runDocumentedPage } from './documentedPage.ts';
import { canMount, isRoot } from './privileges.ts';
import { newFolder, smearlab } from './smearlab.ts';

const resultSchema = z.object({ predictions: z.array(predictionSchema) });
const NAMES = ['autoencoder', 'cam16', 'wbc', 'ensemble'] as const;

const data = newFolder();
const runs = join(newFolder(), 'runs');
let images: RunFile['images'];

/** Trains one run through the command line, as a study leaves it. */
async function trainRun(name: (typeof NAMES)[number]): Promise<void> {
  const inputs = (['autoencoder', 'cam16', 'wbc'] as const).map((part) => ({ part, run: part, checkpoint: `../${part}/last.safetensors` }));
  const recipe = { network: { name }, ...(name === 'autoencoder' ? { loss: 'mse' } : {}), training: { epochs: 1, batchSize: 4 } };
  const run = tinyRun(images, recipe, {
    name,
    ...(name === 'autoencoder' ? { classes: [] } : {}),
    ...(name === 'ensemble' ? { inputs } : {}),
  });
  const folder = join(runs, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'run.json'), JSON.stringify(run));
  const { status, stderr } = await smearlab(['run', join(folder, 'run.json'), '--data', data, '--threads', '1']);
  expect(stderr).not.toContain('smearlab:');
  expect(status).toBe(0);
}

beforeAll(async () => {
  images = await makeTinyDataSet(data);
  for (const name of NAMES) await trainRun(name);
});

const exported = (name: string, format: string, out: string, ...more: string[]) =>
  smearlab(['export', 'model', join(runs, name), '--format', format, '--out', out, ...more]);

function predictionsOf(name: string): readonly Prediction[] {
  return resultSchema.parse(JSON.parse(readFileSync(join(runs, name, 'result.json'), 'utf8'))).predictions;
}

function expectEqual(probabilities: readonly number[], expected: readonly number[]): void {
  expect(probabilities).toHaveLength(expected.length);
  expect(Math.max(...probabilities.map((value, i) => Math.abs(value - (expected[i] ?? Number.NaN))))).toBeLessThan(1e-5);
}

/** The exported model as the program that it is for reads it from the disk. */
async function load(format: 'onnx' | 'tfjs', path: string): Promise<Predict> {
  const input = [3, TINY_SIZE, TINY_SIZE] as const;
  if (format === 'onnx') return inOnnxRuntime(native, readFileSync(path), { input });
  const files = new Map(readdirSync(path).map((name) => [name, readFileSync(join(path, name))]));
  return inTensorFlow(await loadTensorFlow(files), { input });
}

describe.each(['onnx', 'tfjs'] as const)('a run exported as %s', (format) => {
  it.each(NAMES.filter((name) => name !== 'autoencoder'))(
    'gives for the image files of the %s what the run itself predicted for them',
    async (name) => {
      const out = join(newFolder(), 'model');
      const { status, stdout, stderr } = await exported(name, format, out);
      expect(stderr).toContain(`${name}: ${name}, 16 px, last checkpoint, epoch 1`);
      expect([status, stdout]).toEqual([0, `${out}\n`]);

      const predictions = predictionsOf(name);
      const pixels = await Promise.all(predictions.map(({ path }) => readPixels(join(data, path), TINY_SIZE)));
      const predict = await load(format, out);
      const { probabilities = [] } = await predict(toInputTensor(pixels, pixels.length, TINY_SIZE), pixels.length);
      expect(predictions.length).toBeGreaterThan(0);
      expectEqual(
        probabilities,
        predictions.flatMap((prediction) => prediction.probabilities),
      );
    },
  );

  it('of the autoencoder reconstructs an image', async () => {
    const out = join(newFolder(), 'model');
    expect((await exported('autoencoder', format, out)).status).toBe(0);
    const predict = await load(format, out);
    const { reconstruction = [] } = await predict(new Float32Array(3 * TINY_SIZE ** 2).fill(0.5), 1);
    expect(reconstruction).toHaveLength(3 * TINY_SIZE ** 2);
    expect(reconstruction.filter((value) => !(value > 0 && value < 1))).toEqual([]);
  });

  it('takes no place that is taken, unless --force says so', async () => {
    const out = join(newFolder(), 'model');
    expect((await exported('wbc', format, out)).status).toBe(0);
    const again = await exported('cam16', format, out);
    expect(again.stderr).toContain('--force');
    expect([again.status, again.stdout]).toEqual([1, '']);
    expect((await exported('cam16', format, out, '--force')).status).toBe(0);
    await load(format, out);
  });

  it.runIf(isRoot && canMount())('leaves nothing on a full disk and says so (needs root to mount)', async () => {
    const disk = newFolder();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]);
    try {
      const { status, stderr } = await exported('ensemble', format, join(disk, 'model'));
      expect(stderr).toMatch(/The disk is full: .*export again/);
      expect(status).toBe(1);
      expect(readdirSync(disk)).toEqual([]);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});

describe('the lines for a browser in docs/export.md', () => {
  it.runIf(CHROMIUM !== undefined)(`give for the image files what the run itself predicted for them (${WITHOUT_CHROMIUM})`, async () => {
    const models = newFolder();
    expect((await exported('ensemble', 'onnx', join(models, 'ensemble.onnx'))).status).toBe(0);
    expect((await exported('ensemble', 'tfjs', join(models, 'ensemble'))).status).toBe(0);
    const predictions = predictionsOf('ensemble');
    const files = predictions.map(({ path }) => join(data, path));
    const found = await runDocumentedPage(CHROMIUM ?? '', models, files, TINY_SIZE);
    expect(found).toHaveLength(predictions.length);
    found.forEach(({ onnx, tensorFlow, classes }, i) => {
      const expected = predictions[i]?.probabilities ?? [];
      expectEqual(onnx, expected);
      expectEqual(tensorFlow, expected);
      expect(classes).toEqual(TINY_CLASSES);
    });
  });
});

describe('an export that cannot be made', () => {
  it.each([
    ['of an unknown format', ['model', 'x', '--format', 'keras', '--out', 'y'], 2, 'keras'],
    ['without a place', ['model', 'x', '--format', 'onnx'], 2, '--out'],
    ['of an unknown checkpoint', ['model', 'x', '--format', 'onnx', '--out', 'y', '--checkpoint', 'first'], 2, 'first'],
    ['of nothing', [], 2, 'Usage'],
    ['of a folder that is not there', ['model', 'nowhere', '--format', 'onnx', '--out', 'y'], 1, 'is not there'],
  ])('%s ends with a sentence', async (_, args, expected, sentence) => {
    const { status, stdout, stderr } = await smearlab(['export', ...args], { cwd: newFolder() });
    expect(stderr).toContain(sentence);
    expect([status, stdout]).toEqual([expected, '']);
  });

  it('because its checkpoint is damaged says so, and leaves nothing', async () => {
    const [folder, place] = [newFolder(), newFolder()];
    for (const name of ['run.json', 'last.safetensors']) writeFileSync(join(folder, name), readFileSync(join(runs, 'wbc', name)));
    truncateSync(join(folder, 'last.safetensors'), 100_000);
    const { status, stderr } = await smearlab(['export', 'model', folder, '--format', 'tfjs', '--out', join(place, 'model')]);
    expect(stderr).toContain('is damaged');
    expect(status).toBe(1);
    expect(readdirSync(place)).toEqual([]);
  });
});
