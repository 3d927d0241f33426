/** Gradient of a convolution's weight: one batched matrix product over pixels, after laying the pixels side by side. */
import { matrixProduct } from '../fused.ts';
import type { Graph, Value } from '../graph.ts';
import { imageSizes, reduce, reshape, size, transpose, type Window } from '../operations.ts';
import { imageToColumns, rowsUnder } from './columns.ts';
import { summedOverChunks } from './imageChunks.ts';

/**
 * dW[o, c, i, j] = Σ over images and positions of dy[o, position] · x[c, position·stride + (i, j) − padding]. Stride and padding may be
 * different at each side; the kernel is square.
 * @param x [N, C, H, W]
 * @param dy [N, O, OH, OW]
 * @param shape [O, C, k, k]
 */
export function convWeightGradient(graph: Graph, x: Value, dy: Value, shape: readonly number[], window: Window): Value {
  const [outputs = 0, inputs = 0, kernel = 0] = shape;
  const isStrided = window.strides.some((stride) => stride > 1);
  if (kernel === 1 && !isStrided && window.pads.every((side) => side === 0)) return reshape(graph, productOverPixels(graph, dy, x), shape);
  const split = !isStrided && inputs * kernel + outputs * kernel < inputs * kernel * kernel;
  const pixels = size(dy, 2) * size(dy, 3);
  const numbersPerImage = pixels * kernel * (split ? Math.max(inputs, outputs) : inputs * kernel);
  return summedOverChunks(graph, [x, dy], numbersPerImage, ([someX = x, someDy = dy]) =>
    split ? splitGradient(graph, someX, someDy, shape, window) : columnGradient(graph, someX, someDy, shape, window),
  );
}

/** Lays out whole windows of x. Large kernels in two passes, columns then rows, which makes their taps (column, row). */
function columnGradient(graph: Graph, x: Value, dy: Value, shape: readonly number[], window: Window): Value {
  const [outputs = 0, inputs = 0, kernel = 0] = shape;
  if (kernel <= 3) {
    const columns = imageToColumns(graph, x, { kernel: [kernel, kernel], strides: window.strides, pads: window.pads });
    return reshape(graph, productWithColumns(graph, dy, columns), shape);
  }
  const [down, along] = window.strides;
  const [top, left, bottom, right] = window.pads;
  // Padded by as many rows as any phase of the window needs, so that phases side by side share it.
  const edge = Math.max(kernel - 1, top, bottom);
  const across = imageToColumns(graph, x, { kernel: [1, kernel], strides: [1, along], pads: [edge, left, edge, right] });
  const both = rowsUnder(graph, across, { kernel, stride: down, first: edge - top, count: size(dy, 2) });
  const product = reshape(graph, productWithColumns(graph, dy, both), [outputs, inputs, kernel, kernel]);
  return transpose(graph, product, [0, 1, 3, 2]);
}

/**
 * Stride 1: shift x along the rows and dy along the columns, so that each is only k times as large instead of one k² times. The other way
 * round would do as well, but the product of this one is turned into the weight's order by plain transposes, six times as fast.
 */
function splitGradient(graph: Graph, x: Value, dy: Value, shape: readonly number[], { pads }: Window): Value {
  const [outputs = 0, inputs = 0, kernel = 0] = shape;
  const reach = kernel - 1;
  const down = imageToColumns(graph, x, { kernel: [kernel, 1], strides: [1, 1], pads });
  const across = imageToColumns(graph, dy, { kernel: [1, kernel], strides: [1, 1], pads: [0, reach, 0, reach] }, true);
  const columns = inputs * kernel;
  if (!graph.target.fused || columns % NARROW !== 0 || size(x, 2) * size(x, 3) < LARGE_PLANE) {
    const product = reshape(graph, productOverPixels(graph, across, down), [outputs, kernel, columns]);
    return reshape(graph, transpose(graph, product, [0, 2, 1]), shape);
  }
  const product = narrowProducts(graph, across, down);
  const parts = reshape(graph, product, [columns / NARROW, outputs, kernel, NARROW]);
  return reshape(graph, transpose(graph, parts, [1, 0, 3, 2]), shape);
}

/** So many columns at a time: over planes of at least this many pixels that is faster by an eighth than all at once. */
const NARROW = 32;
const LARGE_PLANE = 1024;

/** [N, A, H, W], [N, B, H, W] → [B / NARROW, A, NARROW], summed over images and pixels. */
function narrowProducts(graph: Graph, a: Value, b: Value): Value {
  const [batch, rows, height, width] = imageSizes(a);
  const [parts, pixels] = [size(b, 1) / NARROW, height * width];
  const left = reshape(graph, a, [batch, 1, rows, pixels]);
  const product = matrixProduct(graph, left, reshape(graph, b, [batch, parts, NARROW, pixels]), { b: true });
  const summed = sumOverImages(graph, reshape(graph, product, [batch, parts * rows, NARROW]));
  return reshape(graph, summed, [parts, rows, NARROW]);
}

/** As productOverPixels, but the larger of the two first: laying out the second one costs most, and turning the result costs little. */
function productWithColumns(graph: Graph, dy: Value, columns: Value): Value {
  if (size(columns, 1) <= size(dy, 1)) return productOverPixels(graph, dy, columns);
  return transpose(graph, productOverPixels(graph, columns, dy), [1, 0]);
}

/** [N, A, H, W], [N, B, H, W] → [A, B], summed over images and pixels. */
function productOverPixels(graph: Graph, a: Value, b: Value): Value {
  const rows = (value: Value) => {
    const [batch, channels, height, width] = imageSizes(value);
    return reshape(graph, value, [batch, channels, height * width]);
  };
  return sumOverImages(graph, matrixProduct(graph, rows(a), rows(b), { b: true }));
}

/** [N, A, B] → [A, B]; on a processor as a product with a row of ones, several times faster than ReduceSum over the first axis. */
function sumOverImages(graph: Graph, value: Value): Value {
  const [batch, rows, columns] = [size(value, 0), size(value, 1), size(value, 2)];
  if (batch === 1) return reshape(graph, value, [rows, columns]);
  if (!graph.target.fused) return reduce(graph, 'ReduceSum', value, [0]);
  const ones = graph.shared(`ones ${batch}`, () => graph.constant(new Float32Array(batch).fill(1), [1, batch]));
  return reshape(graph, matrixProduct(graph, ones, reshape(graph, value, [batch, rows * columns])), [rows, columns]);
}
