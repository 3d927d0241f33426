/** A network with its state baked in as one graph, so that ONNX Runtime folds batch norm and lays weights out for speed. */
import type { Layout, NetworkDescription } from '../description.ts';
import type { NetworkState } from '../engine.ts';
import { entryOf, outputShape, parameterLayout, statisticsLayout } from '../layout.ts';
import { Graph, type Target, type Value } from './graph.ts';
import { lowerLayers } from './lower.ts';
import { Tape } from './tape.ts';

export type InferenceGraph = {
  readonly model: Uint8Array;
  readonly imageShape: readonly number[];
  readonly images: string;
  readonly output: string;
};

export function buildInferenceGraph(network: NetworkDescription, batch: number, state: NetworkState, target: Target): InferenceGraph {
  outputShape(network);
  const graph = new Graph(target);
  const imageShape = [batch, ...network.input];
  const images = graph.input('images', imageShape);
  const output = lowerLayers(
    {
      tape: new Tape(graph),
      parameters: constantsFor(graph, parameterLayout(network), state.parameters),
      statistics: constantsFor(graph, statisticsLayout(network), state.statistics),
      batchNorm: () => 'constant',
    },
    images,
    network.layers,
  );
  const read = graph.output(output);
  return { model: graph.encode(), imageShape, images: images.name, output: read.name };
}

function constantsFor(graph: Graph, layout: Layout, vector: Float32Array): Map<string, Value> {
  return new Map(layout.entries.map((entry) => [entry.name, graph.constant(entryOf(vector, entry), entry.shape)]));
}
