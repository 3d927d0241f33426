/** What a mask's grey levels mean, and how a mask is laid over an image. */

/** Levels that cover less of a mask are not listed when it has many: the noise of a mask saved as JPEG. */
const NOISE_SHARE = 0.005;
const MOST_LEVELS = 16;

function brightestOf(values: ArrayLike<number>): number {
  let highest = 0;
  for (let index = 0; index < values.length; index++) highest = Math.max(highest, values[index] ?? 0);
  return highest;
}

/**
 * The grey levels of a mask in ascending order: all of them when they are few, else those that cover at least half a per cent
 * of its pixels, and always its brightest.
 */
export function levelsOf(values: ArrayLike<number>): number[] {
  const highest = brightestOf(values);
  const counts = new Uint32Array(highest + 1);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0;
    counts[value] = (counts[value] ?? 0) + 1;
  }
  const all = Array.from(counts.keys()).filter((level) => counts[level] !== 0);
  if (all.length <= MOST_LEVELS) return all;
  return all.filter((level) => level === highest || (counts[level] ?? 0) >= NOISE_SHARE * values.length);
}

/**
 * 1 where a mask is foreground, 0 elsewhere: foreground is what is brighter than a quarter of the mask's brightest level, so that
 * masks of 0/255, 0/1, 0/1/2 and 0/128/255 (cytoplasm and nucleus) all work. An all-black mask has no foreground.
 */
export function foreground(values: ArrayLike<number>): Uint8Array {
  const highest = brightestOf(values);
  const result = new Uint8Array(values.length);
  for (let index = 0; index < values.length; index++) result[index] = (values[index] ?? 0) > highest / 4 ? 1 : 0;
  return result;
}

/** What is foreground is 64 or more after `stretchedLevels`. */
const LEAST_SHOWN = 64;

/** A mask's levels as 8 bits, the brightest as 255. What is foreground comes out as 64 or more, what is not below that. */
export function stretchedLevels(values: ArrayLike<number>): Uint8Array {
  const highest = brightestOf(values);
  const result = new Uint8Array(values.length);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0;
    const level = highest === 0 ? 0 : Math.round((value / highest) * 255);
    result[index] = value > highest / 4 ? Math.max(LEAST_SHOWN, level) : Math.min(LEAST_SHOWN - 1, level);
  }
  return result;
}

/** The share of a mask's pixels that are foreground, 0 to 1. */
export function foregroundShare(values: ArrayLike<number>): number {
  const highest = brightestOf(values);
  let count = 0;
  for (let index = 0; index < values.length; index++) if ((values[index] ?? 0) > highest / 4) count++;
  return values.length === 0 ? 0 : count / values.length;
}

/** A mask [fromHeight, fromWidth] at another size [height, width]: each pixel takes the nearest one, by pixel centres. */
export function resizeNearest(mask: Uint8Array, fromWidth: number, fromHeight: number, width: number, height: number): Uint8Array {
  if (fromWidth === width && fromHeight === height) return mask;
  const result = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) * fromHeight) / height) * fromWidth;
    for (let x = 0; x < width; x++) result[y * width + x] = mask[row + Math.floor(((x + 0.5) * fromWidth) / width)] ?? 0;
  }
  return result;
}

/** Masks whose width : height differs from their image's by more than this cannot belong to it. */
const ASPECT_TOLERANCE = 0.02;

type Size = { readonly width: number; readonly height: number };

/** Whether a mask can lie over an image: equal size, same aspect ratio (within 2 %) at another size, or another shape. */
export function fitOfMask(image: Size, mask: Size): 'same' | 'resized' | 'other-shape' {
  if (image.width === mask.width && image.height === mask.height) return 'same';
  const ratio = (mask.width * image.height) / (mask.height * image.width);
  return Math.max(ratio, 1 / ratio) - 1 > ASPECT_TOLERANCE ? 'other-shape' : 'resized';
}

/**
 * The masked copy as the study makes it: image × mask, background black.
 * @param pixels RGB, [height, width, 3] @param mask 0 or 1, [height, width]
 * @throws RangeError when the two are not of one size.
 */
export function multiplyByMask(pixels: Uint8Array, mask: Uint8Array): Uint8Array {
  if (pixels.length !== mask.length * 3) {
    throw new RangeError(`An image of ${pixels.length / 3} pixels cannot be multiplied by a mask of ${mask.length}.`);
  }
  const result = new Uint8Array(pixels.length);
  for (let index = 0; index < pixels.length; index++) {
    result[index] = mask[Math.floor(index / 3)] === 0 ? 0 : (pixels[index] ?? 0);
  }
  return result;
}
