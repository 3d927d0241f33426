/** The statistics that the batch norms of a network see in a batch: its training graph without loss and way back. */
import type { Layout, NetworkDescription } from '../description.ts';
import type { BatchStatistics, NetworkState, TrainingOptions } from '../engine.ts';
import { entryOf, outputShape, parameterLayout, statisticsLayout } from '../layout.ts';
import { withOwnStatistics } from '../ownStatistics.ts';
import { trainsBatchNorm } from '../trainedParts.ts';
import { Graph, type Value } from './graph.ts';
import { lowerLayers } from './lower.ts';
import { numbersOf, openSession, runSession, tensorOver } from './session.ts';
import { Tape } from './tape.ts';
import type { Computing } from './trainingStep.ts';

export async function compileStatistics(
  network: NetworkDescription,
  options: Pick<TrainingOptions, 'batch' | 'trainable'>,
  state: NetworkState,
  { provider, target, threads }: Computing,
): Promise<BatchStatistics> {
  const what = `Measuring the statistics of ${network.name}`;
  outputShape(network);
  const graph = new Graph(target);
  const images = graph.input('images', [options.batch, ...network.input]);
  const layout = statisticsLayout(network);
  const before = constantsFor(graph, layout, state.statistics);
  const after = new Map(before);
  lowerLayers(
    {
      tape: new Tape(graph),
      parameters: constantsFor(graph, parameterLayout(network), state.parameters),
      statistics: after,
      batchNorm: (name) => (trainsBatchNorm(name, options) ? 'trained' : 'constant'),
    },
    images,
    withOwnStatistics(network).layers,
  );
  const moved = layout.entries.flatMap((entry) => {
    const value = after.get(entry.name);
    return value === undefined || value === before.get(entry.name) ? [] : [{ entry, name: graph.output(value).name }];
  });
  if (moved.length === 0) return { run: async () => state.statistics.slice(), dispose: async () => undefined };
  const session = await openSession(graph.encode(), threads, what, { provider });
  const fetches = Object.fromEntries(moved.map(({ name }) => [name, null]));
  return {
    async run(pixels) {
      const feeds = { [images.name]: tensorOver(pixels, images.shape, `${what}: images`) };
      const results = await runSession(session, feeds, fetches, what);
      const statistics = state.statistics.slice();
      for (const { entry, name } of moved) entryOf(statistics, entry).set(numbersOf(results, name));
      return statistics;
    },
    dispose: () => session.release(),
  };
}

function constantsFor(graph: Graph, layout: Layout, vector: Float32Array): Map<string, Value> {
  return new Map(layout.entries.map((entry) => [entry.name, graph.constant(entryOf(vector, entry), entry.shape)]));
}
