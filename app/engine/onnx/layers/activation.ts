/** Layers without parameters that work element by element or only change the shape. */
import { isPositive } from '../fused.ts';
import type { Value } from '../graph.ts';
import { add, divide, each, multiply, reshape, scale, size, subtract } from '../operations.ts';
import type { Tape } from '../tape.ts';

/** @param holdsBack whether the only layer that takes y already holds the gradient back where y is 0 */
export function relu(tape: Tape, x: Value, holdsBack = false): Value {
  const { graph } = tape;
  const y = each(graph, 'Relu', x);
  tape.record(y, [x], (dy) => tape.accumulate(x, () => (holdsBack ? dy : multiply(graph, dy, isPositive(graph, y)))));
  return y;
}

/** d/dx σ(x) = σ(x) · (1 − σ(x)). */
export function sigmoid(tape: Tape, x: Value): Value {
  const { graph } = tape;
  const y = each(graph, 'Sigmoid', x);
  tape.record(y, [x], (dy) => tape.accumulate(x, () => multiply(graph, dy, multiply(graph, y, subtract(graph, graph.scalar(1), y)))));
  return y;
}

/** (x − mean) / deviation per channel of [N, C, H, W]: a subtraction, then a division, as torchvision's Normalize does it. */
export function normalise(tape: Tape, x: Value, mean: readonly number[], deviation: readonly number[]): Value {
  const { graph } = tape;
  const perChannel = (numbers: readonly number[]) => graph.constant(Float32Array.from(numbers), [1, numbers.length, 1, 1]);
  const divisor = perChannel(deviation);
  const y = divide(graph, subtract(graph, x, perChannel(mean)), divisor);
  tape.record(y, [x], (dy) => tape.accumulate(x, () => divide(graph, dy, divisor)));
  return y;
}

export function flatten(tape: Tape, x: Value): Value {
  const { graph } = tape;
  const batch = size(x, 0);
  const y = reshape(graph, x, [batch, x.shape.slice(1).reduce((product, side) => product * side, 1)]);
  if (y !== x) tape.record(y, [x], (dy) => tape.accumulate(x, () => reshape(graph, dy, x.shape)));
  return y;
}

/** a + b of one shape: the end of a residual block, and of a weighted sum. */
export function sum(tape: Tape, a: Value, b: Value): Value {
  const y = add(tape.graph, a, b);
  tape.record(y, [a, b], (dy) => {
    tape.accumulate(a, () => dy);
    tape.accumulate(b, () => dy);
  });
  return y;
}

/** One branch of a weighted sum. */
export function weighted(tape: Tape, x: Value, weight: number): Value {
  const y = scale(tape.graph, x, weight);
  if (y !== x) tape.record(y, [x], (dy) => tape.accumulate(x, () => scale(tape.graph, dy, weight)));
  return y;
}
