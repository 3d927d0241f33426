/** The engine's numbers against PyTorch's: forward, gradients, running statistics and ten Adam steps of each network (vectors made by make_torch.py). */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { NetworkChoice } from '../../app/contract/recipe.ts';
import { createAdam } from '../../app/engine/adam.ts';
import type { Layout } from '../../app/engine/description.ts';
import type { NetworkState, StepResult, TrainingStep } from '../../app/engine/engine.ts';
import { entryOf, parameterLayout, statisticsLayout, trainedRanges } from '../../app/engine/layout.ts';
import { openOnnxEngine } from '../../app/engine/onnx/engine.ts';
import { describeNetwork, trainableIn } from '../../app/networks/describeNetwork.ts';
import { distanceFrom, type Summary, summarySchema } from './summary.ts';
import { BATCH, hashedImages, hashedState, hashedTargets, SIZE, STARTS, startState } from './torchCase.ts';

/** Relative to float64, for all that one step computes. */
const TOLERANCE = 1e-5;

/**
 * Ten Adam steps amplify rounding: where a gradient is near 0, Adam's step of ±lr takes its sign from the last digits. The vectors say
 * how far PyTorch's own float32 ends from its float64, weights changed in their last digits included; we may end this much further.
 */
const TIMES_FLOAT32 = 4;

const LEARNING_RATE = 1e-3;
const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0, decay: 'l2' } as const;

const tensorsSchema = z.record(z.string(), summarySchema);
const vectorsSchema = z.strictObject({
  madeBy: z.string(),
  seed: z.int(),
  inference: summarySchema,
  output: summarySchema,
  gradients: tensorsSchema,
  statistics: tensorsSchema,
  losses: z.array(z.number()),
  float32LossDrift: z.array(z.number()),
  parametersAfterTenSteps: tensorsSchema,
});

type Case = { readonly name: string; readonly choice: NetworkChoice; readonly classes: number; readonly maskedCopy: boolean };
const WEIGHTS: [number, number, number] = [0.2, 0.6, 0.2];
const CASES: readonly Case[] = [
  { name: 'autoencoder', choice: { name: 'autoencoder' }, classes: 0, maskedCopy: false },
  { name: 'cam16', choice: { name: 'cam16' }, classes: 2, maskedCopy: true },
  { name: 'wbc', choice: { name: 'wbc' }, classes: 5, maskedCopy: false },
  { name: 'wbc-masked', choice: { name: 'wbc' }, classes: 5, maskedCopy: true },
  { name: 'ensemble', choice: { name: 'ensemble', weights: WEIGHTS, fineTune: false }, classes: 5, maskedCopy: true },
  { name: 'ensemble-fine-tuned', choice: { name: 'ensemble', weights: WEIGHTS, fineTune: true }, classes: 5, maskedCopy: true },
];

/** The processor's blocked convolutions, where there are any, and those that run everywhere. */
const BOTH = CASES.flatMap((example) => (['blocked', 'plain'] as const).map((convolutions) => ({ ...example, convolutions })));

describe.each(BOTH)(
  'PyTorch and the onnx engine ($convolutions) agree on the $name',
  ({ name, choice, classes, maskedCopy, convolutions }) => {
    const vectors = vectorsSchema.parse(JSON.parse(readFileSync(new URL(`./vectors/${name}.json`, import.meta.url), 'utf8')));
    const { seed } = vectors;
    const network = describeNetwork(choice, SIZE, classes);
    const trainable = trainableIn(choice);
    const parameters = parameterLayout(network);
    const statistics = statisticsLayout(network);
    const batch = (step: number) => {
      const images = hashedImages(seed, step, maskedCopy);
      return { images, targets: classes === 0 ? images : hashedTargets(step, classes) };
    };

    let training: TrainingStep;
    let first: StepResult;
    beforeAll(async () => {
      const engine = await openOnnxEngine({ threads: 1, convolutions });
      training = await engine.compileTraining(network, {
        batch: BATCH,
        loss: { kind: classes === 0 ? 'mse' : 'cross-entropy' },
        trainable,
        // As the training loop has it: what is not trained is baked in.
        frozen: hashedState(network, seed),
      });
      const { images, targets } = batch(0);
      const result = await training.run(images, targets, hashedState(network, seed));
      first = { ...result, output: result.output.slice(), gradient: result.gradient.slice(), statistics: result.statistics.slice() };
    });
    afterAll(() => training.dispose());

    /** Distance of each tensor of a flat vector that was written down, those beyond their tolerance. */
    function tooFar(layout: Layout, vector: Float32Array, written: Record<string, Summary>, toleranceOf: (summary: Summary) => number) {
      const figures = layout.entries.flatMap((entry) => {
        const summary = written[entry.name];
        if (summary === undefined) return [];
        return [
          {
            tensor: entry.name,
            distance: distanceFrom(summary, entryOf(vector, entry), seed, entry.name),
            tolerance: toleranceOf(summary),
            float32: summary.float32Distance,
          },
        ];
      });
      expect(figures).toHaveLength(Object.keys(written).length);
      report(name, figures);
      return figures.filter(({ distance, tolerance }) => !(distance < tolerance));
    }

    it('predictions', async () => {
      const engine = await openOnnxEngine({ threads: 1, convolutions });
      const inference = await engine.compileInference(network, BATCH, hashedState(network, seed));
      const output = await inference.run(batch(0).images);
      await inference.dispose();
      expect(distanceFrom(vectors.inference, output, seed, 'inference')).toBeLessThan(TOLERANCE);
    });

    it('the loss and the output of a training step', () => {
      expect(Math.abs(first.loss / (vectors.losses[0] ?? Number.NaN) - 1)).toBeLessThan(TOLERANCE);
      expect(distanceFrom(vectors.output, first.output, seed, 'output')).toBeLessThan(TOLERANCE);
    });

    it('the gradient of every parameter that is trained, and of no other', () => {
      expect(Object.keys(vectors.gradients).sort()).toEqual(
        parameters.entries
          .map((entry) => entry.name)
          .filter(trainable)
          .sort(),
      );
      expect(tooFar(parameters, first.gradient, vectors.gradients, () => TOLERANCE)).toEqual([]);
      for (const entry of parameters.entries) {
        if (!trainable(entry.name)) expect(entryOf(first.gradient, entry).every((value) => value === 0)).toBe(true);
      }
    });

    it('the running statistics after a step', () => {
      const before = hashedState(network, seed).statistics;
      expect(tooFar(statistics, first.statistics, vectors.statistics, () => TOLERANCE)).toEqual([]);
      for (const entry of statistics.entries) {
        if (vectors.statistics[entry.name] === undefined) expect(entryOf(first.statistics, entry)).toEqual(entryOf(before, entry));
      }
    });

    it('ten Adam steps, as far as single precision carries', async () => {
      const tolerance = ({ float32Distance }: Summary) => TOLERANCE + TIMES_FLOAT32 * float32Distance;
      const tooFarAfter = async (start: number) => {
        const { losses, state } = await tenSteps(startState(network, seed, start));
        const torchs = vectors.float32LossDrift;
        const ours = vectors.losses.map((loss, step) => Math.abs((losses[step] ?? Number.NaN) - loss));
        reportLosses(name, ours, torchs);
        const drifted = ours.flatMap((distance, step) => {
          const allowed = TOLERANCE + TIMES_FLOAT32 * Math.max(...torchs.slice(0, step + 1));
          return distance < allowed ? [] : [{ step: step + 1, distance, allowed }];
        });
        return [...drifted, ...tooFar(parameters, state.parameters, vectors.parametersAfterTenSteps, tolerance)];
      };
      let all = await tooFarAfter(0);
      for (let start = 1; start < STARTS && all.length > 0; start++) all = await tooFarAfter(start);
      expect(all).toEqual([]);
    });

    async function tenSteps(state: NetworkState) {
      const adam = createAdam(ADAM, parameters.size, trainedRanges(parameters, trainable));
      const losses: number[] = [];
      for (let step = 0; step < vectors.losses.length; step++) {
        const { images, targets } = batch(step);
        const { loss, gradient, statistics: after } = await training.run(images, targets, state);
        losses.push(loss);
        adam.step(state.parameters, gradient, LEARNING_RATE);
        state.statistics.set(after);
      }
      return { losses, state };
    }
  },
);

type Figure = { readonly tensor: string; readonly distance: number; readonly float32: number };

/** With SMEARLAB_FIGURES=1, says how close it was. */
function report(name: string, figures: readonly Figure[]): void {
  if (process.env['SMEARLAB_FIGURES'] === undefined || figures.length === 0) return;
  const worst = figures.reduce((a, b) => (b.distance > a.distance ? b : a));
  const torchs = Math.max(...figures.map(({ float32 }) => float32));
  const ratio = Math.max(...figures.map(({ distance, float32 }) => distance / Math.max(float32, 1e-6)));
  console.log(
    `${name}: at worst ${worst.distance.toExponential(2)} (${worst.tensor}); PyTorch's float32 at worst ${torchs.toExponential(2)}; ratio ${ratio.toFixed(2)}`,
  );
}

function reportLosses(name: string, ours: readonly number[], torchs: readonly number[]): void {
  if (process.env['SMEARLAB_FIGURES'] === undefined) return;
  const figures = (values: readonly number[]) => values.map((value) => value.toExponential(1)).join(' ');
  console.log(`${name}: loss differences ${figures(ours)}\n  PyTorch's float32 ${figures(torchs)}`);
}
