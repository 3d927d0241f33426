/** Which pages of images are needed. Pure. */
import { PAGE } from '../../parts/useImages.ts';

/** Images before and after one that may be asked for next. */
const AROUND = 12;

/** Offsets of the pages in which the image and those around it lie. */
export function offsetsAround(index: number): number[] {
  return offsetsOf(Math.max(0, index - AROUND), index + AROUND);
}

/** @param last the last index, included */
export function offsetsOf(first: number, last: number): number[] {
  const offsets = [];
  for (let offset = first - (first % PAGE); offset <= last; offset += PAGE) offsets.push(offset);
  return offsets;
}
