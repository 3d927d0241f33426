/** The fully connected layer. */

import { elements } from '../../shapes.ts';
import type { Value } from '../graph.ts';
import { reduce, size } from '../operations.ts';
import type { Tape } from '../tape.ts';

/**
 * From so many numbers on (4 MB) the gradient of a weight leaves the graph as its factors. CAM16's first matrix at 384 px has 38
 * million: the runtime would write 151 MB and copy them out, of which a batch of four images says no more than 4.7 MB do.
 */
const LARGE = 2 ** 20;

/** y = x · weightᵀ + bias; x [N, in], weight [out, in], bias [out]. */
export function linear(tape: Tape, x: Value, weight: Value, bias: Value): Value {
  const { graph } = tape;
  const batch = size(x, 0);
  const y = graph.node('Gemm', [x, weight, bias], [batch, size(weight, 0)], { transB: 1 });
  tape.record(y, [x, weight, bias], (dy) => {
    if (graph.target.fused && elements(weight.shape) >= LARGE) tape.accumulateFactors(weight, { dy, x });
    else tape.accumulate(weight, () => graph.node('Gemm', [dy, x], weight.shape, { transA: 1 }));
    tape.accumulate(bias, () => reduce(graph, 'ReduceSum', dy, [0]));
    tape.accumulate(x, () => graph.node('Gemm', [dy, weight], x.shape));
  });
  return y;
}
