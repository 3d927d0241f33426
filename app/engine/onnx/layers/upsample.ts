/** Bilinear upsampling as two small matrix products, whose transposes take the gradient back. */
import { interpolationMatrix } from '../../interpolation.ts';
import { matrixProduct } from '../fused.ts';
import type { Graph, Value } from '../graph.ts';
import { imageSizes, reshape } from '../operations.ts';
import type { Tape } from '../tape.ts';

/** Every side times `factor`, half-pixel centres (torch.nn.Upsample(mode='bilinear', align_corners=False)). */
export function upsample(tape: Tape, x: Value, factor: number): Value {
  const { graph } = tape;
  const [batch, channels, height, width] = imageSizes(x);
  const planes = batch * channels;
  const rows = interpolation(graph, height, factor);
  const columns = interpolation(graph, width, factor);
  const wide = matrixProduct(graph, reshape(graph, x, [planes, height, width]), columns, { b: true });
  const y = reshape(graph, matrixProduct(graph, rows, wide), [batch, channels, height * factor, width * factor]);
  tape.record(y, [x], (dy) =>
    tape.accumulate(x, () => {
      const narrow = matrixProduct(graph, reshape(graph, dy, [planes, height * factor, width * factor]), columns);
      return reshape(graph, matrixProduct(graph, rows, narrow, { a: true }), x.shape);
    }),
  );
  return y;
}

function interpolation(graph: Graph, side: number, factor: number): Value {
  return graph.shared(`interpolation ${side} ${factor}`, () => graph.constant(interpolationMatrix(side, factor), [side * factor, side]));
}
