/** Lays the pixels under each position of a window side by side (im2col). */
import type { Graph, Value } from '../graph.ts';
import { convolve, size, type Window } from '../operations.ts';

/**
 * [N, C, H, W] → [N, C·kh·kw, OH, OW], channel order (channel, tap). Done by a grouped convolution whose kernels hold a
 * single 1 each: it pads, shifts and strides in one pass and copies values exactly.
 * @param mirrored tap t holds the pixel of the last tap but t
 */
export function imageToColumns(graph: Graph, x: Value, window: Window, mirrored = false): Value {
  const [kernelHeight, kernelWidth] = window.kernel;
  const channels = size(x, 1);
  return convolve(graph, x, oneHotTaps(graph, channels, kernelHeight, kernelWidth, mirrored), null, { ...window, groups: channels });
}

/** [C·kh·kw, 1, kh, kw]: kernel (channel, tap) is 1 at its tap and 0 elsewhere. */
export function oneHotTaps(graph: Graph, channels: number, kernelHeight: number, kernelWidth: number, mirrored = false): Value {
  return graph.shared(`one-hot ${channels} ${kernelHeight} ${kernelWidth} ${mirrored}`, () => {
    const taps = kernelHeight * kernelWidth;
    const kernels = new Float32Array(channels * taps * taps);
    for (let row = 0; row < channels * taps; row++) {
      const tap = row % taps;
      kernels[row * taps + (mirrored ? taps - 1 - tap : tap)] = 1;
    }
    return graph.constant(kernels, [channels * taps, 1, kernelHeight, kernelWidth]);
  });
}
