/** The fully connected layer. */
import type { Value } from '../graph.ts';
import { reduce, size } from '../operations.ts';
import type { Tape } from '../tape.ts';

/** y = x · weightᵀ + bias; x [N, in], weight [out, in], bias [out]. */
export function linear(tape: Tape, x: Value, weight: Value, bias: Value): Value {
  const { graph } = tape;
  const batch = size(x, 0);
  const y = graph.node('Gemm', [x, weight, bias], [batch, size(weight, 0)], { transB: 1 });
  tape.record(y, [x, weight, bias], (dy) => {
    tape.accumulate(weight, () => graph.node('Gemm', [dy, x], weight.shape, { transA: 1 }));
    tape.accumulate(bias, () => reduce(graph, 'ReduceSum', dy, [0]));
    tape.accumulate(x, () => graph.node('Gemm', [dy, weight], x.shape));
  });
  return y;
}
