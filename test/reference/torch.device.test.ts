/** Learning that stays on WebGPU against PyTorch: ten Adam steps of the CAM16 network, and the first of the others, which take longer there. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { optimizerSchema } from '../../app/contract/learning.ts';
import type { NetworkChoice } from '../../app/contract/recipe.ts';
import { entryOf, parameterLayout } from '../../app/engine/layout.ts';
import { learnOnDevice } from '../../app/engine/onnx/resident/residentLearning.ts';
import { describeOnWebgpu, WEBGPU } from '../../app/engine/onnx/webgpu.fixture.ts';
import { describeNetwork, trainableIn } from '../../app/networks/describeNetwork.ts';
import { distanceFrom, summarySchema } from './summary.ts';
import { hashedImages, hashedState, hashedTargets, SIZE } from './torchCase.ts';

/** As in torch.test.ts, which holds the processor to the same: relative to float64, and to how far PyTorch's own float32 ends from it. */
const TOLERANCE = 1e-5;
const TIMES_FLOAT32 = 4;

const vectorsSchema = z.object({
  seed: z.int(),
  losses: z.array(z.number()),
  float32LossDrift: z.array(z.number()),
  parametersAfterTenSteps: z.record(z.string(), summarySchema),
});

type Case = { readonly name: string; readonly choice: NetworkChoice; readonly classes: number; readonly steps: number };
const WEIGHTS: [number, number, number] = [0.2, 0.6, 0.2];
const CASES: readonly Case[] = [
  { name: 'wbc', choice: { name: 'wbc' }, classes: 5, steps: 3 },
  { name: 'cam16', choice: { name: 'cam16' }, classes: 2, steps: 10 },
  { name: 'autoencoder', choice: { name: 'autoencoder' }, classes: 0, steps: 2 },
  { name: 'ensemble', choice: { name: 'ensemble', weights: WEIGHTS, fineTune: false }, classes: 5, steps: 2 },
  { name: 'ensemble-fine-tuned', choice: { name: 'ensemble', weights: WEIGHTS, fineTune: true }, classes: 5, steps: 2 },
];

describeOnWebgpu('PyTorch and learning that stays agree', () => {
  it.each(CASES)('over $steps Adam steps of the $name network', async ({ name, choice, classes, steps }) => {
    const file = new URL(`./vectors/${name}.json`, import.meta.url);
    const { seed, losses, float32LossDrift, parametersAfterTenSteps } = vectorsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const network = describeNetwork(choice, SIZE, classes);
    const options = {
      ...{ loss: { kind: classes === 0 ? 'mse' : 'cross-entropy' } as const, trainable: trainableIn(choice) },
      ...{ optimizer: optimizerSchema.parse({ kind: 'adam' }), clipNorm: null, movingAverage: null },
    };
    const learning = await learnOnDevice(network, options, { state: hashedState(network, seed), optimizer: null }, WEBGPU);
    for (let step = 0; step < steps; step++) {
      const images = hashedImages(seed, step, name !== 'autoencoder' && name !== 'wbc');
      const { loss } = await learning.step(images, classes === 0 ? images : hashedTargets(step, classes), 1e-3);
      const drift = Math.max(...float32LossDrift.slice(0, step + 1));
      expect(Math.abs(loss - (losses[step] ?? Number.NaN)), `loss of step ${step + 1}`).toBeLessThan(TOLERANCE + TIMES_FLOAT32 * drift);
    }
    if (steps === losses.length) {
      const { state } = await learning.read();
      for (const entry of parameterLayout(network).entries) {
        const summary = parametersAfterTenSteps[entry.name];
        if (summary === undefined) continue;
        const distance = distanceFrom(summary, entryOf(state.parameters, entry), seed, entry.name);
        expect.soft(distance, entry.name).toBeLessThan(TOLERANCE + TIMES_FLOAT32 * summary.float32Distance);
      }
    }
    await learning.dispose();
  });
});
