/** Large pictures are looked at in small, and what is found there is brought back to their own size. */
import type { Pixels } from '../bmp.ts';
import type { Region } from './plane.ts';

/** A picture whose pixels are the means of squares of `factor` pixels a side; the last ones may be of fewer. */
export function reduced({ data, width, height }: Pixels, factor: number): Pixels {
  if (factor === 1) return { data, width, height };
  const [columns, rows] = [Math.ceil(width / factor), Math.ceil(height / factor)];
  const sums = new Float64Array(columns * rows * 3);
  for (let y = 0, at = 0; y < height; y++) {
    const row = Math.floor(y / factor) * columns;
    for (let x = 0; x < width; x++) {
      const to = (row + Math.floor(x / factor)) * 3;
      for (let channel = 0; channel < 3; channel++, at++) sums[to + channel] = (sums[to + channel] ?? 0) + (data[at] ?? 0);
    }
  }
  const result = Buffer.alloc(sums.length);
  const sizeAt = (place: number, full: number) => Math.min(factor, full - place * factor);
  for (let at = 0; at < sums.length; at++) {
    const pixel = Math.floor(at / 3);
    const area = sizeAt(pixel % columns, width) * sizeAt(Math.floor(pixel / columns), height);
    result[at] = Math.round((sums[at] ?? 0) / area);
  }
  return { data: result, width: columns, height: rows };
}

/** A region of a picture reduced by `factor`, at the picture's own size: its edge runs smoothly, between the centres of pixels. */
export function enlarged(region: Region, factor: number, width: number, height: number): Region {
  if (factor === 1) return region;
  const { data, width: columns, height: rows } = region;
  const across = placesAlong(width, columns, factor);
  const result = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const { before, after, share } = placeAt(y, rows, factor);
    for (let x = 0; x < width; x++) {
      const place = across[x];
      if (place === undefined) continue;
      const along = (row: number) =>
        (data[row * columns + place.before] ?? 0) * (1 - place.share) + (data[row * columns + place.after] ?? 0) * place.share;
      if (along(before) * (1 - share) + along(after) * share >= 0.5) result[y * width + x] = 1;
    }
  }
  return { data: result, width, height };
}

type Place = { readonly before: number; readonly after: number; readonly share: number };

function placeAt(at: number, count: number, factor: number): Place {
  const place = Math.min(Math.max((at + 0.5) / factor - 0.5, 0), count - 1);
  const before = Math.floor(place);
  return { before, after: Math.min(before + 1, count - 1), share: place - before };
}

function placesAlong(length: number, count: number, factor: number): Place[] {
  return Array.from({ length }, (_, at) => placeAt(at, count, factor));
}
