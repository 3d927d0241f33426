/** Goes on with a trained network of the same kind: fine-tuning, also for other classes than it was trained to tell apart. */
import { SmearlabError } from '../contract/failure.ts';
import type { NetworkName } from '../contract/words.ts';
import type { NetworkDescription } from '../engine/description.ts';
import type { NetworkState } from '../engine/engine.ts';
import { initialState } from '../engine/initialise.ts';
import { entryOf, parameterLayout, statisticsLayout } from '../engine/layout.ts';
import type { TrainedPart } from './ensemble.ts';

/** The layer whose outputs are the classes. */
const HEADS: Readonly<Partial<Record<NetworkName, string>>> = { wbc: 'fc', cam16: 'fc2' };

/**
 * The state of a trained network, taken over by parameter name, batch norm's statistics included.
 * @param network what is trained @param hasItsClasses whether the outputs mean the same classes; else the last layer is drawn anew
 * @param seed of what is drawn anew
 * @throws SmearlabError `bad-run-file` when the trained network lacks a tensor or has it in another shape
 */
export function stateFromRun(
  network: NetworkDescription,
  name: NetworkName,
  from: TrainedPart,
  { seed, hasItsClasses }: { readonly seed: number; readonly hasItsClasses: boolean },
): NetworkState {
  const state = initialState(network, seed);
  for (const [layoutOf, kind] of [
    [parameterLayout, 'parameters'],
    [statisticsLayout, 'statistics'],
  ] as const) {
    const known = new Map(layoutOf(from.network).entries.map((entry) => [entry.name, entry]));
    for (const entry of layoutOf(network).entries) {
      if (!hasItsClasses && entry.name.startsWith(`${HEADS[name]}.`)) continue;
      const found = known.get(entry.name);
      if (found === undefined || found.shape.join() !== entry.shape.join()) {
        const there = found === undefined ? 'none' : found.shape.join(' × ');
        throw new SmearlabError(
          'bad-run-file',
          `The ${name} network needs ${entry.name} as ${entry.shape.join(' × ')}, but the run that it starts from has ${there}. Choose a run of the same image size.`,
        );
      }
      entryOf(state[kind], entry).set(entryOf(from.state[kind], found));
    }
  }
  return state;
}
