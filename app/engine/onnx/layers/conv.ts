/** Convolution and transposed convolution; each is the other's gradient with respect to its input. */
import { isPositive, matrixProduct } from '../fused.ts';
import type { Graph, Value } from '../graph.ts';
import {
  add,
  convolve,
  convolveTransposed,
  each,
  imageSizes,
  multiply,
  reduce,
  reshape,
  scale,
  size,
  transpose,
  type Window,
} from '../operations.ts';
import type { Tape } from '../tape.ts';
import { meanOfFirstImage, type Unnormalised } from './batchNorm.ts';
import { blockedConvolution, blockedInputGradient, fitsBlocks } from './blockedConv.ts';
import { convWeightGradient } from './convWeightGradient.ts';
import { sharesInside } from './insideImage.ts';
import { type Phases, windowsOfPhases } from './phases.ts';

export type ConvOptions = {
  readonly stride: number;
  readonly padding: number;
  /** Whether a ReLU follows, which is then done in the same pass; `holdsBack` as in Ending. */
  readonly relu?: boolean;
  readonly holdsBack?: boolean;
};

/** x [N, C, H, W], weight [O, C, k, k], bias [O] or null. */
export function conv(tape: Tape, x: Value, weight: Value, bias: Value | null, options: ConvOptions): Value {
  return convWithin(tape, x, weight, bias, options, squareWindow(size(weight, 2), options.stride, options.padding));
}

/**
 * The same cut into so many phases along each side, where that costs no more than the whole: of a first layer on a processor, and where
 * the sides allow it. Elsewhere undefined.
 */
export function convPhases(
  tape: Tape,
  x: Value,
  weight: Value,
  bias: Value | null,
  options: ConvOptions,
  phases: number,
): Phases | undefined {
  const windows = phaseWindows(tape, x, weight, squareWindow(size(weight, 2), options.stride, options.padding), phases);
  return windows?.map((row) => row.map((window) => convWithin(tape, x, weight, bias, options, window)));
}

function phaseWindows(tape: Tape, x: Value, weight: Value, window: Window, phases: number) {
  // The gradient of the images would have to be put together from that of the phases.
  if (!tape.graph.target.fused || !tape.isTracked(weight) || tape.isTracked(x) || phases === 1) return undefined;
  const [, , height, width] = imageSizes(x);
  return windowsOfPhases(window, [height, width], phases);
}

function convWithin(tape: Tape, x: Value, weight: Value, bias: Value | null, options: ConvOptions, window: Window): Value {
  const { relu = false, holdsBack = false } = options;
  const { graph } = tape;
  const y = forward(tape, x, weight, bias, window, relu);
  tape.record(y, bias === null ? [x, weight] : [x, weight, bias], (gradient) => {
    const dy = relu && !holdsBack ? multiply(graph, gradient, isPositive(graph, y)) : gradient;
    tape.accumulate(weight, () => convWeightGradient(graph, x, dy, weight.shape, window));
    if (bias !== null) tape.accumulate(bias, () => biasGradient(graph, dy));
    tape.accumulate(x, () => inputGradient(tape, x, weight, dy, options));
  });
  return y;
}

/**
 * A convolution whose output only a trained batch norm takes, whole or in so many phases along each side. Its bias is free, so it subtracts
 * the rough mean: that of an even image, which differs from the output's by what the images differ. And a factor of each output is on
 * the way back one of the weight, not of all pixels. Undefined where it gives no such phases, or passes over pixels.
 */
export function convToNormalise(tape: Tape, x: Value, weight: Value, options: ConvOptions, phases = 1): Unnormalised | undefined {
  const { graph } = tape;
  const whole = squareWindow(size(weight, 2), options.stride, options.padding);
  const windows = phases === 1 ? [whole] : phaseWindows(tape, x, weight, whole, phases)?.flat();
  if (windows === undefined || !tape.isTracked(weight) || size(weight, 2) <= options.stride) return undefined;
  const roughMean = meanOfEvenImage(graph, x, weight, windows);
  const bias = scale(graph, roughMean, -1);
  const rows = [size(weight, 0), 1, 1, 1];
  return {
    inputs: [x, weight],
    roughMean,
    centred: windows.map((window) => forward(tape, x, weight, bias, window, false)),
    back: (ds, factor) => {
      const factors = reshape(graph, factor, rows);
      tape.accumulate(weight, () => {
        const shares = windows.flatMap((window, part) => {
          const d = ds[part];
          return d === undefined ? [] : [convWeightGradient(graph, x, d, weight.shape, window)];
        });
        return multiply(
          graph,
          shares.reduce((sum, share) => add(graph, sum, share)),
          factors,
        );
      });
      // Phases are only made where nobody asks for this.
      const [d] = ds;
      if (d !== undefined) tape.accumulate(x, () => inputGradient(tape, x, weight, d, options, factors));
    },
  };
}

/** The mean that the convolution makes of an image which has the mean colour of the first one everywhere, its padding of 0 included: [O]. */
function meanOfEvenImage(graph: Graph, x: Value, weight: Value, windows: readonly Window[]): Value {
  const [outputs, inputs, kernel] = imageSizes(weight);
  const [, , height, width] = imageSizes(x);
  const taps = kernel * kernel;
  const colour = reshape(graph, meanOfFirstImage(graph, x), [inputs, 1]);
  const seen = graph.constant(sharesInside(windows, [height, width]), [1, taps]);
  const rows = reshape(graph, weight, [outputs, inputs * taps]);
  const mean = matrixProduct(graph, rows, reshape(graph, multiply(graph, colour, seen), [inputs * taps, 1]));
  return reshape(graph, mean, [outputs]);
}

function forward(tape: Tape, x: Value, weight: Value, bias: Value | null, window: Window, relu: boolean): Value {
  return isBlocked(tape, weight)
    ? blockedConvolution(tape.graph, x, weight, bias, window, relu)
    : plainConvolution(tape.graph, x, weight, bias, window, relu);
}

/** A weight that is not trained may be baked in; then ONNX Runtime lays it out itself, once. */
function isBlocked(tape: Tape, weight: Value): boolean {
  return tape.isTracked(weight) && fitsBlocks(tape.graph, weight);
}

/** ONNX Runtime fuses the ReLU by itself. */
function plainConvolution(graph: Graph, x: Value, weight: Value, bias: Value | null, window: Window, relu: boolean): Value {
  const y = convolve(graph, x, weight, bias, window);
  return relu ? each(graph, 'Relu', y) : y;
}

/** Kernel = stride, no padding. x [N, C, H, W], weight [C, O, k, k], bias [O]. */
export function convTranspose(tape: Tape, x: Value, weight: Value, bias: Value): Value {
  const { graph } = tape;
  const [, , height, width] = imageSizes(x);
  const kernel = size(weight, 2);
  const window = squareWindow(kernel, kernel, 0);
  const y = convolveTransposed(graph, x, weight, bias, window, [height * kernel, width * kernel]);
  tape.record(y, [x, weight, bias], (dy) => {
    // Seen from its output, this is the convolution dy → x with the same weight: the same formula with the two changed round.
    tape.accumulate(weight, () => convWeightGradient(graph, dy, x, weight.shape, window));
    tape.accumulate(bias, () => biasGradient(graph, dy));
    tape.accumulate(x, () => convolve(graph, dy, weight, null, window));
  });
  return y;
}

function squareWindow(kernel: number, stride: number, padding: number): Window {
  return { kernel: [kernel, kernel], strides: [stride, stride], pads: [padding, padding, padding, padding], groups: 1 };
}

function biasGradient(graph: Graph, dy: Value): Value {
  const [batch, channels, height, width] = imageSizes(dy);
  return reduce(graph, 'ReduceSum', reshape(graph, dy, [batch, channels, height * width]), [0, 2]);
}

/**
 * With stride 1 a convolution by the turned kernel, which is faster than the general transposed one.
 * @param factors [O, 1, 1, 1], of dy
 */
function inputGradient(tape: Tape, x: Value, weight: Value, dy: Value, { stride, padding }: ConvOptions, factors?: Value): Value {
  const { graph } = tape;
  const kernel = size(weight, 2);
  const weighed = factors === undefined ? weight : multiply(graph, weight, factors);
  const [, , height, width] = imageSizes(x);
  if (stride > 1 || padding >= kernel) {
    return convolveTransposed(graph, dy, weighed, null, squareWindow(kernel, stride, padding), [height, width]);
  }
  const window = squareWindow(kernel, 1, kernel - 1 - padding);
  if (isBlocked(tape, weight) && fitsBlocks(graph, weight, 'turned')) return blockedInputGradient(graph, dy, weighed, window);
  return convolve(graph, dy, turned(graph, weighed), null, window);
}

/** [O, C, k, k] → [C, O, k, k] with every kernel turned by half a turn. */
function turned(graph: Graph, weight: Value): Value {
  const [outputs, inputs, kernel] = imageSizes(weight);
  const taps = kernel * kernel;
  const rows = reshape(graph, weight, [outputs, inputs, taps]);
  const turnedRows = taps === 1 ? rows : mirrored(graph, rows, taps);
  return reshape(graph, transpose(graph, turnedRows, [1, 0, 2]), [inputs, outputs, kernel, kernel]);
}

/** Each row back to front; on a processor as a product with a matrix, several times faster than Gather along the last axis. */
function mirrored(graph: Graph, rows: Value, size: number): Value {
  if (graph.target.fused) return matrixProduct(graph, rows, mirror(graph, size));
  const order = graph.integers(...Array.from({ length: size }, (_, i) => size - 1 - i));
  return graph.node('Gather', [rows, order], rows.shape, { axis: rows.shape.length - 1 });
}

function mirror(graph: Graph, size: number): Value {
  return graph.shared(`mirror ${size}`, () => {
    const matrix = Float32Array.from({ length: size * size }, (_, i) => (Math.floor(i / size) + (i % size) === size - 1 ? 1 : 0));
    return graph.constant(matrix, [size, size]);
  });
}
