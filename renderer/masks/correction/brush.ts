/** The size of the brush, in pixels of the image across. Pure. */

/** A fifth of the longer side, so that a large background is soon painted; a small image still has room for a choice. */
export function largestBrush({ width, height }: { readonly width: number; readonly height: number }): number {
  return Math.max(40, Math.round(Math.max(width, height) / 5));
}

/** A brush to begin with: about as wide as what there is to correct at an outline. */
export function firstBrush(image: { readonly width: number; readonly height: number }): number {
  return Math.max(3, Math.round(Math.max(image.width, image.height) / 30));
}

/** One step larger or smaller: a fifth, at least a pixel. */
export function steppedBrush(size: number, direction: 1 | -1, largest: number): number {
  const step = Math.max(1, Math.round(size / 5));
  return Math.min(largest, Math.max(1, size + direction * step));
}
