/** What tf.layers lacks, put together from layers it has, so that plain TensorFlow.js loads the model. Images are [height, width, channel]. */
import { interpolationMatrix } from '../../engine/interpolation.ts';
import type { LayersGraph, Reference } from './layersGraph.ts';
import { transposed } from './transposed.ts';

const LAST = { data_format: 'channels_last' } as const;

export function zeroPadded(graph: LayersGraph, x: Reference, by: number): Reference {
  if (by === 0) return x;
  const sides = [by, by];
  return graph.fresh('ZeroPadding2D', 'zero_padding', { ...LAST, padding: [sides, sides] }, [x]);
}

/**
 * The first and the last row and column once more, `by` times. For a max pooling that is as good as a padding of −∞: a window that
 * reaches out over an edge holds the edge as well.
 */
export function edgePadded(graph: LayersGraph, x: Reference, height: number, width: number, by: number): Reference {
  if (by === 0) return x;
  const crop = (from: Reference, rows: readonly number[], columns: readonly number[]) =>
    graph.fresh('Cropping2D', 'edge', { ...LAST, cropping: [rows, columns] }, [from]);
  const join = (axis: number, parts: readonly Reference[]) => graph.fresh('Concatenate', 'edges', { axis }, parts);
  const tall = join(1, [crop(x, [0, height - 1], [0, 0]), x, crop(x, [height - 1, 0], [0, 0])]);
  const whole = join(2, [crop(tall, [0, 0], [0, width - 1]), tall, crop(tall, [0, 0], [width - 1, 0])]);
  return edgePadded(graph, whole, height + 2, width + 2, by - 1);
}

/**
 * Bilinear with half-pixel centres, which UpSampling2D has not. Along one axis it is a product with a small matrix, and a Dense without
 * bias is a product along the last axis: so first the columns are put last, then the rows.
 */
export function upsampled(graph: LayersGraph, x: Reference, height: number, width: number, factor: number): Reference {
  const permuted = (from: Reference, ...dims: number[]) => graph.fresh('Permute', 'permute', { dims }, [from]);
  const wide = alongLastAxis(graph, permuted(x, 1, 3, 2), width, factor);
  const whole = alongLastAxis(graph, permuted(wide, 3, 2, 1), height, factor);
  return permuted(whole, 3, 1, 2);
}

function alongLastAxis(graph: LayersGraph, x: Reference, side: number, factor: number): Reference {
  const config = { units: side * factor, activation: 'linear', use_bias: false };
  return graph.fresh('Dense', 'upsample', config, [x], () => {
    const values = transposed(interpolationMatrix(side, factor), [side * factor, side], [1, 0]);
    return [{ name: 'kernel', shape: [side, side * factor], values }];
  });
}

/** Σ weight · branch, which tf.layers cannot scale: the branches lie side by side, and a Dense without bias weighs and adds them. */
export function weighed(graph: LayersGraph, branches: readonly Reference[], weights: readonly number[], channels: number): Reference {
  const beside = branches.length === 1 ? branches : [graph.fresh('Concatenate', 'branches', { axis: -1 }, branches)];
  const config = { units: channels, activation: 'linear', use_bias: false };
  return graph.fresh('Dense', 'weighted_sum', config, beside, () => {
    const values = new Float32Array(weights.length * channels * channels);
    weights.forEach((weight, branch) => {
      for (let i = 0; i < channels; i++) values[(branch * channels + i) * channels + i] = weight;
    });
    return [{ name: 'kernel', shape: [weights.length * channels, channels], values }];
  });
}
