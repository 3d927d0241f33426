/** The networks on WebGPU: predictions, and a training step node by node, against the processor. */
import { beforeAll, expect, it } from 'vitest';
import type { NetworkChoice } from '../contract/recipe.ts';
import type { Loss } from '../engine/description.ts';
import type { Engine } from '../engine/engine.ts';
import { initialState } from '../engine/initialise.ts';
import { openOnnxEngine } from '../engine/onnx/engine.ts';
import { PORTABLE } from '../engine/onnx/graph.ts';
import { deviations } from '../engine/onnx/nodes.fixture.ts';
import { buildTrainingGraph } from '../engine/onnx/trainingGraph.ts';
import { describeOnWebgpu } from '../engine/onnx/webgpu.fixture.ts';
import { relativeError } from '../engine/relativeError.fixture.ts';
import { elements } from '../engine/shapes.ts';
import { randomFor } from '../random/random.ts';
import { describeNetwork } from './describeNetwork.ts';

const SIZE = 16;
const BATCH = 2;

type Case = { readonly of: string; readonly choice: NetworkChoice; readonly loss: Loss };
const CASES: readonly Case[] = [
  { of: 'the autoencoder', choice: { name: 'autoencoder' }, loss: { kind: 'mse' } },
  {
    of: 'the fine-tuned ensemble, which holds CAM16, the encoder and the ResNet',
    choice: { name: 'ensemble', weights: [0.2, 0.6, 0.2], fineTune: true },
    loss: { kind: 'cross-entropy' },
  },
];

describeOnWebgpu('the networks', () => {
  let processor: Engine;
  let webgpu: Engine;
  beforeAll(async () => {
    processor = await openOnnxEngine({ threads: 1 });
    webgpu = await openOnnxEngine({ threads: 1, device: 'webgpu' });
  });

  it.each(CASES)('predict what they predict on the processor: $of', async ({ choice }) => {
    const network = describeNetwork(choice, SIZE, 5);
    const random = randomFor(1, 'images');
    const images = Float32Array.from({ length: BATCH * elements(network.input) }, () => random.uniform(0, 1));
    const predicted = async (engine: Engine) => {
      const inference = await engine.compileInference(network, BATCH, initialState(network, 1));
      const output = await inference.run(images);
      await inference.dispose();
      return output;
    };
    expect(relativeError(await predicted(webgpu), await predicted(processor))).toBeLessThan(1e-5);
  });

  it.each(CASES)('compute in every node of a training step what the processor does: $of', async ({ choice, loss }) => {
    const network = describeNetwork(choice, SIZE, 5);
    const { model } = buildTrainingGraph(network, { batch: BATCH, loss, trainable: () => true }, PORTABLE);
    const { compared, found } = await deviations(model);
    expect(compared).toBeGreaterThan(80);
    expect(found, JSON.stringify(found)).toEqual([]);
  });
});
