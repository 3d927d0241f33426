/**
 * Where an image lies in the window that it is looked at through, and how large. Pure; window lengths in CSS pixels.
 * A point of the image (u, v) is seen at (x + scale · u, y + scale · v).
 */

export type Size = { readonly width: number; readonly height: number };
export type Point = { readonly x: number; readonly y: number };
/** `scale`: window pixels per image pixel; x, y: where the image's upper left corner is. */
export type View = Point & { readonly scale: number };

/** Beyond it pixels are shown as the squares that they are. */
export const SMOOTH_UP_TO = 4;
const LARGEST_SCALE = 32;
/** An image of a few pixels is not blown up to fill the window. */
const LARGEST_FIT = 8;

/** The whole image, in the middle. */
export function fitted(image: Size, window: Size): View {
  const scale = Math.min(window.width / image.width, window.height / image.height, LARGEST_FIT);
  return settled({ scale: scale > 0 && Number.isFinite(scale) ? scale : 1, x: 0, y: 0 }, image, window);
}

/** Larger by `factor` (below 1: smaller), with what lies under `point` staying there. Never smaller than the whole image. */
export function zoomed(view: View, factor: number, point: Point, image: Size, window: Size): View {
  const least = Math.min(fitted(image, window).scale, 1);
  const scale = Math.min(LARGEST_SCALE, Math.max(least, view.scale * factor));
  const grown = scale / view.scale;
  return settled({ scale, x: point.x - (point.x - view.x) * grown, y: point.y - (point.y - view.y) * grown }, image, window);
}

export function panned(view: View, by: Point, image: Size, window: Size): View {
  return settled({ ...view, x: view.x + by.x, y: view.y + by.y }, image, window);
}

/** Whether the window shows only a part of the image. */
export function isPart({ scale }: View, image: Size, window: Size): boolean {
  // Half a pixel is rounding.
  return image.width * scale > window.width + 0.5 || image.height * scale > window.height + 0.5;
}

/** In the middle where the image is smaller than the window; else no edge of it inside the window. */
function settled({ scale, x, y }: View, image: Size, window: Size): View {
  return { scale, x: along(x, image.width * scale, window.width), y: along(y, image.height * scale, window.height) };
}

function along(at: number, length: number, window: number): number {
  return length <= window ? (window - length) / 2 : Math.min(0, Math.max(window - length, at));
}
