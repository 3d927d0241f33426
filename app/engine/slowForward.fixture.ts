/** Every layer written out as plain loops in double precision: slow and obvious, what the tests hold the engines against. */
import type { Layer, Loss, NetworkDescription } from './description.ts';
import { nameWithin, parameterLayout, statisticsLayout } from './layout.ts';
import { elements, shapeAfterLayer } from './shapes.ts';

type Tensor = { readonly shape: readonly number[]; readonly data: Float64Array };

export type SlowState = { readonly parameters: Float64Array; readonly statistics: Float64Array };

type Surroundings = {
  readonly tensor: (name: string) => Tensor;
  /** Whether the batch norm of this name uses this batch's statistics. */
  readonly batchStatistics: (name: string) => boolean;
  /** Told mean and unbiased variance of each batch norm that does. */
  readonly onStatistics: (name: string, mean: Float64Array, variance: Float64Array) => void;
};

/** The output of a network for images [batch, channel, height, width]. */
export function slowForward(
  network: NetworkDescription,
  batch: number,
  images: ArrayLike<number>,
  state: SlowState,
  batchStatistics: (name: string) => boolean,
  onStatistics: Surroundings['onStatistics'] = () => {},
): Tensor {
  const tensors = new Map<string, Tensor>();
  for (const { name, shape, offset, size } of parameterLayout(network).entries) {
    tensors.set(name, { shape, data: state.parameters.subarray(offset, offset + size) });
  }
  for (const { name, shape, offset, size } of statisticsLayout(network).entries) {
    tensors.set(name, { shape, data: state.statistics.subarray(offset, offset + size) });
  }
  const tensor = (name: string) => {
    const found = tensors.get(name);
    if (found === undefined) throw new Error(`no tensor ${name}`);
    return found;
  };
  const input = { shape: [batch, ...network.input], data: Float64Array.from(images) };
  return layersForward(network.layers, input, '', { tensor, batchStatistics, onStatistics });
}

/** The loss of an output against its target. */
export function slowLoss(loss: Loss, output: Tensor, target: ArrayLike<number>): number {
  let total = 0;
  if (loss.kind === 'mse') {
    output.data.forEach((value, i) => {
      total += (value - at(target, i)) ** 2;
    });
    return total / output.data.length;
  }
  const [batch = 0, classes = 0] = output.shape;
  const [gamma, offset] = loss.kind === 'cross-entropy' ? [0, null] : [loss.focalGamma, loss.logitOffset];
  for (let n = 0; n < batch; n++) {
    const logits = output.data.slice(n * classes, (n + 1) * classes).map((logit, k) => logit + (offset?.[k] ?? 0));
    const highest = Math.max(...logits);
    const logSum = highest + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - highest), 0));
    logits.forEach((logit, k) => {
      total -= at(target, n * classes + k) * (1 - Math.exp(logit - logSum)) ** gamma * (logit - logSum);
    });
  }
  return total / batch;
}

function layersForward(layers: readonly Layer[], x: Tensor, prefix: string, around: Surroundings): Tensor {
  return layers.reduce((value, layer) => layerForward(layer, value, prefix, around), x);
}

function layerForward(layer: Layer, x: Tensor, prefix: string, around: Surroundings): Tensor {
  const shape = [x.shape[0] ?? 0, ...shapeAfterLayer(layer, x.shape.slice(1), 'slow')];
  const tensor = (name: string, what: string) => around.tensor(`${nameWithin(prefix, name)}.${what}`);
  switch (layer.kind) {
    case 'conv':
      return slowConv(
        x,
        tensor(layer.name, 'weight'),
        layer.bias ? tensor(layer.name, 'bias') : undefined,
        layer.stride,
        layer.padding,
        shape,
      );
    case 'convTranspose':
      return slowConvTranspose(x, tensor(layer.name, 'weight'), tensor(layer.name, 'bias'), layer.stride, shape);
    case 'linear':
      return slowLinear(x, tensor(layer.name, 'weight'), tensor(layer.name, 'bias'), shape);
    case 'batchNorm':
      return slowBatchNorm(x, nameWithin(prefix, layer.name), layer.epsilon, around);
    case 'normalise': {
      const pixels = elements(x.shape.slice(2));
      const channelOf = (i: number) => Math.floor(i / pixels) % layer.mean.length;
      return { shape, data: x.data.map((value, i) => (value - at(layer.mean, channelOf(i))) / at(layer.deviation, channelOf(i))) };
    }
    case 'relu':
      return { shape, data: x.data.map((value) => Math.max(value, 0)) };
    case 'sigmoid':
      return { shape, data: x.data.map((value) => 1 / (1 + Math.exp(-value))) };
    case 'maxPool':
      return slowMaxPool(x, layer.kernel, layer.stride, layer.padding, shape);
    case 'globalAveragePool': {
      const pixels = elements(x.shape.slice(2));
      const mean = (i: number) => x.data.subarray(i * pixels, (i + 1) * pixels).reduce((sum, value) => sum + value, 0) / pixels;
      return { shape, data: Float64Array.from({ length: elements(shape) }, (_, i) => mean(i)) };
    }
    case 'flatten':
      return { shape, data: x.data };
    case 'upsample':
      return slowUpsample(x, layer.factor, shape);
    case 'residual': {
      const name = nameWithin(prefix, layer.name);
      return added(layersForward(layer.body, x, name, around), layersForward(layer.shortcut, x, name, around), 1);
    }
    case 'part':
      return layersForward(layer.layers, x, nameWithin(prefix, layer.name), around);
    case 'weightedSum':
      return layer.branches.reduce(
        (total, branch) => added(total, layersForward(branch.layers, x, prefix, around), branch.weight),
        zeros(shape),
      );
  }
}

function at(data: ArrayLike<number>, i: number): number {
  const value = data[i];
  if (value === undefined) throw new RangeError(`index ${i} of ${data.length}`);
  return value;
}

function zeros(shape: readonly number[]): Tensor {
  return { shape, data: new Float64Array(elements(shape)) };
}

function added(a: Tensor, b: Tensor, weight: number): Tensor {
  return { shape: a.shape, data: a.data.map((value, i) => value + weight * at(b.data, i)) };
}

/** Reads [n, c, i, j] of an image tensor, `outside` beyond its edges. */
function pixel({ shape: [, channels = 0, height = 0, width = 0], data }: Tensor, n: number, c: number, i: number, j: number, outside = 0) {
  return i < 0 || j < 0 || i >= height || j >= width ? outside : at(data, ((n * channels + c) * height + i) * width + j);
}

/** Fills an image tensor by a function of its indices. */
function filled(shape: readonly number[], value: (n: number, c: number, i: number, j: number) => number): Tensor {
  const [batch = 0, channels = 0, height = 0, width = 0] = shape;
  const data = new Float64Array(elements(shape));
  let next = 0;
  for (let n = 0; n < batch; n++)
    for (let c = 0; c < channels; c++) for (let i = 0; i < height; i++) for (let j = 0; j < width; j++) data[next++] = value(n, c, i, j);
  return { shape, data };
}

function slowConv(x: Tensor, weight: Tensor, bias: Tensor | undefined, stride: number, padding: number, shape: readonly number[]): Tensor {
  const [, inputs = 0, kernel = 0] = weight.shape;
  return filled(shape, (n, o, i, j) => {
    let sum = bias === undefined ? 0 : at(bias.data, o);
    for (let c = 0; c < inputs; c++)
      for (let a = 0; a < kernel; a++)
        for (let b = 0; b < kernel; b++)
          sum += pixel(weight, o, c, a, b) * pixel(x, n, c, i * stride + a - padding, j * stride + b - padding);
    return sum;
  });
}

function slowConvTranspose(x: Tensor, weight: Tensor, bias: Tensor, stride: number, shape: readonly number[]): Tensor {
  const [inputs = 0] = weight.shape;
  return filled(shape, (n, o, i, j) => {
    let sum = at(bias.data, o);
    for (let c = 0; c < inputs; c++) {
      sum += pixel(weight, c, o, i % stride, j % stride) * pixel(x, n, c, Math.floor(i / stride), Math.floor(j / stride));
    }
    return sum;
  });
}

function slowLinear(x: Tensor, weight: Tensor, bias: Tensor, shape: readonly number[]): Tensor {
  const [outputs = 0, inputs = 0] = weight.shape;
  const data = Float64Array.from({ length: elements(shape) }, (_, k) => {
    const [n, o] = [Math.floor(k / outputs), k % outputs];
    let sum = at(bias.data, o);
    for (let c = 0; c < inputs; c++) sum += at(weight.data, o * inputs + c) * at(x.data, n * inputs + c);
    return sum;
  });
  return { shape, data };
}

function slowBatchNorm(x: Tensor, name: string, epsilon: number, around: Surroundings): Tensor {
  const [batch = 0, channels = 0] = x.shape;
  const pixels = elements(x.shape.slice(2));
  const channelOf = (i: number) => Math.floor(i / pixels) % channels;
  let mean = around.tensor(`${name}.running_mean`).data;
  let variance = around.tensor(`${name}.running_var`).data;
  if (around.batchStatistics(name)) {
    const count = batch * pixels;
    const sums = new Float64Array(channels);
    x.data.forEach((value, i) => {
      sums[channelOf(i)] = at(sums, channelOf(i)) + value / count;
    });
    const squares = new Float64Array(channels);
    x.data.forEach((value, i) => {
      squares[channelOf(i)] = at(squares, channelOf(i)) + (value - at(sums, channelOf(i))) ** 2 / count;
    });
    mean = sums;
    variance = squares;
    around.onStatistics(
      name,
      sums,
      squares.map((square) => (square * count) / (count - 1)),
    );
  }
  const weight = around.tensor(`${name}.weight`).data;
  const bias = around.tensor(`${name}.bias`).data;
  const normalised = x.data.map((value, i) => {
    const c = channelOf(i);
    return ((value - at(mean, c)) / Math.sqrt(at(variance, c) + epsilon)) * at(weight, c) + at(bias, c);
  });
  return { shape: x.shape, data: normalised };
}

function slowMaxPool(x: Tensor, kernel: number, stride: number, padding: number, shape: readonly number[]): Tensor {
  return filled(shape, (n, c, i, j) => {
    let highest = Number.NEGATIVE_INFINITY;
    for (let a = 0; a < kernel; a++)
      for (let b = 0; b < kernel; b++) {
        highest = Math.max(highest, pixel(x, n, c, i * stride + a - padding, j * stride + b - padding, Number.NEGATIVE_INFINITY));
      }
    return highest;
  });
}

function slowUpsample(x: Tensor, factor: number, shape: readonly number[]): Tensor {
  const [, , height = 0, width = 0] = x.shape;
  const position = (output: number) => Math.max((output + 0.5) / factor - 0.5, 0);
  return filled(shape, (n, c, i, j) => {
    const [y, z] = [position(i), position(j)];
    const [top, left] = [Math.floor(y), Math.floor(z)];
    const [bottom, right] = [Math.min(top + 1, height - 1), Math.min(left + 1, width - 1)];
    const [down, across] = [y - top, z - left];
    return (
      (1 - down) * ((1 - across) * pixel(x, n, c, top, left) + across * pixel(x, n, c, top, right)) +
      down * ((1 - across) * pixel(x, n, c, bottom, left) + across * pixel(x, n, c, bottom, right))
    );
  });
}
