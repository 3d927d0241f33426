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
import { hashedImages, hashedTargets, SIZE, STARTS, startState } from './torchCase.ts';

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
  it.each(CASES)('over $steps Adam steps of the $name network', async (example) => {
    let found = await tooFarFrom(0, example);
    for (let start = 1; start < STARTS && found.length > 0; start++) found = await tooFarFrom(start, example);
    expect(found, JSON.stringify(found)).toEqual([]);
  });
});

type TooFar = { readonly of: string; readonly distance: number; readonly allowed: number };

/** Losses of the steps, and after ten the parameters, that are further from PyTorch's float64 than they may be. */
async function tooFarFrom(start: number, { name, choice, classes, steps }: Case): Promise<readonly TooFar[]> {
  const file = new URL(`./vectors/${name}.json`, import.meta.url);
  const { seed, losses, float32LossDrift, parametersAfterTenSteps } = vectorsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const network = describeNetwork(choice, SIZE, classes);
  const options = {
    ...{ loss: { kind: classes === 0 ? 'mse' : 'cross-entropy' } as const, trainable: trainableIn(choice) },
    ...{ optimizer: optimizerSchema.parse({ kind: 'adam' }), clipNorm: null, movingAverage: null },
  };
  const learning = await learnOnDevice(network, options, { state: startState(network, seed, start), optimizer: null }, WEBGPU);
  const figures: TooFar[] = [];
  for (let step = 0; step < steps; step++) {
    const images = hashedImages(seed, step, name !== 'autoencoder' && name !== 'wbc');
    const { loss } = await learning.step(images, classes === 0 ? images : hashedTargets(step, classes), 1e-3);
    const drift = Math.max(...float32LossDrift.slice(0, step + 1));
    const distance = Math.abs(loss - (losses[step] ?? Number.NaN));
    figures.push({ of: `loss of step ${step + 1}`, distance, allowed: TOLERANCE + TIMES_FLOAT32 * drift });
  }
  const { state } = await learning.read();
  await learning.dispose();
  for (const entry of steps === losses.length ? parameterLayout(network).entries : []) {
    const summary = parametersAfterTenSteps[entry.name];
    if (summary === undefined) continue;
    const distance = distanceFrom(summary, entryOf(state.parameters, entry), seed, entry.name);
    figures.push({ of: entry.name, distance, allowed: TOLERANCE + TIMES_FLOAT32 * summary.float32Distance });
  }
  return figures.filter(({ distance, allowed }) => !(distance < allowed));
}
