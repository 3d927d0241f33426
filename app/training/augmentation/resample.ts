/** Moves a picture: mirrors, size, angle and shift as one affine map, so that the pixels are interpolated once. */
import type { Geometry } from './change.ts';

/**
 * What lies beyond the picture. `mirror`: the picture itself, mirrored at its edge. A smear goes on beyond its picture with more of
 * the same background and erythrocytes, which is what a mirror shows; repeating the edge would draw streaks out of every cell that it cuts,
 * and one colour would give each angle corners of its own to be told by. `black`: nothing, as in the background of a masked copy.
 */
export type Beyond = 'mirror' | 'black';

/** From the middle of a result's pixel to the place in the picture, both in pixels from the upper left pixel's middle. */
type Affine = {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
};

/** The inverse of mirror, enlarge, turn clockwise, move; about the middle of a square of `size` pixels. */
export function placeMap({ mirrored, factor, degrees, shift }: Geometry, size: number): Affine {
  const angle = (degrees * Math.PI) / 180;
  const [cosine, sine] = [Math.cos(angle) / factor, Math.sin(angle) / factor];
  const [acrossSign, downSign] = [mirrored.across ? -1 : 1, mirrored.down ? -1 : 1];
  const middle = (size - 1) / 2;
  const [xx, xy] = [acrossSign * cosine, acrossSign * sine];
  const [yx, yy] = [-downSign * sine, downSign * cosine];
  const [fromX, fromY] = [middle + shift.across * size, middle + shift.down * size];
  return { xx, xy, x0: middle - xx * fromX - xy * fromY, yx, yy, y0: middle - yx * fromX - yy * fromY };
}

/**
 * Bilinear between pixel middles, without smoothing what is reduced: torch's affine_grid and grid_sample with align_corners=False and the
 * padding `reflection` or `zeros`.
 * @param pixels RGB levels 0 … 255, [size, size, 3] @returns the same, rounded
 */
export function resample(pixels: Uint8Array | Float32Array, size: number, geometry: Geometry, beyond: Beyond): Uint8Array {
  const { xx, xy, x0, yx, yy, y0 } = placeMap(geometry, size);
  const last = size - 1;
  const result = new Uint8Array(size * size * 3);
  let at = 0;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++, at += 3) {
      let x = xx * column + xy * row + x0;
      let y = yx * column + yy * row + y0;
      let light = 1;
      if (!(x >= 0 && x <= last && y >= 0 && y <= last)) {
        if (beyond === 'mirror') [x, y] = [mirrored(x, size), mirrored(y, size)];
        else {
          // Beyond the outermost middles a pixel fades into the black around it.
          light = fading(x, last) * fading(y, last);
          [x, y] = [Math.min(Math.max(x, 0), last), Math.min(Math.max(y, 0), last)];
        }
      }
      const left = Math.floor(x);
      const top = Math.floor(y);
      const [across, down] = [x - left, y - top];
      const right = left < last ? 3 : 0;
      const from = (top * size + left) * 3;
      const below = top < last ? from + size * 3 : from;
      const [a, b, c, d] = [
        (1 - down) * (1 - across) * light,
        (1 - down) * across * light,
        down * (1 - across) * light,
        down * across * light,
      ];
      for (let channel = 0; channel < 3; channel++) {
        const level =
          a * (pixels[from + channel] as number) +
          b * (pixels[from + right + channel] as number) +
          c * (pixels[below + channel] as number) +
          d * (pixels[below + right + channel] as number);
        // Typed arrays cut the fraction off; the half makes that rounding.
        result[at + channel] = level + 0.5;
      }
    }
  }
  return result;
}

/** A place mirrored at the picture's edges, half a pixel outside the outermost middles, as often as it takes. */
function mirrored(place: number, size: number): number {
  const folded = Math.abs(place + 0.5) % (2 * size);
  const inside = (folded > size ? 2 * size - folded : folded) - 0.5;
  return Math.min(Math.max(inside, 0), size - 1);
}

/** 1 inside, falling to 0 one pixel beyond the outermost middle. */
function fading(place: number, last: number): number {
  return Math.max(0, 1 - Math.max(-place, place - last, 0));
}
