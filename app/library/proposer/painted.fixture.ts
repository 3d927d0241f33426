/** Pictures of cells whose every pixel is known: discs of exact colours. */
import type { Pixels } from '../bmp.ts';
import { type Region, regionWhere } from './plane.ts';

type Colour = readonly [red: number, green: number, blue: number];
export type Disc = { readonly x: number; readonly y: number; readonly radius: number };

export const BACKGROUND: Colour = [250, 244, 235];
export const CYTOPLASM_COLOUR: Colour = [205, 170, 200];
export const NUCLEUS_COLOUR: Colour = [95, 45, 130];
export const RED_CELL: Colour = [225, 180, 165];

export function disc(x: number, y: number, radius: number): Disc {
  return { x, y, radius };
}

export function within(discs: readonly Disc[], width: number, height: number): Region {
  return regionWhere({ width, height }, (at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    return discs.some((one) => Math.hypot(x - one.x, y - one.y) < one.radius);
  });
}

export function flat(width: number, height: number, colour: Colour = BACKGROUND): Pixels {
  return { data: Uint8Array.from({ length: width * height * 3 }, (_, at) => colour[at % 3] ?? 0), width, height };
}

/** Each layer over those before it. */
export function painted(width: number, height: number, layers: readonly (readonly [readonly Disc[], Colour])[]): Pixels {
  const { data } = flat(width, height);
  for (const [discs, colour] of layers) {
    const { data: covered } = within(discs, width, height);
    for (let at = 0; at < covered.length; at++) if (covered[at] === 1) data.set(colour, at * 3);
  }
  return { data, width, height };
}

/** One stained cell with a round nucleus, and what is exactly cell and nucleus. */
export function paintedCell(side: number, cell: Disc, nuclei: readonly Disc[], redCells: readonly Disc[] = []) {
  const pixels = painted(side, side, [
    [redCells, RED_CELL],
    [[cell], CYTOPLASM_COLOUR],
    [nuclei, NUCLEUS_COLOUR],
  ]);
  return { pixels, cell: within([cell], side, side), nucleus: within(nuclei, side, side) };
}
