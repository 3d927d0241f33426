/** The losses, each with the gradient that starts the backward pass. */
import type { Loss } from '../../description.ts';
import { elements } from '../../shapes.ts';
import { logSoftmax } from '../fused.ts';
import type { Value } from '../graph.ts';
import { add, each, multiply, reduce, reshape, scale, size, subtract } from '../operations.ts';
import type { Tape } from '../tape.ts';

/** The loss as a number; its gradient is accumulated into the output. */
export function lossOf(tape: Tape, loss: Loss, output: Value, target: Value): Value {
  switch (loss.kind) {
    case 'cross-entropy':
      return crossEntropy(tape, output, target);
    case 'soft-cross-entropy':
      return softCrossEntropy(tape, output, target, loss);
    case 'mse':
      return meanSquaredError(tape, output, target);
  }
}

/** Mean softmax cross-entropy of logits [N, class] against one-hot targets: d/dz = (softmax(z) − target) / N. */
function crossEntropy(tape: Tape, logits: Value, target: Value): Value {
  const { graph } = tape;
  const batch = size(logits, 0);
  const logProbability = logSoftmax(graph, logits);
  tape.accumulate(logits, () => scale(graph, subtract(graph, each(graph, 'Exp', logProbability), target), 1 / batch));
  return scale(graph, reduce(graph, 'ReduceSum', multiply(graph, logProbability, target), [0, 1]), -1 / batch);
}

/**
 * Mean over the images of Σ −t · (1 − p)^γ · log p over the classes, p = softmax(z + offset). With a = p · d/dp of each term,
 * a = t · (γ (1 − p)^(γ−1) p log p − (1 − p)^γ), d/dz = a − p Σ a; without γ that is p Σ t − t.
 */
function softCrossEntropy(
  tape: Tape,
  logits: Value,
  target: Value,
  { focalGamma, logitOffset }: Loss & { readonly kind: 'soft-cross-entropy' },
): Value {
  const { graph } = tape;
  const [batch, classes] = [size(logits, 0), size(logits, 1)];
  const shifted = logitOffset === null ? logits : add(graph, logits, graph.constant(Float32Array.from(logitOffset), [1, classes]));
  const logProbability = logSoftmax(graph, shifted);
  const probability = each(graph, 'Exp', logProbability);
  // Never 0, where (1 − p)^(γ−1) · log p would be infinity times nothing for a γ below 1.
  const rest = graph.node('Max', [subtract(graph, graph.scalar(1), probability), graph.scalar(1e-7)], probability.shape);
  const toThe = (power: number) => graph.node('Pow', [rest, graph.scalar(power)], rest.shape);
  const weighted = focalGamma === 0 ? target : multiply(graph, target, toThe(focalGamma));
  tape.accumulate(logits, () => {
    const focal = () =>
      multiply(
        graph,
        multiply(graph, target, toThe(focalGamma - 1)),
        scale(graph, multiply(graph, probability, logProbability), focalGamma),
      );
    const slope = focalGamma === 0 ? scale(graph, target, -1) : subtract(graph, focal(), weighted);
    const total = reshape(graph, reduce(graph, 'ReduceSum', slope, [1]), [batch, 1]);
    return scale(graph, subtract(graph, slope, multiply(graph, probability, total)), 1 / batch);
  });
  return scale(graph, reduce(graph, 'ReduceSum', multiply(graph, logProbability, weighted), [0, 1]), -1 / batch);
}

/** Mean over all elements of (output − target)²: d/dy = 2 (output − target) / count. Summed in two stages, which keeps float32 exact enough. */
function meanSquaredError(tape: Tape, output: Value, target: Value): Value {
  const { graph } = tape;
  const count = elements(output.shape);
  const difference = subtract(graph, output, target);
  tape.accumulate(output, () => scale(graph, difference, 2 / count));
  const lastSide = size(output, -1);
  const perRow = reduce(graph, 'ReduceSumSquare', reshape(graph, difference, [count / lastSide, lastSide]), [1]);
  return scale(graph, reduce(graph, 'ReduceSum', perRow, [0]), 1 / count);
}
