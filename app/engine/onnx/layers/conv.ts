/** Convolution and transposed convolution; each is the other's gradient with respect to its input. */
import { isPositive } from '../fused.ts';
import type { Graph, Value } from '../graph.ts';
import { convolve, convolveTransposed, imageSizes, multiply, reduce, reshape, size, type Window } from '../operations.ts';
import type { Tape } from '../tape.ts';
import { type ConvOptions, convolutionForward, convolutionInputGradient, phaseWindows, squareWindow } from './convolution.ts';
import { convWeightGradient } from './convWeightGradient.ts';
import type { Phases } from './phases.ts';

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

function convWithin(tape: Tape, x: Value, weight: Value, bias: Value | null, options: ConvOptions, window: Window): Value {
  const { relu = false, holdsBack = false } = options;
  const { graph } = tape;
  const y = convolutionForward(tape, x, weight, bias, window, relu);
  tape.record(y, bias === null ? [x, weight] : [x, weight, bias], (gradient) => {
    const dy = relu && !holdsBack ? multiply(graph, gradient, isPositive(graph, y)) : gradient;
    tape.accumulate(weight, () => convWeightGradient(graph, x, dy, weight.shape, window));
    if (bias !== null) tape.accumulate(bias, () => biasGradient(graph, dy));
    tape.accumulate(x, () => convolutionInputGradient(tape, x, weight, dy, options));
  });
  return y;
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

function biasGradient(graph: Graph, dy: Value): Value {
  const [batch, channels, height, width] = imageSizes(dy);
  return reduce(graph, 'ReduceSum', reshape(graph, dy, [batch, channels, height * width]), [0, 2]);
}
