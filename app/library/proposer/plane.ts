/** One number for each pixel of a picture, [height, width]. */
export type Plane = { readonly data: Float32Array; readonly width: number; readonly height: number };

/** 1 where a pixel belongs to something, 0 elsewhere, [height, width]. */
export type Region = { readonly data: Uint8Array; readonly width: number; readonly height: number };

type Size = { readonly width: number; readonly height: number };

export type Point = { readonly x: number; readonly y: number };

/** The pixels for which `test` holds; they are numbered row by row. (`Uint8Array.from` would take ten times as long.) */
export function regionWhere({ width, height }: Size, test: (at: number) => boolean): Region {
  const data = new Uint8Array(width * height);
  for (let at = 0; at < data.length; at++) if (test(at)) data[at] = 1;
  return { data, width, height };
}

export function planeOf({ width, height }: Size, value: (at: number) => number): Plane {
  const data = new Float32Array(width * height);
  for (let at = 0; at < data.length; at++) data[at] = value(at);
  return { data, width, height };
}

export function sizeOf(region: Region): number {
  let count = 0;
  for (const value of region.data) count += value;
  return count;
}

/** The centre of a region, or undefined where it is empty. */
export function centreOf({ data, width }: Region): Point | undefined {
  let count = 0;
  let [x, y] = [0, 0];
  for (let at = 0; at < data.length; at++) {
    if (data[at] === 0) continue;
    count++;
    x += at % width;
    y += Math.floor(at / width);
  }
  return count === 0 ? undefined : { x: x / count, y: y / count };
}

export function intersection(a: Region, b: Region): Region {
  return regionWhere(a, (at) => a.data[at] === 1 && b.data[at] === 1);
}
