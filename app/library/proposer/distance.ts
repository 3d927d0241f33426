/** How far pixels are from a region. */
import type { Plane, Region } from './plane.ts';

const STEP = 1;
const DIAGONAL = Math.SQRT2;

/**
 * About the distance in pixels from each pixel to the nearest one of the region (in steps to the eight neighbours, so up to 8 % too
 * long); 0 in it, infinite where it is empty.
 */
export function distancesTo({ data, width, height }: Region): Plane {
  const result = Float32Array.from(data, (value) => (value === 1 ? 0 : Number.POSITIVE_INFINITY));
  const relax = (at: number, x: number, y: number, back: 1 | -1) => {
    let best = result[at] ?? 0;
    const besideRow = x - back >= 0 && x - back < width;
    if (besideRow) best = Math.min(best, (result[at - back] ?? 0) + STEP);
    const row = at - back * width;
    if (y - back >= 0 && y - back < height) {
      best = Math.min(best, (result[row] ?? 0) + STEP);
      if (x > 0) best = Math.min(best, (result[row - 1] ?? 0) + DIAGONAL);
      if (x < width - 1) best = Math.min(best, (result[row + 1] ?? 0) + DIAGONAL);
    }
    result[at] = best;
  };
  for (let at = 0; at < result.length; at++) relax(at, at % width, Math.floor(at / width), 1);
  for (let at = result.length - 1; at >= 0; at--) relax(at, at % width, Math.floor(at / width), -1);
  return { data: result, width, height };
}

/** What is left of a region when it has lost all that a disc of this radius, in pixels, cannot reach from within it. */
export function opened(region: Region, radius: number): Region {
  const { width, height } = region;
  const outside = { ...region, data: region.data.map((value) => 1 - value) };
  const inward = distancesTo(outside).data;
  const core = { ...region, data: Uint8Array.from(inward, (distance) => (distance > radius ? 1 : 0)) };
  const outward = distancesTo(core).data;
  return { width, height, data: region.data.map((value, at) => (value === 1 && (outward[at] ?? 0) <= radius ? 1 : 0)) };
}
