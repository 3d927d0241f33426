/** The state a network starts from: PyTorch's defaults, drawn per parameter name so that they are the same on every machine. */
import { randomFor } from '../random/random.ts';
import type { Layer, NetworkDescription } from './description.ts';
import type { NetworkState } from './engine.ts';
import { entryOf, nameWithin, parameterLayout, statisticsLayout } from './layout.ts';

/**
 * Convolutions and linear layers: weight and bias uniform in ±1/√fan_in (torch.nn.Conv2d, ConvTranspose2d and Linear;
 * the fan-in of a transposed convolution is out·k·k there). Batch norm: weight 1, bias 0, running mean 0, running variance 1.
 * Each parameter has a stream of its own, so a network that contains another starts it from the same numbers.
 */
export function initialState(network: NetworkDescription, seed: number): NetworkState {
  const layout = parameterLayout(network);
  const bounds = boundsOf(network.layers, '', new Map());
  const parameters = new Float32Array(layout.size);
  for (const entry of layout.entries) {
    const bound = bounds.get(ownerOf(entry.name));
    const values = entryOf(parameters, entry);
    if (bound === undefined) values.fill(entry.name.endsWith('.weight') ? 1 : 0);
    else {
      const random = randomFor(seed, 'initialise', entry.name);
      for (let i = 0; i < values.length; i++) values[i] = random.uniform(-bound, bound);
    }
  }
  const statisticsEntries = statisticsLayout(network);
  const statistics = new Float32Array(statisticsEntries.size);
  for (const entry of statisticsEntries.entries) entryOf(statistics, entry).fill(entry.name.endsWith('.running_var') ? 1 : 0);
  return { parameters, statistics };
}

/** The layer a parameter belongs to: its name without the last word. */
function ownerOf(parameter: string): string {
  return parameter.slice(0, parameter.lastIndexOf('.'));
}

/** 1/√fan_in of each layer that is drawn at random, by full name. */
function boundsOf(layers: readonly Layer[], prefix: string, bounds: Map<string, number>): ReadonlyMap<string, number> {
  for (const layer of layers) {
    switch (layer.kind) {
      case 'conv':
        bounds.set(nameWithin(prefix, layer.name), 1 / Math.sqrt(layer.inputs * layer.kernel ** 2));
        break;
      case 'convTranspose':
        bounds.set(nameWithin(prefix, layer.name), 1 / Math.sqrt(layer.outputs * layer.kernel ** 2));
        break;
      case 'linear':
        bounds.set(nameWithin(prefix, layer.name), 1 / Math.sqrt(layer.inputs));
        break;
      case 'residual':
        boundsOf([...layer.body, ...layer.shortcut], nameWithin(prefix, layer.name), bounds);
        break;
      case 'part':
        boundsOf(layer.layers, nameWithin(prefix, layer.name), bounds);
        break;
      case 'weightedSum':
        for (const branch of layer.branches) boundsOf(branch.layers, prefix, bounds);
        break;
    }
  }
  return bounds;
}
