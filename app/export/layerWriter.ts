/** The walk over a description's layers that every exported format is written by. */
import type { Layer } from '../engine/description.ts';
import { nameWithin } from '../engine/layout.ts';
import { type Tensor, type TrainedNetwork, tensorsOf } from './tensors.ts';

/** The layers of one kind. */
export type Of<K extends Layer['kind']> = Extract<Layer, { kind: K }>;

export type NormTensors = { readonly weight: Tensor; readonly bias: Tensor; readonly mean: Tensor; readonly variance: Tensor };

/**
 * What a format makes of each kind of layer; X is its own idea of a tensor on its way through the network. Layers come with their full
 * names. Two layers of one name are one layer used twice.
 */
export interface LayerWriter<X> {
  conv(x: X, layer: Of<'conv'>, weight: Tensor, bias: Tensor | null): X;
  convTranspose(x: X, layer: Of<'convTranspose'>, weight: Tensor, bias: Tensor): X;
  linear(x: X, layer: Of<'linear'>, weight: Tensor, bias: Tensor): X;
  /** By its running statistics: only where it could not be folded. */
  batchNorm(x: X, layer: Of<'batchNorm'>, tensors: NormTensors): X;
  normalise(x: X, layer: Of<'normalise'>): X;
  relu(x: X): X;
  sigmoid(x: X): X;
  maxPool(x: X, layer: Of<'maxPool'>): X;
  globalAveragePool(x: X): X;
  flatten(x: X): X;
  upsample(x: X, layer: Of<'upsample'>): X;
  sum(a: X, b: X): X;
  weightedSum(branches: readonly { readonly weight: number; readonly x: X }[]): X;
}

/** Writes all layers of a trained network, one after the other. @returns what the last one gives */
export function writeLayers<X>(writer: LayerWriter<X>, trained: TrainedNetwork, images: X): X {
  const tensor = tensorsOf(trained);
  return inTurn(trained.network.layers, images, '');

  function inTurn(layers: readonly Layer[], x: X, prefix: string): X {
    return layers.reduce((value, layer) => written(layer, value, prefix), x);
  }

  function written(layer: Layer, x: X, prefix: string): X {
    switch (layer.kind) {
      case 'conv': {
        const named = { ...layer, name: nameWithin(prefix, layer.name) };
        return writer.conv(x, named, tensor(`${named.name}.weight`), layer.bias ? tensor(`${named.name}.bias`) : null);
      }
      case 'convTranspose': {
        const named = { ...layer, name: nameWithin(prefix, layer.name) };
        return writer.convTranspose(x, named, tensor(`${named.name}.weight`), tensor(`${named.name}.bias`));
      }
      case 'linear': {
        const named = { ...layer, name: nameWithin(prefix, layer.name) };
        return writer.linear(x, named, tensor(`${named.name}.weight`), tensor(`${named.name}.bias`));
      }
      case 'batchNorm': {
        const name = nameWithin(prefix, layer.name);
        const [weight, bias] = [tensor(`${name}.weight`), tensor(`${name}.bias`)];
        const [mean, variance] = [tensor(`${name}.running_mean`), tensor(`${name}.running_var`)];
        return writer.batchNorm(x, { ...layer, name }, { weight, bias, mean, variance });
      }
      case 'normalise':
        return writer.normalise(x, layer);
      case 'relu':
        return writer.relu(x);
      case 'sigmoid':
        return writer.sigmoid(x);
      case 'maxPool':
        return writer.maxPool(x, layer);
      case 'globalAveragePool':
        return writer.globalAveragePool(x);
      case 'flatten':
        return writer.flatten(x);
      case 'upsample':
        return writer.upsample(x, layer);
      case 'residual': {
        const name = nameWithin(prefix, layer.name);
        return writer.sum(inTurn(layer.body, x, name), inTurn(layer.shortcut, x, name));
      }
      case 'part':
        return inTurn(layer.layers, x, nameWithin(prefix, layer.name));
      case 'weightedSum':
        return writer.weightedSum(layer.branches.map((branch) => ({ weight: branch.weight, x: inTurn(branch.layers, x, prefix) })));
    }
  }
}
