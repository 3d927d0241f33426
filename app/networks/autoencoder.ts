/** The pRCC autoencoder: learns tissue without labels; the ensemble uses its encoder. */
import type { Normalisation } from '../contract/normalisation.ts';
import type { Layer, NetworkDescription } from '../engine/description.ts';
import { requireImageSize } from './imageSize.ts';
import { conv, convTranspose, maxPool, normalised, part, relu, sigmoid } from './layers.ts';

/** Channels of the encoded image, which has a quarter of the image's side. */
export const ENCODED_CHANNELS = 64;
export const ENCODED_REDUCTION = 4;

/** [3, S, S] → [64, S/4, S/4]. Names count the study's Sequential, its ReLU and pooling included. */
export const encoder: readonly Layer[] = [
  conv('0', 3, 128, { kernel: 3, padding: 1 }),
  relu,
  maxPool({ kernel: 2 }),
  conv('3', 128, ENCODED_CHANNELS, { kernel: 3, padding: 1 }),
  relu,
  maxPool({ kernel: 2 }),
];

/** [64, S/4, S/4] → [3, S, S], each value between 0 and 1. */
const decoder: readonly Layer[] = [convTranspose('0', ENCODED_CHANNELS, 128, 2), relu, convTranspose('2', 128, 3, 2), sigmoid];

/**
 * Reconstructs an image; trained by the mean squared error against the image itself, as pixels 0 … 1 whether it is normalised or not.
 * @param size side of the square image in pixels, a multiple of 4
 * @throws SmearlabError `image-size`
 */
export function autoencoder(size: number, normalisation?: Normalisation): NetworkDescription {
  requireImageSize('The pRCC autoencoder', size, {
    atLeast: 4,
    multipleOf: ENCODED_REDUCTION,
    because: 'it halves the side twice and doubles it twice, and must end at the size it began with',
  });
  return {
    name: 'autoencoder',
    input: [3, size, size],
    layers: [...normalised(normalisation), part('encoder', encoder), part('decoder', decoder)],
  };
}
