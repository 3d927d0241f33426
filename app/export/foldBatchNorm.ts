/** A trained network with each batch norm folded into the convolution before it: the same function in fewer operations. */
import { SmearlabError } from '../contract/failure.ts';
import type { Layer } from '../engine/description.ts';
import { entryOf, nameWithin, parameterLayout, statisticsLayout } from '../engine/layout.ts';
import { type Tensor, type TrainedNetwork, tensorsOf } from './tensors.ts';

/** The batch norm behind a convolution, by its full name. */
type Follower = { readonly name: string; readonly epsilon: number };

/** By the full name of each convolution; null where no batch norm follows. */
type Followers = Map<string, Follower | null>;

/**
 * A convolution followed by a batch norm becomes one with a bias: weight · f and β + (bias − mean) · f, with f = γ / √(variance + ε) of
 * its output channel, worked out in double precision. A batch norm behind anything else stays.
 * @throws SmearlabError `internal` when a convolution that is used twice is not followed by the same batch norm both times
 */
export function foldBatchNorm(trained: TrainedNetwork): TrainedNetwork {
  const followers: Followers = new Map();
  const network = { ...trained.network, layers: foldedLayers(trained.network.layers, '', followers) };
  const known = tensorsOf(trained);
  const names = new Set(parameterLayout(trained.network).entries.map(({ name }) => name));
  const parameters = new Float32Array(parameterLayout(network).size);
  for (const entry of parameterLayout(network).entries) {
    const conv = entry.name.slice(0, entry.name.lastIndexOf('.'));
    const follower = followers.get(conv);
    if (!follower) entryOf(parameters, entry).set(known(entry.name).values);
    else if (entry.name.endsWith('.weight')) entryOf(parameters, entry).set(foldedWeight(known(entry.name), factorOf(follower, known)));
    else entryOf(parameters, entry).set(foldedBias(names.has(entry.name) ? known(entry.name) : undefined, follower, known));
  }
  const statistics = new Float32Array(statisticsLayout(network).size);
  for (const entry of statisticsLayout(network).entries) entryOf(statistics, entry).set(known(entry.name).values);
  return { network, state: { parameters, statistics } };
}

/** Takes out every batch norm that directly follows a convolution, and notes which it was. */
function foldedLayers(layers: readonly Layer[], prefix: string, followers: Followers): readonly Layer[] {
  return layers.flatMap((layer, i): readonly Layer[] => {
    switch (layer.kind) {
      case 'conv': {
        const next = layers[i + 1];
        const follower = next?.kind === 'batchNorm' ? { name: nameWithin(prefix, next.name), epsilon: next.epsilon } : null;
        note(followers, nameWithin(prefix, layer.name), follower);
        return [follower === null ? layer : { ...layer, bias: true }];
      }
      case 'batchNorm':
        return layers[i - 1]?.kind === 'conv' ? [] : [layer];
      case 'residual': {
        const inner = (side: readonly Layer[]) => foldedLayers(side, nameWithin(prefix, layer.name), followers);
        return [{ ...layer, body: inner(layer.body), shortcut: inner(layer.shortcut) }];
      }
      case 'part':
        return [{ ...layer, layers: foldedLayers(layer.layers, nameWithin(prefix, layer.name), followers) }];
      case 'weightedSum':
        return [
          { ...layer, branches: layer.branches.map((branch) => ({ ...branch, layers: foldedLayers(branch.layers, prefix, followers) })) },
        ];
      default:
        return [layer];
    }
  });
}

function note(followers: Followers, conv: string, follower: Follower | null): void {
  const known = followers.get(conv);
  if (known !== undefined && (known?.name !== follower?.name || known?.epsilon !== follower?.epsilon)) {
    throw new SmearlabError('internal', `The convolution ${conv} is used twice, and not with the same batch norm: it cannot be exported.`);
  }
  followers.set(conv, follower);
}

/** γ / √(variance + ε) of each channel. */
function factorOf({ name, epsilon }: Follower, known: (name: string) => Tensor): Float64Array {
  const variance = known(`${name}.running_var`).values;
  return Float64Array.from(known(`${name}.weight`).values, (gamma, channel) => gamma / Math.sqrt((variance[channel] ?? 0) + epsilon));
}

/** [out, in, k, k], each output channel times its factor. */
function foldedWeight({ values }: Tensor, factor: Float64Array): Float32Array {
  const perChannel = values.length / factor.length;
  return values.map((value, i) => value * (factor[Math.floor(i / perChannel)] ?? Number.NaN));
}

function foldedBias(bias: Tensor | undefined, follower: Follower, known: (name: string) => Tensor): Float32Array {
  const factor = factorOf(follower, known);
  const mean = known(`${follower.name}.running_mean`).values;
  return known(`${follower.name}.bias`).values.map(
    (beta, channel) => beta + ((bias?.values[channel] ?? 0) - (mean[channel] ?? Number.NaN)) * (factor[channel] ?? Number.NaN),
  );
}
