/** Max pooling and global average pooling. */
import { type ChannelKernels, type ChannelWindow, convolveChannels, isPositive, isZero } from '../fused.ts';
import type { Graph, Value } from '../graph.ts';
import { each, imageSizes, multiply, reduce, reshape, scale, size, subtract } from '../operations.ts';
import type { Tape } from '../tape.ts';
import { columnsToImage, imageToColumns } from './columns.ts';
import { joinedChunks } from './imageChunks.ts';

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
 * a product with a small constant matrix, as a convolution over the taps of each channel.
 */
function maxPoolGradient(graph: Graph, x: Value, y: Value, dy: Value, options: MaxPoolOptions): Value {
  const { kernel, stride, padding, afterRelu } = options;
  const [batch, channels, height, width] = imageSizes(x);
  const [, , outHeight, outWidth] = imageSizes(y);
  const taps = kernel * kernel;
  const windows = [batch * channels, 1, outHeight * outWidth];
  const window: ChannelWindow = {
    kernel: [kernel, kernel],
    strides: [stride, stride],
    pads: [padding, padding, padding, padding],
  };
  const columns =
    padding === 0 || afterRelu
      ? imageToColumns(graph, x, window)
      : imageToColumns(graph, surroundedByLowest(graph, x, padding), { ...window, pads: [0, 0, 0, 0] });
  const tapRows = reshape(graph, columns, [batch * channels, taps, outHeight * outWidth]);
  const isMaximum = isZero(graph, subtract(graph, tapRows, reshape(graph, y, windows)));
  const isFirst = each(graph, 'Relu', convolveChannels(graph, reshape(graph, isMaximum, columns.shape), firstOnly(taps), POINT));
  const shares = multiply(graph, reshape(graph, isFirst, tapRows.shape), reshape(graph, dy, windows));
  const back = reshape(graph, shares, [batch, channels * taps, outHeight, outWidth]);
  return columnsToImage(graph, back, window, [height, width]);
}

const POINT: ChannelWindow = { kernel: [1, 1], strides: [1, 1], pads: [0, 0, 0, 0] };

/** I − strictly lower ones: row t gives e(t) − Σ e(s) over s < t. */
function firstOnly(taps: number): ChannelKernels {
  return {
    key: `first of ${taps}`,
    shape: [taps, taps, 1, 1],
    numbers: () =>
      Float32Array.from({ length: taps * taps }, (_, i) => {
        const [row, column] = [Math.floor(i / taps), i % taps];
        return row === column ? 1 : row > column ? -1 : 0;
      }),
  };
}

/** A border that no maximum can equal. Not −∞, which would become NaN when it is multiplied by 0 in picking the taps. */
function surroundedByLowest(graph: Graph, x: Value, padding: number): Value {
  const [batch, channels, height, width] = imageSizes(x);
  const pads = graph.integers(0, 0, padding, padding, 0, 0, padding, padding);
  return graph.node('Pad', [x, pads, graph.scalar(-3e38)], [batch, channels, height + 2 * padding, width + 2 * padding]);
}
