/** The two losses, each with the gradient that starts the backward pass. */
import type { Loss } from '../../description.ts';
import { elements } from '../../shapes.ts';
import type { Value } from '../graph.ts';
import { each, multiply, reduce, reshape, scale, size, subtract } from '../operations.ts';
import type { Tape } from '../tape.ts';

/** The loss as a number; its gradient is accumulated into the output. */
export function lossOf(tape: Tape, loss: Loss, output: Value, target: Value): Value {
  switch (loss) {
    case 'cross-entropy':
      return crossEntropy(tape, output, target);
    case 'mse':
      return meanSquaredError(tape, output, target);
  }
}

/** Mean softmax cross-entropy of logits [N, class] against one-hot targets: d/dz = (softmax(z) − target) / N. */
function crossEntropy(tape: Tape, logits: Value, target: Value): Value {
  const { graph } = tape;
  const batch = size(logits, 0);
  const logProbability = graph.node('LogSoftmax', [logits], logits.shape, { axis: 1 });
  tape.accumulate(logits, () => scale(graph, subtract(graph, each(graph, 'Exp', logProbability), target), 1 / batch));
  return scale(graph, reduce(graph, 'ReduceSum', multiply(graph, logProbability, target), [0, 1]), -1 / batch);
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
