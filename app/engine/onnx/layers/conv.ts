/** Convolution and transposed convolution; each is the other's gradient with respect to its input. */
import { isPositive, matrixProduct } from '../fused.ts';
import type { Graph, Value } from '../graph.ts';
import { convolve, convolveTransposed, each, imageSizes, multiply, reduce, reshape, size, transpose, type Window } from '../operations.ts';
import type { Tape } from '../tape.ts';
import { blockedConvolution, blockedInputGradient, fitsBlocks } from './blockedConv.ts';
import { convWeightGradient } from './convWeightGradient.ts';
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
  // The gradient of the images would have to be put together from that of the phases.
  if (!tape.graph.target.fused || !tape.isTracked(weight) || tape.isTracked(x) || phases === 1) return undefined;
  const [, , height, width] = imageSizes(x);
  const windows = windowsOfPhases(squareWindow(size(weight, 2), options.stride, options.padding), [height, width], phases);
  return windows?.map((row) => row.map((window) => convWithin(tape, x, weight, bias, options, window)));
}

function convWithin(tape: Tape, x: Value, weight: Value, bias: Value | null, options: ConvOptions, window: Window): Value {
  const { stride, padding, relu = false, holdsBack = false } = options;
  const { graph } = tape;
  // A weight that is not trained may be baked in; then ONNX Runtime lays it out itself, once.
  const blocked = tape.isTracked(weight) && fitsBlocks(graph, weight);
  const y = blocked ? blockedConvolution(graph, x, weight, bias, window, relu) : plainConvolution(graph, x, weight, bias, window, relu);
  tape.record(y, bias === null ? [x, weight] : [x, weight, bias], (gradient) => {
    const dy = relu && !holdsBack ? multiply(graph, gradient, isPositive(graph, y)) : gradient;
    tape.accumulate(weight, () => convWeightGradient(graph, x, dy, weight.shape, window));
    if (bias !== null) tape.accumulate(bias, () => biasGradient(graph, dy));
    tape.accumulate(x, () =>
      convInputGradient(graph, dy, weight, x.shape, stride, padding, blocked && fitsBlocks(graph, weight, 'turned')),
    );
  });
  return y;
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

/** With stride 1 a convolution by the turned kernel, which is faster than the general transposed one. */
function convInputGradient(
  graph: Graph,
  dy: Value,
  weight: Value,
  shape: readonly number[],
  stride: number,
  padding: number,
  blocked: boolean,
): Value {
  const kernel = size(weight, 2);
  const [height = 0, width = 0] = shape.slice(2);
  if (stride > 1 || padding >= kernel) {
    return convolveTransposed(graph, dy, weight, null, squareWindow(kernel, stride, padding), [height, width]);
  }
  if (blocked) return blockedInputGradient(graph, dy, weight, squareWindow(kernel, 1, kernel - 1 - padding));
  return convolve(graph, dy, turned(graph, weight), null, squareWindow(kernel, 1, kernel - 1 - padding));
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
