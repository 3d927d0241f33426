/** Regions as connected pieces: which there are, holes filled, small ones left out. */
import type { Point, Region } from './plane.ts';

/** A piece of a region, connected by the sides and corners of its pixels. */
export type Component = { readonly pixels: readonly number[]; readonly centre: Point };

/** The pieces of a region, in the order in which their first pixel comes. @param corners whether pixels that share a corner touch */
export function componentsOf({ data, width, height }: Region, corners = true): Component[] {
  const seen = new Uint8Array(data.length);
  const components: Component[] = [];
  for (let start = 0; start < data.length; start++) {
    if (data[start] === 0 || seen[start] === 1) continue;
    seen[start] = 1;
    const pixels = [start];
    let [sumX, sumY] = [0, 0];
    for (let next = 0; next < pixels.length; next++) {
      const at = pixels[next] ?? 0;
      const [x, y] = [at % width, Math.floor(at / width)];
      sumX += x;
      sumY += y;
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          if (!corners && dx !== 0 && dy !== 0) continue;
          if (x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height) continue;
          const beside = at + dy * width + dx;
          if (data[beside] === 0 || seen[beside] === 1) continue;
          seen[beside] = 1;
          pixels.push(beside);
        }
      }
    }
    components.push({ pixels, centre: { x: sumX / pixels.length, y: sumY / pixels.length } });
  }
  return components;
}

export function regionOf(components: readonly Component[], width: number, height: number): Region {
  const data = new Uint8Array(width * height);
  for (const { pixels } of components) for (const at of pixels) data[at] = 1;
  return { data, width, height };
}

/** Without pieces of fewer pixels than `least`. */
export function withoutSmall(region: Region, least: number): Region {
  const kept = componentsOf(region).filter(({ pixels }) => pixels.length >= least);
  return regionOf(kept, region.width, region.height);
}

/** With holes of at most `most` pixels filled; what reaches the picture's border is no hole. */
export function holesFilled(region: Region, most = Number.POSITIVE_INFINITY): Region {
  const { width, height } = region;
  const data = region.data.slice();
  const outside: Region = { ...region, data: region.data.map((value) => 1 - value) };
  for (const { pixels } of componentsOf(outside, false)) {
    if (pixels.length > most) continue;
    const reaches = pixels.some((at) => at < width || at >= width * (height - 1) || at % width === 0 || at % width === width - 1);
    if (!reaches) for (const at of pixels) data[at] = 1;
  }
  return { data, width, height };
}
