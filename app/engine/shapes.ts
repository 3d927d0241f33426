/** What shape each layer makes of its input, and a plain sentence when an image is too small for it. */
import { SmearlabError } from '../contract/failure.ts';
import type { Layer, NetworkDescription } from './description.ts';

/** Shape of one image's tensor, without the batch: [channel, height, width] or [feature]. */
export type ImageShape = readonly number[];

/** How many numbers a tensor of this shape holds. */
export function elements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Shape of a network's output for one image. Throws `image-size` when the input does not fit the layers. */
export function outputShape(network: NetworkDescription): ImageShape {
  return shapeAfterLayers(network.layers, network.input, network.name);
}

/** Shape after a list of layers; `where` names the network in the sentence of an error. */
export function shapeAfterLayers(layers: readonly Layer[], input: ImageShape, where: string): ImageShape {
  return layers.reduce((shape, layer) => shapeAfterLayer(layer, shape, where), input);
}

/** Shape after one layer. Throws `image-size` when the input does not fit it. */
export function shapeAfterLayer(layer: Layer, input: ImageShape, where: string): ImageShape {
  switch (layer.kind) {
    case 'conv': {
      const [height, width] = planeOf(input, layer.inputs, layer.name, where);
      const size = (side: number) => windowCount(side, layer.kernel, layer.stride, layer.padding, `convolution ${layer.name}`, where);
      return [layer.outputs, size(height), size(width)];
    }
    case 'convTranspose': {
      const [height, width] = planeOf(input, layer.inputs, layer.name, where);
      if (layer.kernel !== layer.stride) {
        throw new SmearlabError(
          'internal',
          `${where}: ${layer.name} has kernel ${layer.kernel} and stride ${layer.stride}; they must be equal.`,
        );
      }
      return [layer.outputs, height * layer.stride, width * layer.stride];
    }
    case 'batchNorm':
      if (input[0] !== layer.channels) throw wrongChannels(layer.name, layer.channels, input, where);
      return input;
    case 'normalise': {
      const [channels] = imageOf(input, 'normalisation', where);
      const { mean, deviation } = layer;
      if (mean.length !== channels || deviation.length !== channels || deviation.some((value) => !(value > 0))) {
        throw new SmearlabError(
          'internal',
          `${where}: a normalisation needs one mean and one deviation above 0 for each of ${channels} channels, not [${mean}] and [${deviation}].`,
        );
      }
      return input;
    }
    case 'relu':
    case 'sigmoid':
      return input;
    case 'maxPool': {
      const [channels, height, width] = imageOf(input, 'max pooling', where);
      if (2 * layer.padding > layer.kernel) {
        throw new SmearlabError('internal', `${where}: a max pooling of ${layer.kernel} may be padded by half its kernel at most.`);
      }
      const size = (side: number) => windowCount(side, layer.kernel, layer.stride, layer.padding, 'max pooling', where);
      return [channels, size(height), size(width)];
    }
    case 'globalAveragePool':
      return [imageOf(input, 'global average pooling', where)[0]];
    case 'flatten':
      return [elements(input)];
    case 'linear':
      if (input.length !== 1 || input[0] !== layer.inputs) {
        throw new SmearlabError(
          'image-size',
          `${where}: layer ${layer.name} takes ${layer.inputs} features but gets ${described(input)}. Use the image size this network was made for.`,
        );
      }
      return [layer.outputs];
    case 'upsample': {
      const [channels, height, width] = imageOf(input, 'upsampling', where);
      return [channels, height * layer.factor, width * layer.factor];
    }
    case 'residual': {
      const body = shapeAfterLayers(layer.body, input, where);
      const shortcut = shapeAfterLayers(layer.shortcut, input, where);
      return sameShape([body, shortcut], `residual block ${layer.name}`, where);
    }
    case 'part':
      return shapeAfterLayers(layer.layers, input, where);
    case 'weightedSum': {
      const shapes = layer.branches.map((branch) => shapeAfterLayers(branch.layers, input, where));
      return sameShape(shapes, 'weighted sum', where);
    }
  }
}

/** How often a window fits a side, rounded down as PyTorch does. */
function windowCount(side: number, kernel: number, stride: number, padding: number, what: string, where: string): number {
  const count = Math.floor((side + 2 * padding - kernel) / stride) + 1;
  if (count < 1) {
    throw new SmearlabError(
      'image-size',
      `${where}: the images are too small: a side of ${side} pixels is left for the ${what}, which needs ${kernel - 2 * padding}. Use a larger image size.`,
    );
  }
  return count;
}

function imageOf(shape: ImageShape, what: string, where: string): readonly [number, number, number] {
  const [channels, height, width] = shape;
  if (shape.length !== 3 || channels === undefined || height === undefined || width === undefined) {
    throw new SmearlabError('internal', `${where}: ${what} takes an image but gets ${described(shape)}.`);
  }
  return [channels, height, width];
}

function planeOf(shape: ImageShape, inputs: number, name: string, where: string): readonly [number, number] {
  const [channels, height, width] = imageOf(shape, name, where);
  if (channels !== inputs) throw wrongChannels(name, inputs, shape, where);
  return [height, width];
}

function wrongChannels(name: string, wanted: number, shape: ImageShape, where: string): SmearlabError {
  return new SmearlabError('internal', `${where}: layer ${name} takes ${wanted} channels but gets ${described(shape)}.`);
}

function sameShape(shapes: readonly ImageShape[], what: string, where: string): ImageShape {
  const [first, ...others] = shapes;
  if (first === undefined) throw new SmearlabError('internal', `${where}: a ${what} without branches.`);
  for (const other of others) {
    if (described(other) === described(first)) continue;
    throw new SmearlabError(
      'image-size',
      `${where}: the branches of a ${what} give ${described(first)} and ${described(other)}, which cannot be added. Use another image size (a multiple of 8 always fits).`,
    );
  }
  return first;
}

function described(shape: ImageShape): string {
  return shape.length === 1 ? `${shape[0]} features` : shape.join(' × ');
}
