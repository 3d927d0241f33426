/** A picture as three small square planes: luminance, and two of colour. */
import type { Pixels } from '../decode.ts';

/** Side of a plane. */
export const PLANE_SIDE = 32;

/** Each [PLANE_SIDE, PLANE_SIDE] of means: luminance 0 … 255, and red − green and blue − green. */
export type Planes = { readonly luminance: Float64Array; readonly red: Float64Array; readonly blue: Float64Array };

/** Shares of red, green and blue in luminance, in thousandths (ITU-R BT.601). */
const RED = 299;
const GREEN = 587;
const BLUE = 114;

/**
 * Stretches an image of any size, [height, width, 3], to the planes by the mean over each cell's area. All sums are of whole numbers, so
 * the planes of a turned or mirrored image are exactly the planes turned or mirrored.
 */
export function planesOf({ data, width, height }: Pixels): Planes {
  areaSums(data, width, height);
  const planes = { luminance: plane(), red: plane(), blue: plane() };
  const area = width * height;
  for (let cell = 0; cell < PLANE_SIDE * PLANE_SIDE; cell++) {
    const [r = 0, g = 0, b = 0] = [sums[cell * 3], sums[cell * 3 + 1], sums[cell * 3 + 2]];
    planes.luminance[cell] = (RED * r + GREEN * g + BLUE * b) / (1000 * area);
    planes.red[cell] = (r - g) / area;
    planes.blue[cell] = (b - g) / area;
  }
  return planes;
}

function plane(): Float64Array {
  return new Float64Array(PLANE_SIDE * PLANE_SIDE);
}

/** Used again for every image, so that an import of very many leaves no garbage behind. */
const sums = new Float64Array(PLANE_SIDE * PLANE_SIDE * 3);
const line = new Float64Array(PLANE_SIDE * 3);

/**
 * Sets `sums` to the sums of each channel over each cell, [PLANE_SIDE, PLANE_SIDE, 3]; a pixel that lies in several cells counts in each by its share.
 * Lengths are measured in parts of a pixel, PLANE_SIDE to one, so that a cell is `width` parts wide and every share is a whole number.
 */
function areaSums(data: Uint8Array, width: number, height: number): void {
  sums.fill(0);
  const across = spansOf(width);
  for (const [row, down] of spansOf(height).entries()) {
    for (let y = down.first; y <= down.last; y++) {
      sumLine(data, y * width * 3, across);
      const share = shareOf(down, y);
      const to = row * PLANE_SIDE * 3;
      for (let at = 0; at < line.length; at++) sums[to + at] = (sums[to + at] ?? 0) + share * (line[at] ?? 0);
    }
  }
}

/** The pixels of a cell along one axis; only the first and the last may lie in it by a share. */
type Span = { readonly first: number; readonly last: number; readonly firstShare: number; readonly lastShare: number };

function spansOf(length: number): Span[] {
  return Array.from({ length: PLANE_SIDE }, (_, cell) => {
    const [begin, end] = [cell * length, (cell + 1) * length];
    const [first, last] = [Math.floor(begin / PLANE_SIDE), Math.ceil(end / PLANE_SIDE) - 1];
    const firstShare = Math.min(end, (first + 1) * PLANE_SIDE) - begin;
    return { first, last, firstShare, lastShare: first === last ? firstShare : end - last * PLANE_SIDE };
  });
}

function shareOf({ first, last, firstShare, lastShare }: Span, pixel: number): number {
  return pixel === first ? firstShare : pixel === last ? lastShare : PLANE_SIDE;
}

/** Most of an import's time here is spent in this: the sums of the pixels that lie in a cell whole stay in registers. */
function sumLine(data: Uint8Array, offset: number, spans: readonly Span[]): void {
  let to = 0;
  for (const { first, last, firstShare, lastShare } of spans) {
    const begin = offset + first * 3;
    const end = offset + last * 3;
    let r = 0;
    let g = 0;
    let b = 0;
    for (let at = begin + 3; at < end; at += 3) {
      r += data[at] ?? 0;
      g += data[at + 1] ?? 0;
      b += data[at + 2] ?? 0;
    }
    // A cell within one pixel has it once.
    const other = first === last ? 0 : lastShare;
    line[to++] = r * PLANE_SIDE + (data[begin] ?? 0) * firstShare + (data[end] ?? 0) * other;
    line[to++] = g * PLANE_SIDE + (data[begin + 1] ?? 0) * firstShare + (data[end + 1] ?? 0) * other;
    line[to++] = b * PLANE_SIDE + (data[begin + 2] ?? 0) * firstShare + (data[end + 2] ?? 0) * other;
  }
}
