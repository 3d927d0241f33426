/** The least that a training step can cost: operations and bytes of each layer over what this computer can do. Pure. */
import type { Layer, NetworkDescription } from '../../app/engine/description.ts';
import { nameWithin } from '../../app/engine/layout.ts';
import { elements, type ImageShape, shapeAfterLayer } from '../../app/engine/shapes.ts';

/** What one layer costs for one image: floating-point operations (a multiplication and an addition are two) and bytes moved. */
export type LayerCost = { readonly operations: number; readonly bytes: number };

/** Measured on this computer, per second. */
export type Ceilings = { readonly operations: number; readonly bytes: number };

const BYTES = 4;
/** Adam reads parameter, gradient and both moments, and writes parameter and moments. */
const ADAM_PASSES = 7;

/**
 * Of each layer of a training step: forward, gradient of its input where something before it is trained, gradient of its weight where it
 * is. Every layer reads its input and writes its output once in each direction; what follows a convolution or batch norm directly
 * (addition, ReLU) is taken to be done in the same pass, and batch norm needs a pass for its statistics before the one that applies them.
 */
export function trainingCosts(network: NetworkDescription, batch: number, trainable: (parameter: string) => boolean): readonly LayerCost[] {
  const costs: LayerCost[] = [];
  walk(network.layers, network.input, '', false);
  return costs;

  /** Whether anything up to the end of these layers is trained. */
  function walk(layers: readonly Layer[], input: ImageShape, prefix: string, trainedBefore: boolean): boolean {
    let shape = input;
    let trained = trainedBefore;
    for (const layer of layers) {
      trained = costOf(layer, shape, prefix, trained);
      shape = shapeAfterLayer(layer, shape, network.name);
    }
    return trained;
  }

  function costOf(layer: Layer, input: ImageShape, prefix: string, before: boolean): boolean {
    const output = shapeAfterLayer(layer, input, network.name);
    const [read, written] = [elements(input), elements(output)];
    switch (layer.kind) {
      case 'conv':
      case 'convTranspose':
      case 'linear': {
        const own = trainable(`${nameWithin(prefix, layer.name)}.weight`);
        const weights = layer.inputs * layer.outputs * (layer.kind === 'linear' ? 1 : layer.kernel ** 2);
        const positions = layer.kind === 'linear' ? 1 : layer.kind === 'conv' ? written / layer.outputs : read / layer.inputs;
        const products = 1 + Number(before) + Number(own);
        const activations = read + written + Number(before) * (read + written) + Number(own) * (read + written);
        const parameters = (weights * (products + Number(own) * ADAM_PASSES)) / batch;
        costs.push({ operations: 2 * weights * positions * products, bytes: BYTES * (activations + parameters) });
        return before || own;
      }
      case 'batchNorm': {
        const own = trainable(`${nameWithin(prefix, layer.name)}.weight`);
        // Forward: statistics, then apply. Backward: two sums over gradient and input, then apply.
        const passes = own ? 3 + 5 : 2 + Number(before) * 2;
        costs.push({ operations: 0, bytes: BYTES * passes * read });
        return before || own;
      }
      case 'residual': {
        const name = nameWithin(prefix, layer.name);
        const body = walk(layer.body, input, name, before);
        return walk(layer.shortcut, input, name, before) || body;
      }
      case 'part':
        return walk(layer.layers, input, nameWithin(prefix, layer.name), before);
      case 'weightedSum':
        return layer.branches.map((branch) => walk(branch.layers, input, prefix, before)).some((trained) => trained);
      case 'relu':
      case 'flatten':
        return before;
      case 'normalise':
      case 'sigmoid':
      case 'maxPool':
      case 'globalAveragePool':
      case 'upsample':
        costs.push({ operations: 0, bytes: BYTES * (read + written) * (1 + Number(before)) });
        return before;
    }
  }
}

/** Seconds for one image when every layer runs at whichever ceiling it meets first. */
export function floorSeconds(costs: readonly LayerCost[], ceilings: Ceilings): number {
  return costs.reduce((total, cost) => total + Math.max(cost.operations / ceilings.operations, cost.bytes / ceilings.bytes), 0);
}
