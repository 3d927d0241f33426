/** A convolution as operations: forward, and back to its input. What is recorded of it is the affair of conv.ts and convToNormalise.ts. */
import { matrixProduct } from '../fused.ts';
import type { Graph, Value } from '../graph.ts';
import { convolve, convolveTransposed, each, imageSizes, multiply, reshape, size, transpose, type Window } from '../operations.ts';
import type { Tape } from '../tape.ts';
import { blockedConvolution, blockedInputGradient, fitsBlocks } from './blockedConv.ts';
import { windowsOfPhases } from './phases.ts';

export type ConvOptions = {
  readonly stride: number;
  readonly padding: number;
  /** Whether a ReLU follows, which is then done in the same pass; `holdsBack` as in Ending. */
  readonly relu?: boolean;
  readonly holdsBack?: boolean;
};

export function squareWindow(kernel: number, stride: number, padding: number): Window {
  return { kernel: [kernel, kernel], strides: [stride, stride], pads: [padding, padding, padding, padding], groups: 1 };
}

/** The windows that give one phase each, where phases cost no more than the whole: of a first layer on a processor. Elsewhere undefined. */
export function phaseWindows(tape: Tape, x: Value, weight: Value, window: Window, phases: number) {
  // The gradient of the images would have to be put together from that of the phases.
  if (!tape.graph.target.fused || !tape.isTracked(weight) || tape.isTracked(x) || phases === 1) return undefined;
  const [, , height, width] = imageSizes(x);
  return windowsOfPhases(window, [height, width], phases);
}

export function convolutionForward(tape: Tape, x: Value, weight: Value, bias: Value | null, window: Window, relu: boolean): Value {
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

/**
 * With stride 1 a convolution by the turned kernel, which is faster than the general transposed one.
 * @param factors [O, 1, 1, 1], of dy
 */
export function convolutionInputGradient(
  tape: Tape,
  x: Value,
  weight: Value,
  dy: Value,
  { stride, padding }: ConvOptions,
  factors?: Value,
): Value {
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
