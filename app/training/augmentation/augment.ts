/** Augmentation of one picture of the network's size. Pure. */
import type { Change } from './change.ts';
import { jitterColours } from './colour.ts';
import { resample } from './resample.ts';

/**
 * Colours first, on the pixels as they were photographed, then the move; rounded once at the end. A masked copy is augmented as the picture
 * it is, mask and cell together: its background is black, stays black, and goes on black beyond its edge.
 * @param pixels RGB [size, size, 3]; not changed
 * @returns the same bytes, perhaps the very same array, where nothing changes
 */
export function augment(pixels: Uint8Array, size: number, change: Change, isMaskedCopy: boolean): Uint8Array {
  const isRecoloured = change.rgb !== null || change.stains !== null;
  const levels = isRecoloured ? jitterColours(pixels, change, isMaskedCopy) : pixels;
  if (change.geometry !== null) return resample(levels, size, change.geometry, isMaskedCopy ? 'black' : 'mirror');
  return levels instanceof Float32Array ? rounded(levels) : levels;
}

/** Levels of at most 255. */
function rounded(levels: Float32Array): Uint8Array {
  const pixels = new Uint8Array(levels.length);
  for (let at = 0; at < levels.length; at++) pixels[at] = (levels[at] as number) + 0.5;
  return pixels;
}
