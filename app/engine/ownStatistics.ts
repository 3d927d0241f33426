/** A network whose batch norms forget at once, so that its running statistics after a batch are that batch's own. Pure. */
import type { Layer, NetworkDescription } from './description.ts';

export function withOwnStatistics(network: NetworkDescription): NetworkDescription {
  return { ...network, layers: network.layers.map(forgetting) };
}

function forgetting(layer: Layer): Layer {
  switch (layer.kind) {
    case 'batchNorm':
      return { ...layer, momentum: 1 };
    case 'residual':
      return { ...layer, body: layer.body.map(forgetting), shortcut: layer.shortcut.map(forgetting) };
    case 'part':
      return { ...layer, layers: layer.layers.map(forgetting) };
    case 'weightedSum':
      return { ...layer, branches: layer.branches.map(({ weight, layers }) => ({ weight, layers: layers.map(forgetting) })) };
    default:
      return layer;
  }
}
