/** Max pooling and global average pooling. */
import { type Graph, MICROSOFT, type Value } from '../graph.ts';
import {
  convolveTransposed,
  imageSizes,
  isPositive,
  isZero,
  multiply,
  reduce,
  reshape,
  scale,
  size,
  subtract,
  type Window,
} from '../operations.ts';
import type { Tape } from '../tape.ts';
import { imageToColumns, oneHotTaps } from './columns.ts';
import { joinedChunks } from './imageChunks.ts';

/** Mean over the plane: [N, C, H, W] → [N, C]. */
export function globalAveragePool(tape: Tape, x: Value): Value {
  const { graph } = tape;
  const [batch, channels, height, width] = imageSizes(x);
  const y = reduce(graph, 'ReduceMean', reshape(graph, x, [batch, channels, height * width]), [2]);
  tape.record(y, [x], (dy) =>
    tape.accumulate(x, () => {
      const each = reshape(graph, scale(graph, dy, 1 / (height * width)), [batch, channels, 1, 1]);
      return graph.node('Expand', [each, graph.integers(...x.shape)], x.shape);
    }),
  );
  return y;
}

export type MaxPoolOptions = {
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  /** Whether x comes out of a ReLU: then a padded 0 can only be taken for the maximum where the ReLU stops the gradient anyway. */
  readonly afterRelu: boolean;
};

/**
 * Max pooling, rounded down; of equal maxima the first in reading order gets the gradient, as in PyTorch. After a ReLU the gradient
 * of windows of nothing but 0 is held back here, where there are fewer numbers than before the pooling.
 */
export function maxPool(tape: Tape, x: Value, options: MaxPoolOptions): Value {
  const { graph } = tape;
  const { kernel, stride, padding } = options;
  const [batch, channels, height, width] = imageSizes(x);
  const count = (side: number) => Math.floor((side + 2 * padding - kernel) / stride) + 1;
  const y = graph.node('MaxPool', [x], [batch, channels, count(height), count(width)], {
    kernel_shape: [kernel, kernel],
    strides: [stride, stride],
    pads: [padding, padding, padding, padding],
  });
  const tapsPerImage = channels * kernel * kernel * size(y, 2) * size(y, 3);
  tape.record(y, [x], (dy) =>
    tape.accumulate(x, () => {
      const d = options.afterRelu ? multiply(graph, dy, isPositive(graph, y)) : dy;
      return joinedChunks(graph, [x, y, d], tapsPerImage, ([someX = x, someY = y, someD = d]) =>
        maxPoolGradient(graph, someX, someY, someD, options),
      );
    }),
  );
  return y;
}

/**
 * Lays the taps of every window side by side, finds the first that equals the window's maximum, puts the gradient there and
 * adds the windows up again. With e = 1 where a tap is a maximum, relu(e − Σ of the e before it) is 1 at the first one only:
 * a product with a small constant matrix, as a fused convolution over the taps.
 */
function maxPoolGradient(graph: Graph, x: Value, y: Value, dy: Value, options: MaxPoolOptions): Value {
  const { kernel, stride, padding, afterRelu } = options;
  const [batch, channels, height, width] = imageSizes(x);
  const [, , outHeight, outWidth] = imageSizes(y);
  const taps = kernel * kernel;
  const windows = [batch * channels, 1, outHeight * outWidth];
  const window: Window = {
    kernel: [kernel, kernel],
    strides: [stride, stride],
    pads: [padding, padding, padding, padding],
    groups: channels,
  };
  const columns =
    padding === 0 || afterRelu
      ? imageToColumns(graph, x, window)
      : imageToColumns(graph, surroundedByLowest(graph, x, padding), { ...window, pads: [0, 0, 0, 0] });
  const tapRows = reshape(graph, columns, [batch * channels, taps, outHeight * outWidth]);
  const isMaximum = isZero(graph, subtract(graph, tapRows, reshape(graph, y, windows)));
  const isFirst = graph.node(
    'FusedConv',
    [reshape(graph, isMaximum, columns.shape), firstOnly(graph, channels, taps)],
    columns.shape,
    { kernel_shape: [1, 1], group: channels, activation: 'Relu' },
    { domain: MICROSOFT },
  );
  const shares = multiply(graph, reshape(graph, isFirst, tapRows.shape), reshape(graph, dy, windows));
  const back = reshape(graph, shares, [batch, channels * taps, outHeight, outWidth]);
  return convolveTransposed(graph, back, oneHotTaps(graph, channels, kernel, kernel), null, window, [height, width]);
}

/** [C·taps, taps, 1, 1], for each channel I − strictly lower ones: row t gives e(t) − Σ e(s) over s < t. */
function firstOnly(graph: Graph, channels: number, taps: number): Value {
  return graph.shared(`first of ${taps} for ${channels}`, () => {
    const matrix = Float32Array.from({ length: channels * taps * taps }, (_, i) => {
      const [row, column] = [Math.floor(i / taps) % taps, i % taps];
      return row === column ? 1 : row > column ? -1 : 0;
    });
    return graph.constant(matrix, [channels * taps, taps, 1, 1]);
  });
}

/** A border that no maximum can equal. Not −∞, which would become NaN when it is multiplied by 0 in picking the taps. */
function surroundedByLowest(graph: Graph, x: Value, padding: number): Value {
  const [batch, channels, height, width] = imageSizes(x);
  const pads = graph.integers(0, 0, padding, padding, 0, 0, padding, padding);
  return graph.node('Pad', [x, pads, graph.scalar(-3e38)], [batch, channels, height + 2 * padding, width + 2 * padding]);
}
