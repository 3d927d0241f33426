/** Layers as those of tf.layers, whose images are [batch, height, width, channel], so that weights change their axes. */
import { elements, shapeAfterLayer } from '../../engine/shapes.ts';
import type { LayerWriter, NormTensors, Of } from '../layerWriter.ts';
import type { Tensor } from '../tensors.ts';
import { edgePadded, upsampled, weighed, zeroPadded } from './constructions.ts';
import { LayersGraph, type LayerWeight, type Reference } from './layersGraph.ts';
import { transposed } from './transposed.ts';

/** A tensor on its way. */
export type Passing = {
  readonly reference: Reference;
  /** As the description has it: [channel, height, width] or [feature]. */
  readonly shape: readonly number[];
  /** Whether it is known that no number of it is below 0, as after a ReLU. */
  readonly nonNegative: boolean;
  /** The shape of the image that `reference` still is where a flatten was put off; null where it is what `shape` says. */
  readonly unflattened: readonly number[] | null;
};

/** [out, in, k, k] → [k, k, in, out], and of transposed convolutions [in, out, k, k] → [k, k, out, in]. */
const KERNEL_ORDER = [2, 3, 1, 0];

export class LayersWriter implements LayerWriter<Passing> {
  readonly graph = new LayersGraph();

  input(name: string, shape: readonly number[]): Passing {
    const [channels = 0, height = 0, width = 0] = shape;
    return passing(this.graph.input(name, [height, width, channels]), shape);
  }

  conv(x: Passing, layer: Of<'conv'>, weight: Tensor, bias: Tensor | null): Passing {
    const { name, stride, padding, kernel } = layer;
    // With a stride TensorFlow's 'same' puts less padding before an image than behind it; PyTorch's is alike on both sides.
    const isSame = stride === 1 && 2 * padding === kernel - 1;
    const input = zeroPadded(this.graph, this.#settled(x), isSame ? 0 : padding);
    const config = { ...windowConfig(layer, isSame ? 'same' : 'valid'), use_bias: bias !== null, dilation_rate: [1, 1] };
    const y = this.graph.named('Conv2D', name, config, [input], () => kernelAndBias(weight, bias));
    return passing(y, shapeAfterLayer(layer, x.shape, name));
  }

  convTranspose(x: Passing, layer: Of<'convTranspose'>, weight: Tensor, bias: Tensor): Passing {
    const config = { ...windowConfig(layer, 'valid'), use_bias: true };
    const y = this.graph.named('Conv2DTranspose', layer.name, config, [this.#settled(x)], () => kernelAndBias(weight, bias));
    return passing(y, shapeAfterLayer(layer, x.shape, layer.name));
  }

  /** Behind a flatten it is the weights that change their order, not the image. */
  linear(x: Passing, layer: Of<'linear'>, weight: Tensor, bias: Tensor): Passing {
    const image = x.unflattened;
    const input = image === null ? x.reference : this.graph.fresh('Flatten', 'flatten', {}, [x.reference]);
    const config = { units: layer.outputs, activation: 'linear', use_bias: true };
    const y = this.graph.named('Dense', layer.name, config, [input], () => {
      const [shape, order] = image === null ? [[layer.inputs], [1, 0]] : [image, KERNEL_ORDER];
      const values = transposed(weight.values, [layer.outputs, ...shape], order);
      return [
        { name: 'kernel', shape: [layer.inputs, layer.outputs], values },
        { ...bias, name: 'bias' },
      ];
    });
    return passing(y, [layer.outputs]);
  }

  batchNorm(x: Passing, layer: Of<'batchNorm'>, { weight, bias, mean, variance }: NormTensors): Passing {
    const config = { axis: -1, momentum: 0.99, epsilon: layer.epsilon, center: true, scale: true };
    const y = this.graph.named('BatchNormalization', layer.name, config, [this.#settled(x)], () => [
      { ...weight, name: 'gamma' },
      { ...bias, name: 'beta' },
      { ...mean, name: 'moving_mean' },
      { ...variance, name: 'moving_variance' },
    ]);
    return passing(y, x.shape);
  }

  /** As a batch norm with fixed numbers, of which tf.layers has no other layer. */
  normalise(x: Passing, { mean, deviation }: Of<'normalise'>): Passing {
    const config = { axis: -1, momentum: 0.99, epsilon: 0, center: true, scale: true };
    const shape = [mean.length];
    const weight = (name: string, number: (channel: number) => number) => ({
      ...{ name, shape },
      values: Float32Array.from(mean, (_, channel) => number(channel)),
    });
    const y = this.graph.fresh('BatchNormalization', 'normalise', config, [this.#settled(x)], () => [
      weight('gamma', (channel) => 1 / (deviation[channel] ?? Number.NaN)),
      weight('beta', () => 0),
      weight('moving_mean', (channel) => mean[channel] ?? Number.NaN),
      weight('moving_variance', () => 1),
    ]);
    return passing(y, x.shape);
  }

  relu(x: Passing): Passing {
    return passing(this.#activation('relu', x), x.shape, true);
  }

  sigmoid(x: Passing): Passing {
    return passing(this.#activation('sigmoid', x), x.shape, true);
  }

  /** tf.layers pads with 0 only, which is no maximum's concern where no number is below 0. */
  maxPool(x: Passing, layer: Of<'maxPool'>): Passing {
    const { kernel, stride, padding } = layer;
    const [, height = 0, width = 0] = x.shape;
    const padded = x.nonNegative
      ? zeroPadded(this.graph, this.#settled(x), padding)
      : edgePadded(this.graph, this.#settled(x), height, width, padding);
    const config = { pool_size: [kernel, kernel], strides: [stride, stride], padding: 'valid', data_format: 'channels_last' };
    const y = this.graph.fresh('MaxPooling2D', 'max_pool', config, [padded]);
    return passing(y, shapeAfterLayer(layer, x.shape, 'max pooling'), x.nonNegative);
  }

  globalAveragePool(x: Passing): Passing {
    const y = this.graph.fresh('GlobalAveragePooling2D', 'global_average_pool', { data_format: 'channels_last' }, [this.#settled(x)]);
    return passing(y, x.shape.slice(0, 1));
  }

  /** Put off, because a linear layer can take the image's own order; whatever else comes gets ours. */
  flatten(x: Passing): Passing {
    return x.shape.length === 1 ? x : { ...x, shape: [elements(x.shape)], unflattened: x.shape };
  }

  upsample(x: Passing, layer: Of<'upsample'>): Passing {
    const [, height = 0, width = 0] = x.shape;
    const y = upsampled(this.graph, this.#settled(x), height, width, layer.factor);
    return passing(y, shapeAfterLayer(layer, x.shape, 'upsampling'));
  }

  sum(a: Passing, b: Passing): Passing {
    return passing(this.graph.fresh('Add', 'add', {}, [this.#settled(a), this.#settled(b)]), a.shape);
  }

  weightedSum(branches: readonly { readonly weight: number; readonly x: Passing }[]): Passing {
    const shape = branches[0]?.x.shape ?? [];
    const inputs = branches.map(({ x }) => this.#settled(x));
    const weights = branches.map(({ weight }) => weight);
    return passing(weighed(this.graph, inputs, weights, shape[0] ?? 0), shape);
  }

  /** Where the model ends: a layer of this name that makes probabilities of logits, or hands on what it gets. */
  ending(x: Passing, name: string, activation: 'softmax' | 'linear'): Reference {
    return this.graph.named('Activation', name, { activation }, [this.#settled(x)]);
  }

  #activation(activation: string, x: Passing): Reference {
    return this.graph.fresh('Activation', activation, { activation }, [this.#settled(x)]);
  }

  /** Flattened in our order of axes, where that was put off. */
  #settled(x: Passing): Reference {
    if (x.unflattened === null) return x.reference;
    const image = this.graph.fresh('Permute', 'permute', { dims: [3, 1, 2] }, [x.reference]);
    return this.graph.fresh('Flatten', 'flatten', {}, [image]);
  }
}

function passing(reference: Reference, shape: readonly number[], nonNegative = false): Passing {
  return { reference, shape, nonNegative, unflattened: null };
}

function windowConfig({ outputs, kernel, stride }: Of<'conv'> | Of<'convTranspose'>, padding: 'same' | 'valid') {
  const window = { kernel_size: [kernel, kernel], strides: [stride, stride], padding };
  return { filters: outputs, ...window, data_format: 'channels_last', activation: 'linear' };
}

function kernelAndBias(weight: Tensor, bias: Tensor | null): readonly LayerWeight[] {
  const shape = KERNEL_ORDER.map((axis) => weight.shape[axis] ?? 0);
  const kernel = { name: 'kernel', shape, values: transposed(weight.values, weight.shape, KERNEL_ORDER) };
  return bias === null ? [kernel] : [kernel, { ...bias, name: 'bias' }];
}
