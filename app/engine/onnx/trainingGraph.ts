/** One training step as one graph: forward, loss, backward, batch statistics. */
import { SmearlabError } from '../../contract/failure.ts';
import type { Layout, LayoutEntry, NetworkDescription } from '../description.ts';
import type { TrainingOptions } from '../engine.ts';
import { entryOf, outputShape, parameterLayout, statisticsLayout } from '../layout.ts';
import { isTrained, trainsBatchNorm } from '../trainedParts.ts';
import { Graph, type Target, type Value } from './graph.ts';
import { lossOf } from './layers/loss.ts';
import { lowerLayers } from './lower.ts';
import { type Factors, Tape } from './tape.ts';

/** A tensor of a flat vector and the name of the graph's input or output that holds it. */
export type Slot = { readonly entry: LayoutEntry; readonly value: string };

/** The gradient of a large matrix [out, in] as the names of its factors: the sum over them of dyᵀ · x. */
export type FactorSlot = { readonly entry: LayoutEntry; readonly factors: readonly { readonly dy: string; readonly x: string }[] };

export type TrainingGraph = {
  readonly model: Uint8Array;
  readonly parameters: Layout;
  readonly statistics: Layout;
  readonly imageShape: readonly number[];
  readonly targetShape: readonly number[];
  /** Names of inputs and outputs; a parameter and a statistic is fed under its slot's name. */
  readonly names: { readonly images: string; readonly targets: string; readonly loss: string; readonly output: string };
  readonly parameterInputs: readonly Slot[];
  readonly statisticsInputs: readonly Slot[];
  /** Of the trained parameters, but for those below. */
  readonly gradientOutputs: readonly Slot[];
  readonly factorOutputs: readonly FactorSlot[];
  /** Statistics that this step moves. */
  readonly statisticsOutputs: readonly Slot[];
};

/** A step over parameters and statistics that are fed one by one; what is not trained is baked in where `options.frozen` has it. */
export function buildTrainingGraph(network: NetworkDescription, options: TrainingOptions, target: Target): TrainingGraph {
  const graph = new Graph(target);
  const parameters = parameterLayout(network);
  const statistics = statisticsLayout(network);
  const bakes = (name: string) => options.frozen !== undefined && !isTrained(name, options);
  const step = lowerStep(
    graph,
    network,
    options,
    valuesFor(graph, parameters, options.frozen?.parameters, bakes),
    valuesFor(graph, statistics, options.frozen?.statistics, bakes),
  );
  const { images, targets, loss, output } = step;
  const names = { images: images.name, targets: targets.name, loss: graph.output(loss).name, output: graph.output(output).name };
  const gradientOutputs = step.gradients.map(({ entry, value }) => ({ entry, value: graph.output(value).name }));
  const factorOutputs = step.factored.map(({ entry, factors }) => ({
    entry,
    factors: factors.map(({ dy, x }) => ({ dy: graph.output(dy).name, x: graph.output(x).name })),
  }));
  const statisticsOutputs = step.moved.map(({ entry, value }) => ({ entry, value: graph.output(value).name }));
  return {
    model: graph.encode(),
    parameters,
    statistics,
    imageShape: images.shape,
    targetShape: targets.shape,
    names,
    parameterInputs: fed(parameters, bakes),
    statisticsInputs: fed(statistics, bakes),
    gradientOutputs,
    factorOutputs,
    statisticsOutputs,
  };
}

/** A value of the graph for a tensor of a flat vector. */
export type Computed = { readonly entry: LayoutEntry; readonly value: Value };

export type LoweredStep = {
  readonly images: Value;
  readonly targets: Value;
  readonly loss: Value;
  readonly output: Value;
  /** Of the parameters that are trained, in layout order, but for those below. */
  readonly gradients: readonly Computed[];
  /** Of large matrices on a processor. */
  readonly factored: readonly { readonly entry: LayoutEntry; readonly factors: readonly Factors[] }[];
  /** The statistics that this step moves, in layout order. */
  readonly moved: readonly Computed[];
};

/** Forward, loss and backward over these values of all parameters and statistics, by name. */
export function lowerStep(
  graph: Graph,
  network: NetworkDescription,
  options: Omit<TrainingOptions, 'frozen'>,
  parameters: ReadonlyMap<string, Value>,
  statistics: ReadonlyMap<string, Value>,
): LoweredStep {
  const tape = new Tape(graph);
  const images = graph.input('images', [options.batch, ...network.input]);
  const targets = graph.input('targets', [options.batch, ...outputShape(network)]);
  for (const [name, value] of parameters) if (options.trainable(name)) tape.track(value);
  const current = new Map(statistics);
  const batchNorm = (name: string) => (trainsBatchNorm(name, options) ? 'trained' : 'frozen');
  const output = lowerLayers({ tape, parameters, statistics: current, batchNorm }, images, network.layers);
  const loss = lossOf(tape, options.loss, output, targets);
  tape.playBack();
  const trained = parameterLayout(network).entries.flatMap((entry) => {
    const parameter = parameters.get(entry.name);
    return parameter === undefined || !options.trainable(entry.name) ? [] : [{ entry, parameter, factors: tape.factorsOf(parameter) }];
  });
  return {
    ...{ images, targets, loss, output },
    factored: trained.filter(({ factors }) => factors.length > 0),
    gradients: trained.flatMap(({ entry, parameter, factors }) => {
      if (factors.length > 0) return [];
      const value = tape.gradientOf(parameter);
      if (value !== undefined) return [{ entry, value }];
      throw new SmearlabError('internal', `${network.name}: the parameter ${entry.name} has no influence on the loss.`);
    }),
    moved: statisticsLayout(network).entries.flatMap((entry) => {
      const value = current.get(entry.name);
      return value === undefined || value === statistics.get(entry.name) ? [] : [{ entry, value }];
    }),
  };
}

/** Each tensor of a vector as an input of the graph, or as a constant where it is baked in. */
function valuesFor(graph: Graph, layout: Layout, vector: Float32Array | undefined, bakes: (name: string) => boolean): Map<string, Value> {
  return new Map(
    layout.entries.map((entry) => {
      const isBaked = vector !== undefined && bakes(entry.name);
      return [entry.name, isBaked ? graph.constant(entryOf(vector, entry), entry.shape) : graph.input(entry.name, entry.shape)];
    }),
  );
}

function fed(layout: Layout, bakes: (name: string) => boolean): Slot[] {
  return layout.entries.filter(({ name }) => !bakes(name)).map((entry) => ({ entry, value: entry.name }));
}
