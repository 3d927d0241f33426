/** The CAM16 CNN: tells normal tissue from tumour. */
import type { Normalisation } from '../contract/normalisation.ts';
import type { Layer, NetworkDescription } from '../engine/description.ts';
import { requireImageSize } from './imageSize.ts';
import { conv, flatten, linear, maxPool, normalised, relu } from './layers.ts';

/** Normal and tumour. */
export const CAM16_CLASSES = 2;

/** [3, S, S] → [2] logits. */
export function cam16Layers(size: number): readonly Layer[] {
  const side = Math.floor(size / 8);
  return [
    conv('conv1', 3, 32, { kernel: 3, padding: 1 }),
    relu,
    maxPool({ kernel: 2 }),
    conv('conv2', 32, 64, { kernel: 3, padding: 1 }),
    relu,
    maxPool({ kernel: 2 }),
    conv('conv3', 64, 128, { kernel: 3, padding: 1 }),
    relu,
    maxPool({ kernel: 2 }),
    flatten,
    linear('fc1', 128 * side * side, 128), // 294912 inputs at 384 px; no activation is printed between fc1 and fc2
    linear('fc2', 128, CAM16_CLASSES),
  ];
}

/**
 * @param size side of the square image in pixels, at least 8; a remainder by 8 is cut off by the pooling, as in PyTorch
 * @throws SmearlabError `image-size`
 */
export function cam16(size: number, normalisation?: Normalisation): NetworkDescription {
  requireImageSize('The CAM16 CNN', size, { atLeast: 8, multipleOf: 1, because: 'it halves the side three times' });
  return { name: 'cam16', input: [3, size, size], layers: [...normalised(normalisation), ...cam16Layers(size)] };
}
