/** Batch normalisation, with the addition and the ReLU that may follow it done in the same pass. */

import { SmearlabError } from '../../../contract/failure.ts';
import type { BatchNormTensors } from '../../batchNormTensors.ts';
import { elements } from '../../shapes.ts';
import { isPositive, matrixProduct, scaleChannels } from '../fused.ts';
import type { Graph, Value } from '../graph.ts';
import { add, divide, each, imageSizes, multiply, reduce, reshape, scale, size, subtract } from '../operations.ts';
import type { Tape } from '../tape.ts';

export type BatchNorm = BatchNormTensors<Value>;

/** What follows a layer directly and may be done with it: adding a residual's other side, then ReLU. */
export type Ending = {
  readonly other: Value | undefined;
  readonly relu: boolean;
  /** Whether what comes after the ReLU, and only that, already holds the gradient back where the ReLU gives 0 (a max pooling does). */
  readonly holdsBack?: boolean;
};

export type Normalised = { readonly ys: readonly Value[]; readonly runningMean: Value; readonly runningVariance: Value };

/** What a batch norm normalises: one tensor [N, C, H, W], or its phases, of one shape. */
export type Unnormalised = {
  /** What it is computed from, by whose gradients `back` goes on. */
  readonly inputs: readonly Value[];
  /** [C]: near the mean of each channel, so near that subtracting it costs no digits of the variance. */
  readonly roughMean: Value;
  /** Less the rough mean. */
  readonly centred: readonly Value[];
  /** Hands on that the gradient of each tensor is factor [C] · d. */
  readonly back: (ds: readonly Value[], factor: Value) => void;
};

/**
 * Of tensors that are there already: the mean of the first image is near enough, as the square of what it is off by is at most as many
 * times the variance as there are images.
 */
export function unnormalised(tape: Tape, xs: readonly [Value, ...Value[]]): Unnormalised {
  const { graph } = tape;
  const column = [1, size(xs[0], 1), 1, 1];
  const means = xs.map((x) => meanOfFirstImage(graph, x));
  const roughMean = scale(graph, total(graph, means), 1 / xs.length);
  return {
    inputs: xs,
    roughMean,
    centred: xs.map((x) => subtract(graph, x, reshape(graph, roughMean, column))),
    back: (ds, factor) => {
      xs.forEach((x, part) => {
        tape.accumulate(x, () => multiply(graph, partOf(ds, part), reshape(graph, factor, column)));
      });
    },
  };
}

/** [N, C, H, W] → [C] */
export function meanOfFirstImage(graph: Graph, x: Value): Value {
  const image = graph.node('Slice', [x, graph.integers(0), graph.integers(1), graph.integers(0)], [1, ...x.shape.slice(1)]);
  return reduce(graph, 'ReduceMean', asPlanes(graph, image), [0, 2]);
}

/**
 * Training: normalises by this batch's mean and variance, and moves the running ones towards them (the variance by n/(n−1)).
 * The variance is that of the centred values: E[x²] − mean² would lose most digits on bright, even backgrounds. What the rough mean is off
 * by is the mean of the centred values, and is put right from there on.
 */
export function trainedBatchNorm(
  tape: Tape,
  { inputs, roughMean, centred, back }: Unnormalised,
  norm: BatchNorm,
  ending: Ending,
): Normalised {
  const { graph } = tape;
  const count = (centred.length * elements(partOf(centred, 0).shape)) / size(roughMean, 0);
  if (count < 2) {
    throw new SmearlabError('image-size', 'Batch norm needs more than one value per channel: use larger images or a larger batch.');
  }
  const sumOf = (values: readonly Value[]) =>
    total(
      graph,
      values.map((value) => reduce(graph, 'ReduceSum', asPlanes(graph, value), [0, 2])),
    );
  const sumOfProductsOf = (as: readonly Value[], bs: readonly Value[]) =>
    total(
      graph,
      as.map((a, part) => sumOfProducts(graph, asPlanes(graph, a), asPlanes(graph, partOf(bs, part)))),
    );

  const off = scale(graph, sumOf(centred), 1 / count);
  const mean = add(graph, roughMean, off);
  const squares = scale(graph, sumOfProductsOf(centred, centred), 1 / count);
  const variance = subtract(graph, squares, multiply(graph, off, off));
  const inverse = divide(graph, graph.scalar(1), each(graph, 'Sqrt', add(graph, variance, graph.scalar(norm.epsilon))));
  const factor = multiply(graph, norm.weight, inverse);
  const toFirst = subtract(graph, norm.bias, multiply(graph, factor, off));
  const ys = centred.map((part) => scaleChannels(graph, part, factor, toFirst, ending));

  const other = ending.other;
  const read = [...inputs, norm.weight, norm.bias];
  tape.recordAll(ys, other === undefined ? read : [...read, other], (dys) => {
    const isHeldBack = !ending.relu || ending.holdsBack === true;
    const ds = isHeldBack ? dys : dys.map((dy, part) => multiply(graph, dy, isPositive(graph, partOf(ys, part))));
    if (other !== undefined) tape.accumulate(other, () => total(graph, ds));
    const sum = sumOf(ds);
    const sumCentred = subtract(graph, sumOfProductsOf(ds, centred), multiply(graph, off, sum));
    const sumNormalised = multiply(graph, inverse, sumCentred);
    tape.accumulate(norm.bias, () => sum);
    tape.accumulate(norm.weight, () => sumNormalised);
    if (!inputs.some((input) => tape.isTracked(input))) return;
    // dx = factor · (d − sum/n − normalised · sumNormalised/n), written as factor · (d + slope·centred + shift).
    const slope = scale(graph, multiply(graph, inverse, sumNormalised), -1 / count);
    const shift = subtract(graph, scale(graph, sum, -1 / count), multiply(graph, slope, off));
    back(
      centred.map((part, at) => scaleChannels(graph, part, slope, shift, { other: partOf(ds, at) })),
      factor,
    );
  });

  const moved = (running: Value, now: Value) => add(graph, scale(graph, running, 1 - norm.momentum), scale(graph, now, norm.momentum));
  return {
    ys,
    runningMean: moved(norm.runningMean, mean),
    runningVariance: moved(norm.runningVariance, scale(graph, variance, count / (count - 1))),
  };
}

function total(graph: Graph, sums: readonly Value[]): Value {
  return sums.reduce((sum, more) => add(graph, sum, more));
}

function partOf(parts: readonly Value[], part: number): Value {
  const found = parts[part];
  if (found === undefined) throw new RangeError(`There is no part ${part} of ${parts.length}.`);
  return found;
}

/** [N, C, H, W] → [N, C, H · W] */
function asPlanes(graph: Graph, images: Value): Value {
  const [batch, channels, height, width] = imageSizes(images);
  return reshape(graph, images, [batch, channels, height * width]);
}

/** Planes smaller than this are not worth a matrix product each. */
const SMALL_PLANE = 512;

/** Σ a · b of each channel: on a processor a row times a column for every plane, one pass where Mul and ReduceSum take two. */
function sumOfProducts(graph: Graph, a: Value, b: Value): Value {
  const [batch, channels, pixels] = [size(a, 0), size(a, 1), size(a, 2)];
  if (pixels < SMALL_PLANE || !graph.target.fused) return reduce(graph, 'ReduceSum', multiply(graph, a, b), [0, 2]);
  const rows = (value: Value) => reshape(graph, value, [batch * channels, 1, pixels]);
  const planes = matrixProduct(graph, rows(a), rows(b), { b: true });
  return reduce(graph, 'ReduceSum', reshape(graph, planes, [batch, channels]), [0]);
}

/** Frozen in a training graph: normalises by the running statistics, which stay as they are, as PyTorch's eval() does. */
export function frozenBatchNorm(tape: Tape, input: Value, norm: BatchNorm, ending: Ending): Value {
  const { graph } = tape;
  const x = asImages(tape, input);
  const deviation = each(graph, 'Sqrt', add(graph, norm.runningVariance, graph.scalar(norm.epsilon)));
  const factor = divide(graph, norm.weight, deviation);
  const shift = subtract(graph, norm.bias, multiply(graph, norm.runningMean, factor));
  const y = scaleChannels(graph, x, factor, shift, ending);
  const other = ending.other;
  tape.record(y, other === undefined ? [x] : [x, other], (dy) => {
    const d = ending.relu && ending.holdsBack !== true ? multiply(graph, dy, isPositive(graph, y)) : dy;
    if (other !== undefined) tape.accumulate(other, () => d);
    tape.accumulate(x, () => multiply(graph, d, reshape(graph, factor, [1, size(x, 1), 1, 1])));
  });
  return asGiven(tape, y, input);
}

/** With constant parameters, as the standard operation, which ONNX Runtime folds into the convolution before it. */
export function constantBatchNorm(tape: Tape, x: Value, norm: BatchNorm): Value {
  const inputs = [x, norm.weight, norm.bias, norm.runningMean, norm.runningVariance];
  return tape.graph.node('BatchNormalization', inputs, x.shape, { epsilon: { float: norm.epsilon } });
}

/** Features [N, C] are images of one pixel. */
export function asImages(tape: Tape, x: Value): Value {
  return x.shape.length === 4 ? x : recordedReshape(tape, x, [size(x, 0), size(x, 1), 1, 1]);
}

/** The same back in the shape that was given. */
export function asGiven(tape: Tape, y: Value, input: Value): Value {
  return y.shape.length === input.shape.length ? y : recordedReshape(tape, y, input.shape);
}

function recordedReshape(tape: Tape, x: Value, shape: readonly number[]): Value {
  const y = reshape(tape.graph, x, shape);
  tape.record(y, [x], (dy) => tape.accumulate(x, () => reshape(tape.graph, dy, x.shape)));
  return y;
}
