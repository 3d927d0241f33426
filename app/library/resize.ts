/**
 * Stretches RGB pixels to a square as torchvision's `Resize((size, size))` does to a PIL image: bilinear, the filter widening as it
 * shrinks (antialias). Written out here because libvips places the pixels of an enlargement half a pixel off and lets SIMD round
 * differently from machine to machine; this gives the same bytes everywhere.
 */
import type { Pixels } from './bmp.ts';

/** For each output position: the first input position and, from `offset` on, `count` weights that add up to 1. */
type Taps = { readonly first: Int32Array; readonly count: Int32Array; readonly offset: Int32Array; readonly weights: Float64Array };

/** The triangle filter of Pillow's `precompute_coeffs` (Resample.c), from `from` to `to` positions. */
export function triangleTaps(from: number, to: number): Taps {
  const scale = from / to;
  const support = Math.max(1, scale);
  const [first, count, offset] = [new Int32Array(to), new Int32Array(to), new Int32Array(to)];
  const weights: number[] = [];
  for (let position = 0; position < to; position++) {
    const centre = (position + 0.5) * scale;
    const low = Math.max(0, Math.floor(centre - support + 0.5));
    const high = Math.min(from, Math.floor(centre + support + 0.5));
    const raw = Array.from({ length: high - low }, (_, index) => Math.max(0, 1 - Math.abs((low + index + 0.5 - centre) / support)));
    const sum = raw.reduce((total, weight) => total + weight, 0);
    first[position] = low;
    count[position] = raw.length;
    offset[position] = weights.length;
    for (const weight of raw) weights.push(weight / sum);
  }
  return { first, count, offset, weights: Float64Array.from(weights) };
}

/** @returns RGB, [size, size, 3] */
export function stretchToSquare(pixels: Pixels, size: number): Uint8Array {
  const { data, width, height } = pixels;
  if (width === size && height === size) return data;
  const narrow = width === size ? data : alongRows(data, width, height, size);
  return height === size ? narrow : alongColumns(narrow, size, height, size);
}

/** [height, width, 3] → [height, to, 3] */
function alongRows(data: Uint8Array, width: number, height: number, to: number): Uint8Array {
  const { first, count, offset, weights } = triangleTaps(width, to);
  const result = new Uint8Array(height * to * 3);
  for (let x = 0; x < to; x++) {
    const low = (first[x] as number) * 3;
    const taps = count[x] as number;
    const start = offset[x] as number;
    for (let y = 0; y < height; y++) {
      let from = y * width * 3 + low;
      let red = 0.5;
      let green = 0.5;
      let blue = 0.5;
      for (let tap = start; tap < start + taps; tap++, from += 3) {
        const weight = weights[tap] as number;
        red += weight * (data[from] as number);
        green += weight * (data[from + 1] as number);
        blue += weight * (data[from + 2] as number);
      }
      const at = (y * to + x) * 3;
      // Typed arrays cut the fraction off; the half added above makes that rounding.
      result[at] = red;
      result[at + 1] = green;
      result[at + 2] = blue;
    }
  }
  return result;
}

/** [height, width, 3] → [to, width, 3] */
function alongColumns(data: Uint8Array, width: number, height: number, to: number): Uint8Array {
  const { first, count, offset, weights } = triangleTaps(height, to);
  const row = width * 3;
  const result = new Uint8Array(to * row);
  const sums = new Float64Array(row);
  for (let y = 0; y < to; y++) {
    sums.fill(0.5);
    const start = offset[y] as number;
    for (let tap = 0; tap < (count[y] as number); tap++) {
      const weight = weights[start + tap] as number;
      const from = ((first[y] as number) + tap) * row;
      for (let index = 0; index < row; index++) sums[index] = (sums[index] as number) + weight * (data[from + index] as number);
    }
    result.set(sums, y * row);
  }
  return result;
}
