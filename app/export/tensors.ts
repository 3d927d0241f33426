/** The numbers of a trained network by the names of its layers. */
import { SmearlabError } from '../contract/failure.ts';
import type { Layout, NetworkDescription } from '../engine/description.ts';
import type { NetworkState } from '../engine/engine.ts';
import { entryOf, parameterLayout, statisticsLayout } from '../engine/layout.ts';

export type TrainedNetwork = { readonly network: NetworkDescription; readonly state: NetworkState };

/** Row-major, in the layouts of `parameterLayout` and `statisticsLayout`. */
export type Tensor = { readonly name: string; readonly shape: readonly number[]; readonly values: Float32Array };

/** Finds a parameter or running statistic by its full name (views, no copies). The finder throws `internal` for a name that is not there. */
export function tensorsOf({ network, state }: TrainedNetwork): (name: string) => Tensor {
  const named = (layout: Layout, vector: Float32Array) =>
    layout.entries.map((entry): [string, Tensor] => [entry.name, { ...entry, values: entryOf(vector, entry) }]);
  const tensors = new Map([...named(parameterLayout(network), state.parameters), ...named(statisticsLayout(network), state.statistics)]);
  return (name) => {
    const tensor = tensors.get(name);
    if (tensor === undefined) throw new SmearlabError('internal', `The network ${network.name} has no tensor ${name}.`);
    return tensor;
  };
}
