/** Global average pooling. */
import type { Value } from '../graph.ts';
import { imageSizes, reduce, reshape, scale } from '../operations.ts';
import type { Tape } from '../tape.ts';

/** Mean over the plane: [N, C, H, W] → [N, C]. */
export function globalAveragePool(tape: Tape, x: Value): Value {
  const { graph } = tape;
  const [batch, channels, height, width] = imageSizes(x);
  const y = reduce(graph, 'ReduceMean', reshape(graph, x, [batch, channels, height * width]), [2]);
  tape.record(y, [x], (dy) =>
    tape.accumulate(x, () => {
      const share = reshape(graph, scale(graph, dy, 1 / (height * width)), [batch, channels, 1, 1]);
      return graph.node('Expand', [share, graph.integers(...x.shape)], x.shape);
    }),
  );
  return y;
}
