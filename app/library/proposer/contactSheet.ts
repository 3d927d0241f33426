/** Pictures side by side to look at: each as it is, with the expert's outlines, with the proposed ones. */
import sharp from 'sharp';
import { writeFailure } from '../../contract/failure.ts';
import type { Pixels } from '../bmp.ts';
import type { Region } from './plane.ts';

/** The side of one picture on the sheet. */
const TILE = 180;
const COLUMNS = 3;
/** So many pictures at most: about as many as one looks at. */
export const MOST_ON_A_SHEET = 48;

type Colour = readonly [red: number, green: number, blue: number];
const CELL: Colour = [0, 160, 0];
const NUCLEUS: Colour = [0, 255, 255];

export type Outlined = { readonly cell: Region; readonly nucleus: Region | null };

/** @param views of one picture: without outlines (null), or with */
export type SheetRow = { readonly pixels: Pixels; readonly views: readonly (Outlined | null)[] };

/** The sheet as RGB: three pictures in a row, each with its views beside each other. @param rows of as many views each */
export function contactSheet(rows: readonly SheetRow[]): Pixels {
  const views = rows[0]?.views.length ?? 1;
  const [width, height] = [COLUMNS * views * TILE, Math.max(1, Math.ceil(rows.length / COLUMNS)) * TILE];
  const data = new Uint8Array(width * height * 3).fill(255);
  rows.forEach(({ pixels, views: of }, index) => {
    of.forEach((outlined, view) => {
      const left = ((index % COLUMNS) * views + view) * TILE;
      const top = Math.floor(index / COLUMNS) * TILE;
      for (let y = 0; y < TILE; y++) {
        const start = ((top + y) * width + left) * 3;
        data.set(tileRow(pixels, outlined, y), start);
      }
    });
  });
  return { data, width, height };
}

/** One line of a picture brought to a tile, its longer side as long as the tile's. */
function tileRow({ data, width, height }: Pixels, outlined: Outlined | null, y: number): Uint8Array {
  const scale = Math.max(width, height) / TILE;
  const row = new Uint8Array(TILE * 3).fill(255);
  const at = (column: number, line: number) => {
    const [px, py] = [Math.floor((column + 0.5) * scale), Math.floor((line + 0.5) * scale)];
    return px < 0 || py < 0 || px >= width || py >= height ? undefined : py * width + px;
  };
  for (let x = 0; x < TILE; x++) {
    const place = at(x, y);
    if (place === undefined) continue;
    const beside = [at(x - 1, y), at(x + 1, y), at(x, y - 1), at(x, y + 1)];
    const isEdge = (region: Region | null) =>
      region?.data[place] === 1 && beside.some((next) => next === undefined || region.data[next] === 0);
    const colour = outlined === null ? null : isEdge(outlined.cell) ? CELL : isEdge(outlined.nucleus) ? NUCLEUS : null;
    row.set(colour ?? data.subarray(place * 3, place * 3 + 3), x * 3);
  }
  return row;
}

/** Writes a sheet as PNG. @throws SmearlabError disk-full, not-writable */
export async function writeSheet({ data, width, height }: Pixels, file: string): Promise<void> {
  try {
    await sharp(data, { raw: { width, height, channels: 3 } })
      .png()
      .toFile(file);
  } catch (error) {
    throw writeFailure(error, file);
  }
}
