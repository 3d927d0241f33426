/** What a recipe may ask for against PyTorch's: optimizers, clipping, losses and schedules (vectors made by make_torch_recipes.py, float64). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { EpochMetrics } from '../../app/contract/evaluation.ts';
import { crossEntropySchema, optimizerSchema, scheduleSchema } from '../../app/contract/learning.ts';
import { recipeSchema } from '../../app/contract/recipe.ts';
import { RUN_FILE_FORMAT, type RunFile } from '../../app/contract/runFile.ts';
import { clipByNorm } from '../../app/engine/clipping.ts';
import { createOptimizer } from '../../app/engine/createOptimizer.ts';
import type { NetworkDescription } from '../../app/engine/description.ts';
import { openOnnxEngine } from '../../app/engine/onnx/engine.ts';
import { trainingExamples } from '../../app/training/examples.ts';
import { learningRateFactor } from '../../app/training/schedule.ts';
import { trainingLossOf } from '../../app/training/trainingLoss.ts';

/** Of single precision, over a few steps. */
const SINGLE = 1e-6;

const vector = z.array(z.number());
const vectorsSchema = z.strictObject({
  madeBy: z.string(),
  optimizers: z.array(
    z.strictObject({ settings: optimizerSchema, start: vector, rates: vector, gradients: z.array(vector), after: z.array(vector) }),
  ),
  clippings: z.array(z.strictObject({ maxNorm: z.number(), gradient: vector, norm: z.number(), clipped: vector })),
  losses: z.array(
    z.strictObject({
      ...{ counts: vector, crossEntropy: crossEntropySchema, labels: vector, x: z.array(vector), weight: z.array(vector), bias: vector },
      ...{ loss: z.number(), weightGradient: vector, biasGradient: vector },
    }),
  ),
  schedules: z.array(z.strictObject({ settings: scheduleSchema, epochs: z.int(), stepsPerEpoch: z.int(), losses: vector, rates: vector })),
});

const file = new URL('./vectors/recipes.json', import.meta.url);
const { optimizers, clippings, losses, schedules } = vectorsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));

function farthest(actual: ArrayLike<number>, wanted: readonly number[]): number {
  return Math.max(Math.abs(actual.length - wanted.length), ...wanted.map((value, i) => Math.abs((actual[i] ?? Number.NaN) - value)));
}

describe('PyTorch and our optimizers agree', () => {
  it.each(optimizers)('step by step on $settings', ({ settings, start, rates, gradients, after }) => {
    const parameters = Float32Array.from(start);
    const optimizer = createOptimizer(settings, start.length, [[0, start.length]]);
    const distances = gradients.map((gradient, step) => {
      optimizer.step(parameters, Float32Array.from(gradient), rates[step] ?? Number.NaN);
      return farthest(parameters, after[step] ?? []);
    });
    expect(Math.max(...distances)).toBeLessThan(SINGLE);
  });
});

describe('PyTorch and our clipping agree', () => {
  it.each(clippings)('on a gradient of norm $norm clipped to $maxNorm', ({ maxNorm, gradient, norm, clipped }) => {
    const ours = Float32Array.from(gradient);
    expect(Math.abs(clipByNorm(ours, maxNorm) - norm)).toBeLessThan(SINGLE);
    expect(farthest(ours, clipped)).toBeLessThan(SINGLE * Math.min(maxNorm, 1));
  });
});

describe('PyTorch and our losses agree', () => {
  it.each(losses)('on $crossEntropy', async ({ counts, crossEntropy, labels, x, weight, bias, loss, weightGradient, biasGradient }) => {
    const run = runWith(counts, crossEntropy);
    const network: NetworkDescription = {
      ...{ name: 'linear', input: [1, 1, 4] },
      layers: [{ kind: 'flatten' }, { kind: 'linear', name: 'fc', inputs: 4, outputs: counts.length }],
    };
    const ours = trainingLossOf(run, trainingExamples(run));
    const engine = await openOnnxEngine({ threads: 1 });
    const step = await engine.compileTraining(network, { batch: labels.length, loss: ours.loss, trainable: () => true });
    const state = { parameters: Float32Array.from([...weight.flat(), ...bias]), statistics: new Float32Array(0) };
    const result = await step.run(Float32Array.from(x.flat()), ours.targets?.(labels) ?? new Float32Array(0), state);
    expect(Math.abs(result.loss / loss - 1)).toBeLessThan(SINGLE);
    expect(farthest(result.gradient, [...weightGradient, ...biasGradient])).toBeLessThan(SINGLE);
    await step.dispose();
  });

  /** A run with so many training images of each class. */
  function runWith(counts: readonly number[], crossEntropy: z.infer<typeof crossEntropySchema>): RunFile {
    const image = { sha256: '0'.repeat(64), path: 'image.png', mask: null };
    return {
      ...{ format: RUN_FILE_FORMAT, name: 'run', seed: 1, subset: null, inputs: [] },
      recipe: recipeSchema.parse({
        ...{ network: { name: 'wbc' }, imageSize: 96, maskedCopies: false, loss: 'cross-entropy' },
        training: { crossEntropy },
      }),
      classes: counts.map((_, index) => `class ${index}`),
      dataSet: { name: 'wbc', hash: '0'.repeat(64), root: '/' },
      images: {
        train: counts.flatMap((count, index) => Array.from({ length: count }, () => ({ ...image, class: `class ${index}` }))),
        val: [],
      },
    };
  }
});

describe('PyTorch and our schedules agree', () => {
  it.each(schedules)('in each step of $epochs epochs of $settings', ({ settings, epochs, stepsPerEpoch, losses: valLosses, rates }) => {
    const curve = valLosses.map(
      (valLoss, index): EpochMetrics => ({
        ...{ epoch: index + 1, trainLoss: 1, trainAccuracy: null, valLoss, valAccuracy: null, valMacroF1: null, seconds: 0 },
      }),
    );
    const ours = rates.map((_, at) => {
      const epoch = Math.floor(at / stepsPerEpoch) + 1;
      return learningRateFactor(settings, { epoch, epochs, step: at % stepsPerEpoch, stepsPerEpoch }, curve.slice(0, epoch - 1));
    });
    expect(farthest(ours, rates)).toBeLessThan(1e-12);
  });
});
