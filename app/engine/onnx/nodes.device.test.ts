/** Node by node: whether an operation of our graphs is computed differently on WebGPU than on the processor. */
import { expect, it } from 'vitest';
import { optimizerSchema } from '../../contract/learning.ts';
import { randomFor } from '../../random/random.ts';
import { frozenCase, layerCases, problemOf } from '../layerCases.fixture.ts';
import { scaleChannels } from './fused.ts';
import { Graph, PORTABLE } from './graph.ts';
import { deviations } from './nodes.fixture.ts';
import { convolve } from './operations.ts';
import { buildUpdateGraph } from './resident/updateGraph.ts';
import { buildTrainingGraph } from './trainingGraph.ts';
import { describeOnWebgpu } from './webgpu.fixture.ts';

const uniform = (graph: Graph, name: string, shape: readonly number[]) => {
  const random = randomFor(3, name);
  return graph.constant(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.uniform(-1, 1)),
    shape,
  );
};

describeOnWebgpu('single operations', () => {
  it.each([
    frozenCase,
    ...layerCases.filter(({ of }) => /pooling of 3 on negative|transposed convolution of 3|upsampling by 2|adjusted logits/.test(of)),
  ])('compute what the processor does in every node of a training step of $of', async (example) => {
    const { network, loss } = problemOf(example);
    const { model } = buildTrainingGraph(network, { batch: 3, loss, trainable: () => true }, PORTABLE);
    const { compared, found } = await deviations(model);
    expect(compared).toBeGreaterThan(15);
    expect(found, JSON.stringify(found)).toEqual([]);
  });

  it.each(['adam', 'sgd'])('compute what the processor does in every node of an update by %s', async (kind) => {
    const options = { optimizer: optimizerSchema.parse({ kind, weightDecay: 0.1 }), clipNorm: 0.5, movingAverage: { decay: 0.9 } };
    const { model } = buildUpdateGraph(options, { parameters: { size: 5000 }, statistics: { size: 7 } }, PORTABLE);
    expect((await deviations(model)).found).toEqual([]);
  });
});

describeOnWebgpu('what portable graphs avoid', () => {
  it('is found by this comparison: a fused convolution whose last input is ignored', async () => {
    const graph = new Graph();
    const x = graph.input('x', [2, 4, 5, 5]);
    const other = graph.input('other', [2, 4, 5, 5]);
    graph.output(scaleChannels(graph, x, uniform(graph, 'factor', [4]), uniform(graph, 'shift', [4]), { other }));
    const { found } = await deviations(graph.encode(), 'webgpu');
    expect(found.map(({ operation }) => operation)).toEqual(['com.microsoft.FusedConv']);
  });

  it('is found by this comparison: a grouped convolution of nine outputs for each input, in the layout the provider prefers', async () => {
    const graph = new Graph();
    const x = graph.input('x', [2, 4, 5, 5]);
    const window = { kernel: [3, 3], strides: [1, 1], pads: [1, 1, 1, 1], groups: 4 } as const;
    graph.output(convolve(graph, x, uniform(graph, 'weight', [36, 1, 3, 3]), null, window));
    const { found } = await deviations(graph.encode(), 'webgpu');
    expect(found.map(({ operation }) => operation)).toEqual(['Conv']);
  });
});
