/** Forward and backward as one graph over joined vectors: loss and output to be read, gradient and statistics to stay on the device. */
import type { LayoutEntry, NetworkDescription } from '../../description.ts';
import type { NetworkState, TrainingOptions } from '../../engine.ts';
import { entryOf, parameterLayout, statisticsLayout } from '../../layout.ts';
import { isTrained } from '../../trainedParts.ts';
import { Graph, type Target, type Value } from '../graph.ts';
import { add, multiply, reshape, scale } from '../operations.ts';
import type { Computed } from '../trainingGraph.ts';
import { lowerStep } from '../trainingGraph.ts';
import { type MovingPart, movingPart } from './movingPart.ts';

/** What of a network's state moves. */
export type Moving = { readonly parameters: MovingPart; readonly statistics: MovingPart };

export function movingOf(network: NetworkDescription, options: Pick<TrainingOptions, 'trainable'>): Moving {
  const moves = (name: string) => isTrained(name, options);
  return { parameters: movingPart(parameterLayout(network), moves), statistics: movingPart(statisticsLayout(network), moves) };
}

export type GradientGraph = {
  readonly model: Uint8Array;
  readonly imageShape: readonly number[];
  readonly targetShape: readonly number[];
  /** Names of the outputs; statistics only where any move. */
  readonly loss: string;
  readonly output: string;
  readonly gradient: string;
  readonly statistics: string | undefined;
};

/** The names under which a gradient graph is fed. */
export const FED = {
  images: 'images',
  targets: 'targets',
  parameters: 'parameters',
  statistics: 'statistics',
  /** For a batch in pieces: the gradient so far, and how much of it is kept (0 in the first piece, then 1). */
  gradient: 'gradient so far',
  keep: 'keep',
} as const;

/**
 * @param state what does not move is baked in from it
 * @param pieces how many of these graphs' batches make one step; their gradients are averaged
 */
export function buildGradientGraph(
  network: NetworkDescription,
  options: Omit<TrainingOptions, 'frozen'>,
  state: NetworkState,
  pieces: number,
  target: Target,
): GradientGraph {
  const graph = new Graph(target);
  const moving = movingOf(network, options);
  const parameters = valuesOf(graph, FED.parameters, parameterLayout(network).entries, state.parameters, moving.parameters);
  const statistics = valuesOf(graph, FED.statistics, statisticsLayout(network).entries, state.statistics, moving.statistics);
  const step = lowerStep(graph, network, options, parameters, statistics);
  if (step.factored.length > 0) throw new TypeError('Gradients as factors are for engines that finish them on the host.');
  const gradient = joinedValues(graph, step.gradients);
  return {
    ...{ imageShape: step.images.shape, targetShape: step.targets.shape },
    loss: graph.output(step.loss).name,
    output: graph.output(step.output).name,
    gradient: graph.output(pieces === 1 ? gradient : gradientSoFar(graph, gradient, pieces)).name,
    statistics: step.moved.length === 0 ? undefined : graph.output(joinedValues(graph, step.moved)).name,
    model: graph.encode(),
  };
}

/** Each tensor as a slice of the vector that is fed, or as a constant where it does not move. */
function valuesOf(
  graph: Graph,
  input: string,
  entries: readonly LayoutEntry[],
  vector: Float32Array,
  moving: MovingPart,
): Map<string, Value> {
  const places = new Map(moving.entries.map((entry) => [entry.name, entry]));
  const fed = moving.size === 0 ? undefined : graph.input(input, [moving.size]);
  return new Map(
    entries.map((entry) => {
      const place = places.get(entry.name);
      if (fed === undefined || place === undefined) return [entry.name, graph.constant(entryOf(vector, entry), entry.shape)];
      const bounds = [graph.integers(place.offset), graph.integers(place.offset + place.size), graph.integers(0)];
      return [entry.name, reshape(graph, graph.node('Slice', [fed, ...bounds], [place.size]), entry.shape)];
    }),
  );
}

/** Tensors one after the other in one vector. */
function joinedValues(graph: Graph, parts: readonly Computed[]): Value {
  const flat = parts.map(({ entry, value }) => reshape(graph, value, [entry.size]));
  const size = parts.reduce((total, { entry }) => total + entry.size, 0);
  const [only] = flat;
  return only !== undefined && flat.length === 1 ? only : graph.node('Concat', flat, [size], { axis: 0 });
}

function gradientSoFar(graph: Graph, gradient: Value, pieces: number): Value {
  const before = multiply(graph, graph.input(FED.gradient, gradient.shape), graph.input(FED.keep, []));
  return add(graph, before, scale(graph, gradient, 1 / pieces));
}
