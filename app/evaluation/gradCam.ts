/**
 * Grad-CAM (Selvaraju et al., 2017): where in an image a network found what speaks for a class, from the feature maps of a convolution and
 * the gradient of the class's logit with respect to them. Pure.
 */
import { SmearlabError } from '../contract/failure.ts';

/** Shares of the map's largest value, 0 to 1, row by row; all 0 where nothing speaks for the class. */
export type HeatMap = { readonly rows: number; readonly columns: number; readonly values: readonly number[] };

/**
 * Each channel weighs the mean of its gradient over all positions (eq. 1); the weighted sum of the channels is cut off below 0 (eq. 2).
 * @param activations [channels, rows, columns] of one image
 * @param gradient the same, d logit / d activations
 * @throws SmearlabError `diverged` where a number is none or infinite
 */
export function gradCam(activations: Float32Array, gradient: Float32Array, shape: readonly [number, number, number]): HeatMap {
  const [channels, rows, columns] = shape;
  const positions = rows * columns;
  const map = new Float64Array(positions);
  for (let channel = 0; channel < channels; channel++) {
    const start = channel * positions;
    let weight = 0;
    for (let at = 0; at < positions; at++) weight += (gradient[start + at] ?? Number.NaN) / positions;
    for (let at = 0; at < positions; at++) map[at] = (map[at] ?? 0) + weight * (activations[start + at] ?? Number.NaN);
  }
  if (!map.every(Number.isFinite)) {
    throw new SmearlabError('diverged', 'The network gives values that are no numbers, so nothing shows where it looked. Train it again.');
  }
  const largest = map.reduce((most, value) => Math.max(most, value), 0);
  return { rows, columns, values: Array.from(map, (value) => (largest > 0 ? Math.max(0, value) / largest : 0)) };
}
