/** Lays the pixels under each position of a window side by side (im2col), and adds them up again. */
import { type ChannelKernels, type ChannelWindow, convolveChannels, convolveChannelsTransposed } from '../fused.ts';
import type { Graph, Value } from '../graph.ts';

/**
 * [N, C, H, W] → [N, C·kh·kw, OH, OW], channel order (channel, tap). Done by a convolution of each channel whose kernels hold a
 * single 1 each: it pads, shifts and strides in one pass and copies values exactly.
 * @param mirrored tap t holds the pixel of the last tap but t
 */
export function imageToColumns(graph: Graph, x: Value, window: ChannelWindow, mirrored = false): Value {
  return convolveChannels(graph, x, oneHotTaps(window.kernel, mirrored), window);
}

/** The transpose: every tap is added to the pixel it lies on, [N, C·kh·kw, OH, OW] → [N, C, H, W]. */
export function columnsToImage(graph: Graph, columns: Value, window: ChannelWindow, plane: readonly [number, number]): Value {
  return convolveChannelsTransposed(graph, columns, oneHotTaps(window.kernel, false), window, plane);
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
