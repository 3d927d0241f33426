/** How far pixels are from a region. */
import { type Plane, planeOf, type Region, regionWhere } from './plane.ts';

const STEP = 1;
const DIAGONAL = Math.SQRT2;

/**
 * About the distance in pixels from each pixel to the nearest one of the region (in steps to the eight neighbours, so up to 8 % too
 * long); 0 in it, infinite where it is empty.
 */
export function distancesTo({ data, width, height }: Region): Plane {
  // With a margin all round, so that every pixel has eight neighbours.
  const line = width + 2;
  const wide = new Float32Array(line * (height + 2)).fill(Number.POSITIVE_INFINITY);
  for (let at = 0; at < data.length; at++) if (data[at] === 1) wide[placeOf(at, width)] = 0;
  const relax = (place: number, back: 1 | -1) => {
    const row = place - back * line;
    const straight = Math.min(wide[place - back] ?? 0, wide[row] ?? 0) + STEP;
    const diagonal = Math.min(wide[row - 1] ?? 0, wide[row + 1] ?? 0) + DIAGONAL;
    wide[place] = Math.min(wide[place] ?? 0, straight, diagonal);
  };
  for (let at = 0; at < data.length; at++) relax(placeOf(at, width), 1);
  for (let at = data.length - 1; at >= 0; at--) relax(placeOf(at, width), -1);
  return planeOf({ width, height }, (at) => wide[placeOf(at, width)] ?? 0);
}

function placeOf(at: number, width: number): number {
  const y = Math.floor(at / width);
  return (y + 1) * (width + 2) + at - y * width + 1;
}

/** What is left of a region when it has lost all that a disc of this radius, in pixels, cannot reach from within it. */
export function opened(region: Region, radius: number): Region {
  const inward = distancesTo(regionWhere(region, (at) => region.data[at] === 0)).data;
  const outward = distancesTo(regionWhere(region, (at) => (inward[at] ?? 0) > radius)).data;
  return regionWhere(region, (at) => region.data[at] === 1 && (outward[at] ?? 0) <= radius);
}
