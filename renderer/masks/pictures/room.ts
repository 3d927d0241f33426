/** How many pictures that nobody looks at are kept. Pure. */

/** Neighbours of more pixels than these are not fetched before they are looked at. */
export const LARGE_PIXELS = 16_000_000;

/** 4 bytes each for an image, 2 for its mask. */
const MOST_PIXELS = 40_000_000;
const MOST_PICTURES = 40;

/** How many of them are to go, from the end. @param pixels of each, the latest first */
export function picturesToDrop(pixels: readonly number[]): number {
  let sum = 0;
  const kept = pixels.findIndex((count, index) => {
    sum += count;
    return sum > MOST_PIXELS || index >= MOST_PICTURES;
  });
  return kept < 0 ? 0 : pixels.length - kept;
}
