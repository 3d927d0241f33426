/** Bilinear upsampling as two small matrix products, whose transposes take the gradient back. */
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

/** [side·factor, side], row i holding the weights of the input pixels that make output pixel i; outside the image its edge goes on. */
export function interpolationMatrix(side: number, factor: number): Float32Array {
  const matrix = new Float32Array(side * factor * side);
  for (let output = 0; output < side * factor; output++) {
    const position = Math.max((output + 0.5) / factor - 0.5, 0);
    const below = Math.min(Math.floor(position), side - 1);
    const above = Math.min(below + 1, side - 1);
    const share = position - below;
    const row = output * side;
    matrix[row + below] = (matrix[row + below] ?? 0) + (1 - share);
    matrix[row + above] = (matrix[row + above] ?? 0) + share;
  }
  return matrix;
}
