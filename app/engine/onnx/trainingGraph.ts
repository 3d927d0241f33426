/** One training step as one graph: forward, loss, backward, batch statistics. */
import { SmearlabError } from '../../contract/failure.ts';
import type { Layout, LayoutEntry, NetworkDescription } from '../description.ts';
import type { TrainingOptions } from '../engine.ts';
import { entryOf, outputShape, parameterLayout, statisticsLayout } from '../layout.ts';
import { isTrained, trainsBatchNorm } from '../trainedParts.ts';
import { Graph, type Value } from './graph.ts';
import { lossOf } from './layers/loss.ts';
import { lowerLayers } from './lower.ts';
import { Tape } from './tape.ts';

/** A tensor of a flat vector and the name of the graph's input or output that holds it. */
export type Slot = { readonly entry: LayoutEntry; readonly value: string };

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
  /** Trained parameters only. */
  readonly gradientOutputs: readonly Slot[];
  /** Statistics that this step moves. */
  readonly statisticsOutputs: readonly Slot[];
};

/** @param block channels in a block of the processor's blocked convolutions, where there are any */
export function buildTrainingGraph(network: NetworkDescription, options: TrainingOptions, block?: number): TrainingGraph {
  const graph = new Graph(block);
  const tape = new Tape(graph);
  const parameters = parameterLayout(network);
  const statistics = statisticsLayout(network);
  const imageShape = [options.batch, ...network.input];
  const targetShape = [options.batch, ...outputShape(network)];

  const images = graph.input('images', imageShape);
  const targets = graph.input('targets', targetShape);
  const bakes = (name: string) => options.frozen !== undefined && !isTrained(name, options);
  const parameterValues = valuesFor(graph, parameters, options.frozen?.parameters, bakes);
  const statisticsValues = valuesFor(graph, statistics, options.frozen?.statistics, bakes);
  for (const [name, value] of parameterValues) if (options.trainable(name)) tape.track(value);

  const current = new Map(statisticsValues);
  const output = lowerLayers(
    {
      tape,
      parameters: parameterValues,
      statistics: current,
      batchNorm: (name) => (trainsBatchNorm(name, options) ? 'trained' : 'frozen'),
    },
    images,
    network.layers,
  );
  const loss = lossOf(tape, options.loss, output, targets);
  tape.playBack();

  const trained = parameters.entries.filter((entry) => options.trainable(entry.name));
  const moved = statistics.entries.filter((entry) => current.get(entry.name) !== statisticsValues.get(entry.name));
  const readable = (value: Value | undefined, name: string) => {
    if (value === undefined) throw new SmearlabError('internal', `${network.name}: the parameter ${name} has no influence on the loss.`);
    return graph.output(value).name;
  };
  const names = { images: images.name, targets: targets.name, loss: graph.output(loss).name, output: graph.output(output).name };
  const gradientOutputs = trained.map((entry) => {
    const value = parameterValues.get(entry.name);
    return { entry, value: readable(value && tape.gradientOf(value), entry.name) };
  });
  const statisticsOutputs = moved.map((entry) => ({ entry, value: readable(current.get(entry.name), entry.name) }));
  return {
    model: graph.encode(),
    parameters,
    statistics,
    imageShape,
    targetShape,
    names,
    parameterInputs: fed(parameters, bakes),
    statisticsInputs: fed(statistics, bakes),
    gradientOutputs,
    statisticsOutputs,
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
