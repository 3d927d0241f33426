/** What a mask's grey levels mean once they have come as a picture. Pure. */
import type { Size } from '../correction/raster.ts';

/** [height, width] each, 0 or 255. `nucleus`: null where the mask tells none from the cytoplasm around it. */
export type MaskPixels = { readonly size: Size; readonly cell: Uint8Array; readonly nucleus: Uint8Array | null };

/** Of a mask whose brightest level is 255: what is brighter than a quarter of it is cell, as everywhere in Smearlab. */
const CELL = 64;
const NUCLEUS = 192;
const CYTOPLASM = 128;

/** A mask of background, cytoplasm and nucleus has three levels; one that a JPEG has blurred has many, which mean nothing. */
export function tellsNucleus(levels: readonly number[]): boolean {
  return levels.length === 3 && levels[0] === 0;
}

/** @param rgba [height, width, 4], grey, the brightest level 255 */
export function maskPixels(rgba: Uint8ClampedArray, size: Size, withNucleus: boolean): MaskPixels {
  const count = size.width * size.height;
  const cell = new Uint8Array(count);
  const nucleus = withNucleus ? new Uint8Array(count) : null;
  for (let index = 0; index < count; index++) {
    const level = rgba[index * 4] ?? 0;
    if (level >= CELL) cell[index] = 255;
    if (nucleus !== null && level >= NUCLEUS) nucleus[index] = 255;
  }
  return { size, cell, nucleus };
}

/** The grey levels that a mask is saved with, [height, width]: of one without a nucleus the cell is 255, else 128 beside it. */
export function levelsOf({ cell, nucleus }: Pick<MaskPixels, 'cell' | 'nucleus'>): Uint8Array {
  if (nucleus === null || !nucleus.includes(255)) return cell;
  return cell.map((value, index) => (value === 0 || nucleus[index] !== 0 ? value : CYTOPLASM));
}

/** The pixels of a mask as they are saved: grey, opaque. @param mask [height, width] @returns [height, width, 4] */
export function greyPixels(mask: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(mask.length * 4).fill(255);
  for (let index = 0; index < mask.length; index++) rgba.fill(mask[index] ?? 0, index * 4, index * 4 + 3);
  return rgba;
}
