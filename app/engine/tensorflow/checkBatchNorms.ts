/** Finds a batch norm that could not normalise, before anything is computed. */
import { SmearlabError } from '../../contract/failure.ts';
import type { Layer, NetworkDescription } from '../description.ts';
import { nameWithin } from '../layout.ts';
import { elements, type ImageShape, shapeAfterLayer } from '../shapes.ts';

/** @throws SmearlabError `image-size` when a batch norm in training has one value per channel: no variance comes of that */
export function checkBatchNorms(network: NetworkDescription, batch: number, trainsBatchNorm: (name: string) => boolean): void {
  check(network.layers, network.input, '');

  function check(layers: readonly Layer[], input: ImageShape, prefix: string): void {
    let shape = input;
    for (const layer of layers) {
      if (layer.kind === 'batchNorm' && trainsBatchNorm(nameWithin(prefix, layer.name)) && batch * elements(shape.slice(1)) < 2) {
        throw new SmearlabError('image-size', 'Batch norm needs more than one value per channel: use larger images or a larger batch.');
      }
      if (layer.kind === 'residual') for (const side of [layer.body, layer.shortcut]) check(side, shape, nameWithin(prefix, layer.name));
      if (layer.kind === 'part') check(layer.layers, shape, nameWithin(prefix, layer.name));
      if (layer.kind === 'weightedSum') for (const branch of layer.branches) check(branch.layers, shape, prefix);
      shape = shapeAfterLayer(layer, shape, network.name);
    }
  }
}
