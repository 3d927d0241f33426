/** Painting into a mask: 0 background, 255 cell, one byte for each pixel, row by row. Pure but for the mask that is painted into. */

export type Size = { readonly width: number; readonly height: number };
export type Point = { readonly x: number; readonly y: number };
/** Whole pixels; never empty. */
export type Rect = Point & Size;
export type Level = 0 | 255;

/** A stroke of a round brush. Points are in pixels from the upper left corner: the first pixel's middle lies at (0.5, 0.5). */
export type Stroke = { readonly from: Point; readonly to: Point; readonly diameter: number; readonly level: Level };

/**
 * Sets every pixel whose middle lies within the radius of the line `from`–`to`; what lies outside of the mask is left out.
 * @param mask [height, width]
 * @returns the pixels that were looked at, null where the stroke passes the mask by
 */
export function paintStroke(mask: Uint8Array, { width, height }: Size, stroke: Stroke): Rect | null {
  const { from, to, radius } = settled(stroke);
  const top = Math.max(0, Math.ceil(Math.min(from.y, to.y) - radius - 0.5));
  const bottom = Math.min(height - 1, Math.floor(Math.max(from.y, to.y) + radius - 0.5));
  let [left, right] = [width, -1];
  for (let y = top; y <= bottom; y++) {
    const [first, last] = across(from, to, radius, y + 0.5);
    const start = Math.max(0, Math.ceil(first - 0.5));
    const end = Math.min(width - 1, Math.floor(last - 0.5));
    if (start > end) continue;
    mask.fill(stroke.level, y * width + start, y * width + end + 1);
    left = Math.min(left, start);
    right = Math.max(right, end);
  }
  return right < left ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** A brush of one pixel is moved to the middle of the pixel it points at, else it could lie between four and set none. */
function settled({ from, to, diameter }: Stroke): { readonly from: Point; readonly to: Point; readonly radius: number } {
  const radius = Math.max(0.5, diameter / 2);
  if (radius >= 1) return { from, to, radius };
  const middle = ({ x, y }: Point) => ({ x: Math.floor(x) + 0.5, y: Math.floor(y) + 0.5 });
  return { from: middle(from), to: middle(to), radius };
}

/** Where the line at height `y` enters and leaves the stroke, which is convex: of its two ends and the straight part, the outermost. */
function across(from: Point, to: Point, radius: number, y: number): readonly [first: number, last: number] {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const reach = (x: number) => {
    first = Math.min(first, x);
    last = Math.max(last, x);
  };
  for (const end of [from, to]) {
    const half = Math.sqrt(radius ** 2 - (y - end.y) ** 2);
    if (Number.isNaN(half)) continue;
    reach(end.x - half);
    reach(end.x + half);
  }
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length === 0) return [first, last];
  const [aside, along] = [((to.x - from.x) / length) * radius, ((to.y - from.y) / length) * radius];
  // The straight part's corners, one after the other.
  const corners = [
    { x: from.x - along, y: from.y + aside },
    { x: to.x - along, y: to.y + aside },
    { x: to.x + along, y: to.y - aside },
    { x: from.x + along, y: from.y - aside },
  ];
  corners.forEach((corner, index) => {
    const next = corners[(index + 1) % corners.length] ?? corner;
    if (corner.y === next.y || y < Math.min(corner.y, next.y) || y > Math.max(corner.y, next.y)) return;
    reach(corner.x + ((y - corner.y) / (next.y - corner.y)) * (next.x - corner.x));
  });
  return [first, last];
}

/** The smallest rectangle around both. */
export function around(one: Rect | null, other: Rect | null): Rect | null {
  if (one === null || other === null) return one ?? other;
  const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)];
  const width = Math.max(one.x + one.width, other.x + other.width) - x;
  return { x, y, width, height: Math.max(one.y + one.height, other.y + other.height) - y };
}

/** The smallest rectangle around the cell; null where there is none. @param mask [height, width] */
export function boundsOf(mask: Uint8Array, { width, height }: Size): Rect | null {
  let [left, right, top, bottom] = [width, -1, -1, -1];
  for (let y = 0; y < height; y++) {
    const row = mask.subarray(y * width, (y + 1) * width);
    const first = row.indexOf(255);
    if (first < 0) continue;
    left = Math.min(left, first);
    right = Math.max(right, row.lastIndexOf(255));
    if (top < 0) top = y;
    bottom = y;
  }
  return top < 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** Share of the pixels that are cell, 0 to 1. */
export function shareOfCell(mask: Uint8Array): number {
  let count = 0;
  for (let index = 0; index < mask.length; index++) if (mask[index] !== 0) count++;
  return mask.length === 0 ? 0 : count / mask.length;
}

/** What of one mask lies in the other. @returns [height, width], as both */
export function inside(mask: Uint8Array, other: Uint8Array): Uint8Array {
  return mask.map((value, index) => (other[index] === 0 ? 0 : value));
}

export function invert(mask: Uint8Array): void {
  for (let index = 0; index < mask.length; index++) mask[index] = mask[index] === 0 ? 255 : 0;
}
