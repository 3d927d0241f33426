/** Runs the graph of a trained network's feature maps and their gradients. */
import type { NetworkDescription } from '../description.ts';
import type { Explanation, ExplanationOptions, NetworkState } from '../engine.ts';
import { buildExplanationGraph } from './explanationGraph.ts';
import { numbersOf, openSession, runSession, tensorOver } from './session.ts';
import type { Computing } from './trainingStep.ts';

export async function compileExplanation(
  network: NetworkDescription,
  options: ExplanationOptions,
  state: NetworkState,
  { provider, target, threads }: Computing,
): Promise<Explanation> {
  const what = `Explaining ${network.name}`;
  const { model, names, maps, imageShape, wantedShape } = buildExplanationGraph(network, options, state, target);
  const session = await openSession(model, threads, what, { provider });
  const read = [names.output, ...maps.flatMap(({ activations, gradient }) => [activations, gradient])];
  const fetches = Object.fromEntries(read.map((name) => [name, null]));
  return {
    maps: maps.map(({ branch, weight, layer, shape }) => ({ branch, weight, layer, shape })),
    async run(images, wanted) {
      const feeds = {
        [names.images]: tensorOver(images, imageShape, `${what}: images`),
        [names.wanted]: tensorOver(wanted, wantedShape, `${what}: classes`),
      };
      const results = await runSession(session, feeds, fetches, what);
      return {
        output: numbersOf(results, names.output),
        maps: maps.map(({ activations, gradient }) => ({
          activations: numbersOf(results, activations),
          gradient: numbersOf(results, gradient),
        })),
      };
    },
    dispose: () => session.release(),
  };
}
