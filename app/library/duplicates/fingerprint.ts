/** What a picture looks like in a few hundred bytes: the same however it was scaled, compressed, brightened, turned or mirrored. */
import type { Pixels } from '../decode.ts';
import { planesOf } from './planes.ts';
import { heightsOf, TURNS, turned, WAVE_COUNT, WEIGHTS } from './waves.ts';

/** The weighted heights of `ALL_WAVES`, of that of the eight turns which comes first by value; empty for a picture that shows nothing. */
export type Fingerprint = Int8Array;

/** Raised when fingerprints are made otherwise: then all are made anew. */
export const FINGERPRINT_MAKING = 1;
export const FINGERPRINT_BYTES = WAVE_COUNT;

/** A picture whose slow waves all together (root of the sum of squares) are lower than this many grey levels shows nothing. */
const LEAST_CONTRAST = 2;
/** Root mean square of a fingerprint's values: as large as leaves room for waves four times as high. */
const SCALE = 32;
const MOST = 127;

export function isPlain(fingerprint: Fingerprint): boolean {
  return fingerprint.length === 0;
}

/** @param pixels of an image or its thumbnail, of any size */
export function fingerprintOf(pixels: Pixels): Fingerprint {
  const heights = heightsOf(planesOf(pixels));
  if (!(rootOfSquares(heights) >= LEAST_CONTRAST)) return new Int8Array(0);
  for (let wave = 0; wave < WAVE_COUNT; wave++) heights[wave] = (heights[wave] ?? 0) * (WEIGHTS[wave] ?? 0);
  const scale = (SCALE * Math.sqrt(WAVE_COUNT)) / rootOfSquares(heights);
  const values = new Int8Array(WAVE_COUNT);
  for (let wave = 0; wave < WAVE_COUNT; wave++) values[wave] = Math.max(-MOST, Math.min(MOST, Math.round((heights[wave] ?? 0) * scale)));
  return canonical(values);
}

function rootOfSquares(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum);
}

/** Of the eight turns the one whose values come first. */
function canonical(values: Int8Array): Fingerprint {
  let first = values;
  for (const turn of TURNS) {
    const other = turned(values, turn);
    if (comesBefore(other, first)) first = other;
  }
  return first;
}

function comesBefore(a: Int8Array, b: Int8Array): boolean {
  for (let wave = 0; wave < WAVE_COUNT; wave++) {
    const difference = (a[wave] ?? 0) - (b[wave] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
