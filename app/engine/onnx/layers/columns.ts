/** Lays the pixels under each position of a window side by side (im2col). */
import { type ChannelKernels, type ChannelWindow, convolveChannels } from '../fused.ts';
import type { Graph, Value } from '../graph.ts';
import { imageSizes, pad, reshape, size } from '../operations.ts';

/**
 * [N, C, H, W] → [N, C·kh·kw, OH, OW], channel order (channel, tap). On a processor done by a convolution of each channel whose kernels
 * hold a single 1 each: it pads, shifts and strides in one pass and copies values exactly. Elsewhere the pixels are gathered.
 * @param mirrored tap t holds the pixel of the last tap but t
 */
export function imageToColumns(graph: Graph, x: Value, window: ChannelWindow, mirrored = false): Value {
  if (graph.target.fused) return convolveChannels(graph, x, oneHotTaps(window.kernel, mirrored), window);
  const [batch, channels] = imageSizes(x);
  const padded = pad(graph, x, window.pads, 0);
  const plane: Plane = [size(padded, 2), size(padded, 3)];
  const [outHeight, outWidth] = positions(plane, window);
  const taps = window.kernel[0] * window.kernel[1];
  const order = graph.shared(`pixels of ${plane} under ${JSON.stringify(window)} ${mirrored}`, () => {
    const pixels = BigInt64Array.from(pixelsUnder(plane, window, mirrored), BigInt);
    return graph.constant(pixels, [pixels.length]);
  });
  const rows = reshape(graph, padded, [batch, channels, plane[0] * plane[1]]);
  const gathered = graph.node('Gather', [rows, order], [batch, channels, taps * outHeight * outWidth], { axis: 2 });
  return reshape(graph, gathered, [batch, channels * taps, outHeight, outWidth]);
}

/** Where a kernel one pixel wide lies: `count` times, from row `first` on. */
export type Rows = { readonly kernel: number; readonly stride: number; readonly first: number; readonly count: number };

/** The same for such a kernel over an image that is padded already: whole rows are copied, [N, C, H, W] → [N, C·kernel, count, W]. */
export function rowsUnder(graph: Graph, x: Value, { kernel, stride, first, count }: Rows): Value {
  const [batch, channels, , width] = imageSizes(x);
  const order = graph.shared(`rows from ${first} under ${kernel} by ${stride} ${count} times`, () => {
    const rows = Array.from({ length: kernel * count }, (_, at) => first + (at % count) * stride + Math.floor(at / count));
    return graph.constant(BigInt64Array.from(rows, BigInt), [rows.length]);
  });
  const gathered = graph.node('Gather', [x, order], [batch, channels, kernel * count, width], { axis: 2 });
  return reshape(graph, gathered, [batch, channels * kernel, count, width]);
}

type Plane = readonly [height: number, width: number];

/** How often the kernel fits a plane that is padded already. */
function positions([height, width]: Plane, { kernel, strides }: ChannelWindow): Plane {
  return [Math.floor((height - kernel[0]) / strides[0]) + 1, Math.floor((width - kernel[1]) / strides[1]) + 1];
}

/** Index in its plane of the pixel under each tap at each position, in the order (tap, position). */
function pixelsUnder(plane: Plane, window: ChannelWindow, mirrored: boolean): number[] {
  const { kernel, strides } = window;
  const [outHeight, outWidth] = positions(plane, window);
  const taps = kernel[0] * kernel[1];
  const pixels: number[] = [];
  for (let i = 0; i < taps; i++) {
    const tap = mirrored ? taps - 1 - i : i;
    const [row, column] = [Math.floor(tap / kernel[1]), tap % kernel[1]];
    for (let y = 0; y < outHeight; y++)
      for (let x = 0; x < outWidth; x++) pixels.push((y * strides[0] + row) * plane[1] + x * strides[1] + column);
  }
  return pixels;
}

/** Kernel number `tap` is 1 at its tap and 0 elsewhere. */
function oneHotTaps([height, width]: ChannelWindow['kernel'], mirrored: boolean): ChannelKernels {
  const taps = height * width;
  return {
    key: `one-hot ${height} ${width} ${mirrored}`,
    shape: [taps, 1, height, width],
    numbers: () => {
      const kernels = new Float32Array(taps * taps);
      for (let tap = 0; tap < taps; tap++) kernels[tap * taps + (mirrored ? taps - 1 - tap : tap)] = 1;
      return kernels;
    },
  };
}
