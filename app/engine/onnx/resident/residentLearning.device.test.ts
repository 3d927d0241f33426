/** Learning that stays on WebGPU against clipping, optimizers and averages in TypeScript. */

import { expect, it } from 'vitest';
import type { NetworkDescription } from '../../description.ts';
import { BATCH } from '../../layerCases.fixture.ts';
import { describeOnWebgpu, openedWithoutProcessor, WEBGPU } from '../webgpu.fixture.ts';
import { buildGradientGraph, movingOf } from './gradientGraph.ts';
import { batchesFor, distances, freshStart, learnAll, network, onHost, optionsWith, SIZES, ways } from './learnings.fixture.ts';
import { learnOnDevice } from './residentLearning.ts';
import { buildUpdateGraph } from './updateGraph.ts';

const batches = batchesFor(network, SIZES);

/** Four steps; Adam makes more of rounding than it was where a gradient is small. */
const CLOSE = 1e-4;

describeOnWebgpu('learning that stays', () => {
  it.each(ways)('comes to what TypeScript comes to, batch by batch of any size, with $of', async ({ options }) => {
    const device = await learnOnDevice(network, options, freshStart(), WEBGPU);
    const there = await learnAll(device, batches);
    const here = await learnAll(onHost(network, options, freshStart()), batches);
    for (const [name, distance] of Object.entries(distances(there, here))) expect.soft(distance, name).toBeLessThan(CLOSE);
    await device.dispose();
  });

  it.each(ways)('leaves nothing of a step to the processor, with $of', async ({ options }) => {
    const moving = movingOf(network, options);
    await openedWithoutProcessor(buildUpdateGraph(options, moving, WEBGPU.target).model);
    for (const pieces of [1, 2]) {
      const { model } = buildGradientGraph(network, { ...options, batch: BATCH }, freshStart().state, pieces, WEBGPU.target);
      await openedWithoutProcessor(model);
    }
  });

  it('keeps every vector in the memory of the device from the first step on', async () => {
    const learning = await learnOnDevice(network, optionsWith({ movingAverage: { decay: 0.9 } }), freshStart(), WEBGPU);
    expect([...new Set(learning.locations().values())]).toEqual(['cpu']);
    for (const { images, targets } of batches) {
      await learning.step(images, targets, 0.01);
      const locations = learning.locations();
      expect([...locations.keys()].sort()).toEqual(
        ['averaged parameters', 'averaged statistics', 'gradient', 'optimizer m', 'optimizer v', 'parameters', 'statistics'].sort(),
      );
      expect([...new Set(locations.values())]).toEqual(['gpu-buffer']);
    }
    await learning.dispose();
  });
});

describeOnWebgpu('the memory of learning that stays', () => {
  const WIDTH = 1000;
  const wide: NetworkDescription = {
    name: 'wide',
    input: [1, 1, WIDTH],
    layers: [{ kind: 'flatten' }, { kind: 'linear', name: 'l', inputs: WIDTH, outputs: WIDTH }],
  };

  it('does not grow from step to step: what a step replaces is let go', async () => {
    const learning = await learnOnDevice(wide, optionsWith({ loss: { kind: 'mse' } }), freshStart(wide), WEBGPU);
    const images = new Float32Array(2 * WIDTH).fill(0.5);
    const takeSteps = async (count: number) => {
      for (let i = 0; i < count; i++) await learning.step(images, images, 1e-3);
      return process.memoryUsage.rss() / 2 ** 20;
    };
    const before = await takeSteps(4);
    const after = await takeSteps(12);
    // Parameters, m, v and gradient of a million numbers are 16 MB in every step; the software device's memory is this process's.
    expect(after - before).toBeLessThan(6 * 16);
    await learning.dispose();
  });

  it('holds the gradient of a batch in pieces, which come to what the whole batch comes to', async () => {
    const plain: NetworkDescription = {
      ...wide,
      name: 'plain',
      input: [1, 1, 10],
      layers: [...wide.layers.slice(0, 1), { kind: 'linear', name: 'l', inputs: 10, outputs: 3 }],
    };
    const batches = batchesFor(plain, [6, 6, 5]);
    const [pieces, whole] = [
      await learnOnDevice(plain, optionsWith(), freshStart(plain), { ...WEBGPU, memory: 1 }),
      await learnOnDevice(plain, optionsWith(), freshStart(plain), WEBGPU),
    ];
    const found = distances(await learnAll(pieces, batches), await learnAll(whole, batches));
    for (const [name, distance] of Object.entries(found)) expect.soft(distance, name).toBeLessThan(CLOSE);
    await pieces.dispose();
    await whole.dispose();
  });
});
