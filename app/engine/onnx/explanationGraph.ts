/** A trained network as a graph that gives its feature maps and how the logit of a class hangs on them. */
import type { Layout, NetworkDescription } from '../description.ts';
import type { NetworkState } from '../engine.ts';
import { type CutBranch, cutAtFeatures } from '../featureMaps.ts';
import { entryOf, outputShape, parameterLayout, statisticsLayout } from '../layout.ts';
import { Graph, type Target, type Value } from './graph.ts';
import { sum, weighted } from './layers/activation.ts';
import { type Lowering, lowerLayers } from './lower.ts';
import { multiply } from './operations.ts';
import { Tape } from './tape.ts';

/** Names of the graph's outputs for one branch. */
export type MapOutputs = {
  readonly branch: string | null;
  readonly weight: number;
  readonly layer: string;
  /** [channels, rows, columns] */
  readonly shape: readonly [number, number, number];
  readonly activations: string;
  readonly gradient: string;
};

export type ExplanationGraph = {
  readonly model: Uint8Array;
  readonly imageShape: readonly number[];
  readonly wantedShape: readonly number[];
  readonly names: { readonly images: string; readonly wanted: string; readonly output: string };
  readonly maps: readonly MapOutputs[];
};

/**
 * The state is baked in and batch norms run on their running statistics. What is computed before the feature maps takes no gradient and is as fast as
 * predicting; from the maps on a tape goes back from `wanted` [batch, class], which is 1 where a logit's gradient is asked for, else 0.
 * @param layer the last images of features where nothing is said
 * @throws SmearlabError `wrong-usage`, see `cutAtFeatures`
 */
export function buildExplanationGraph(
  network: NetworkDescription,
  { batch, layer }: { readonly batch: number; readonly layer?: string | undefined },
  state: NetworkState,
  target: Target,
): ExplanationGraph {
  const branches = cutAtFeatures(network, layer);
  const graph = new Graph(target);
  const images = graph.input('images', [batch, ...network.input]);
  const wanted = graph.input('wanted', [batch, ...outputShape(network)]);
  const tape = new Tape(graph);
  const lowering: Lowering = {
    tape,
    parameters: constantsFor(graph, parameterLayout(network), state.parameters),
    statistics: constantsFor(graph, statisticsLayout(network), state.statistics),
    batchNorm: () => 'frozen',
  };
  const lowered = branches.map((branch) => lowerBranch(lowering, images, branch));
  const logits = lowered.map((branch) => branch.logits).reduce((total, more) => sum(tape, total, more));
  tape.accumulate(logits, () => wanted);
  tape.playBack();
  const maps = lowered.flatMap(({ of: { branch, weight, cut }, features }) => {
    if (cut === null || features === undefined) return [];
    const gradient = tape.gradientOf(features) ?? multiply(graph, features, graph.scalar(0));
    const [, channels = 0, rows = 0, columns = 0] = features.shape;
    const outputs = { activations: graph.output(features).name, gradient: graph.output(gradient).name };
    return [{ branch, weight, layer: cut.layer, shape: [channels, rows, columns] as const, ...outputs }];
  });
  const names = { images: images.name, wanted: wanted.name, output: graph.output(logits).name };
  return { model: graph.encode(), imageShape: images.shape, wantedShape: wanted.shape, names, maps };
}

type LoweredBranch = { readonly of: CutBranch; readonly features: Value | undefined; readonly logits: Value };

function lowerBranch(lowering: Lowering, images: Value, branch: CutBranch): LoweredBranch {
  const { tape } = lowering;
  if (branch.cut === null)
    return { of: branch, features: undefined, logits: weighted(tape, lowerLayers(lowering, images, branch.layers), branch.weight) };
  const features = lowerLayers(lowering, images, branch.cut.before);
  tape.track(features);
  return { of: branch, features, logits: weighted(tape, lowerLayers(lowering, features, branch.cut.after), branch.weight) };
}

function constantsFor(graph: Graph, layout: Layout, vector: Float32Array): Map<string, Value> {
  return new Map(layout.entries.map((entry) => [entry.name, graph.constant(entryOf(vector, entry), entry.shape)]));
}
