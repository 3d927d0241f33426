/** Into how many equal pieces a training batch is cut, so that large images do not exhaust the memory. */
import type { Layer, NetworkDescription } from './description.ts';
import { elements, type ImageShape, shapeAfterLayer } from './shapes.ts';

/** Bytes that one piece may take; about what the WBC network takes at 96 pixels and a batch of 64. */
const MEMORY_OF_A_PIECE = 2 ** 30;

/** Measured: a training step holds at most about this many bytes for each number that a layer puts out. */
const BYTES_PER_ACTIVATION = 16;

/**
 * Images that are computed at a time: the largest divisor of the batch whose activations fit. Every loss is a mean, so the mean of
 * the gradients of equal pieces is the gradient of the whole; only a batch norm in training sees its batch as a whole and forbids it.
 */
export function microBatch(network: NetworkDescription, batch: number, hasTrainedBatchNorm: boolean, memory = MEMORY_OF_A_PIECE): number {
  if (hasTrainedBatchNorm) return batch;
  const bytesPerImage = activations(network.layers, network.input) * BYTES_PER_ACTIVATION;
  for (let pieces = 1; pieces < batch; pieces++) {
    if (batch % pieces === 0 && (batch / pieces) * bytesPerImage <= memory) return batch / pieces;
  }
  return 1;
}

/** How many numbers the layers put out for one image, all together. */
function activations(layers: readonly Layer[], input: ImageShape): number {
  let total = 0;
  let shape = input;
  for (const layer of layers) {
    for (const inner of innerLayers(layer)) total += activations(inner, shape);
    shape = shapeAfterLayer(layer, shape, 'network');
    total += elements(shape);
  }
  return total;
}

function innerLayers(layer: Layer): readonly (readonly Layer[])[] {
  switch (layer.kind) {
    case 'residual':
      return [layer.body, layer.shortcut];
    case 'part':
      return [layer.layers];
    case 'weightedSum':
      return layer.branches.map((branch) => branch.layers);
    default:
      return [];
  }
}
