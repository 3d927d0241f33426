/** Holes of a mask: background from which no way over edges of pixels leads out of the cell or to the image's border. */
import { boundsOf, type Rect, type Size } from './raster.ts';

/**
 * Fills them.
 * @param mask [height, width], 0 background, 255 cell
 * @returns the rectangle around the cell, null where there is none
 */
export function fillHoles(mask: Uint8Array, size: Size): Rect | null {
  const bounds = boundsOf(mask, size);
  if (bounds === null) return null;
  const isOutside = outsideWithin(mask, size, bounds);
  for (let y = 0; y < bounds.height; y++) {
    const row = (bounds.y + y) * size.width + bounds.x;
    for (let x = 0; x < bounds.width; x++) if (isOutside[y * bounds.width + x] === 0) mask[row + x] = 255;
  }
  return bounds;
}

/** 1 for what is background and reached from the rectangle's border, in the rectangle's own rows. */
function outsideWithin(mask: Uint8Array, size: Size, { x: left, y: top, width, height }: Rect): Uint8Array {
  const reached = new Uint8Array(width * height);
  const isOpen = (x: number, y: number) => reached[y * width + x] === 0 && mask[(top + y) * size.width + left + x] === 0;
  // Stretches of a row are taken whole; on the stack lie places from which one may be taken, as y · width + x.
  const places: number[] = [];
  const look = (x: number, y: number) => {
    if (isOpen(x, y)) places.push(y * width + x);
  };
  for (let x = 0; x < width; x++) for (const y of [0, height - 1]) look(x, y);
  for (let y = 0; y < height; y++) for (const x of [0, width - 1]) look(x, y);
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    const y = Math.floor(place / width);
    let first = place % width;
    if (!isOpen(first, y)) continue;
    while (first > 0 && isOpen(first - 1, y)) first--;
    let last = place % width;
    while (last < width - 1 && isOpen(last + 1, y)) last++;
    reached.fill(1, y * width + first, y * width + last + 1);
    for (const beside of [y - 1, y + 1]) if (beside >= 0 && beside < height) lookAlong(first, last, beside, isOpen, places, width);
  }
  return reached;
}

/** Of each stretch of open places in a row one is enough. */
function lookAlong(first: number, last: number, y: number, isOpen: (x: number, y: number) => boolean, places: number[], width: number) {
  let wasOpen = false;
  for (let x = first; x <= last; x++) {
    const open = isOpen(x, y);
    if (open && !wasOpen) places.push(y * width + x);
    wasOpen = open;
  }
}
