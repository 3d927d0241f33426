/**
 * The outline of a cell as its distance from the centre in each direction: the closed, smooth one with the most in it that looks like
 * the cell and the least that does not. It is found exactly, by dynamic programming over directions.
 */
import type { Plane, Point, Region } from './plane.ts';

export type OutlineSettings = {
  readonly directions: number;
  /** How many distances are tried in each direction, from the centre to the farthest corner. */
  readonly distances: number;
  /** How much area, as a share of the picture's, an outline must gain to move by one distance from one direction to the next. */
  readonly stiffness: number;
};

/** The most by which neighbours may differ, in distances. */
const REACH = 3;

export type Outline = { readonly centre: Point /** In pixels, for each direction from 0 on, evenly. */; readonly radii: Float32Array };

/**
 * @param score how much a pixel looks like the cell (above 0) or like what is around it (below 0), [height, width]
 * @param beyond the score of what lies outside the picture
 */
export function bestOutline(score: Plane, centre: Point, beyond: number, { directions, distances, stiffness }: OutlineSettings): Outline {
  const { width, height } = score;
  const step = Math.hypot(Math.max(centre.x, width - centre.x), Math.max(centre.y, height - centre.y)) / distances;
  const gains = gainsOf(score, centre, beyond, { directions, distances, step });
  const path = closedPath(gains, directions, distances, stiffness * width * height);
  return { centre, radii: Float32Array.from(path, (distance) => (distance + 1) * step) };
}

/** [direction, distance]: the scores summed over the sector's area up to this distance. */
function gainsOf(
  { data, width, height }: Plane,
  centre: Point,
  beyond: number,
  { directions, distances, step }: { directions: number; distances: number; step: number },
): Float64Array {
  const gains = new Float64Array(directions * distances);
  for (let direction = 0; direction < directions; direction++) {
    const angle = (2 * Math.PI * direction) / directions;
    const [dx, dy] = [Math.cos(angle) * step, Math.sin(angle) * step];
    let sum = 0;
    for (let distance = 0; distance < distances; distance++) {
      const x = Math.round(centre.x + dx * (distance + 0.5));
      const y = Math.round(centre.y + dy * (distance + 0.5));
      const isInside = x >= 0 && x < width && y >= 0 && y < height;
      const area = ((2 * Math.PI) / directions) * (distance + 0.5) * step * step;
      sum += area * (isInside ? (data[y * width + x] ?? 0) : beyond);
      gains[direction * distances + distance] = sum;
    }
  }
  return gains;
}

/** The best distance for each direction: twice round, of which the middle is taken, so that the end fits the beginning. */
function closedPath(gains: Float64Array, directions: number, distances: number, price: number): Int32Array {
  const length = directions * 2;
  const from = new Int8Array(length * distances);
  let totals = gains.slice(0, distances);
  for (let turn = 1; turn < length; turn++) {
    const next = new Float64Array(distances);
    const start = (turn % directions) * distances;
    for (let distance = 0; distance < distances; distance++) {
      let [most, best] = [Number.NEGATIVE_INFINITY, 0];
      for (let move = -REACH; move <= REACH; move++) {
        const before = totals[distance + move];
        if (before === undefined) continue;
        const total = before - price * move * move;
        if (total > most) [most, best] = [total, move];
      }
      next[distance] = most + (gains[start + distance] ?? 0);
      from[turn * distances + distance] = best;
    }
    totals = next;
  }
  const path = new Int32Array(directions);
  let distance = totals.indexOf(totals.reduce((most, total) => Math.max(most, total), Number.NEGATIVE_INFINITY));
  const half = Math.floor(directions / 2);
  for (let turn = length - 1; turn >= half; turn--) {
    if (turn < half + directions) path[turn % directions] = distance;
    distance += from[turn * distances + distance] ?? 0;
  }
  return path;
}

/** What of a picture lies within an outline. */
export function insideOf({ centre, radii }: Outline, width: number, height: number): Region {
  const data = new Uint8Array(width * height);
  const count = radii.length;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [dx, dy] = [x - centre.x, y - centre.y];
      const turn = ((Math.atan2(dy, dx) / (2 * Math.PI) + 1) % 1) * count;
      const before = Math.floor(turn) % count;
      const share = turn - Math.floor(turn);
      const radius = (radii[before] ?? 0) * (1 - share) + (radii[(before + 1) % count] ?? 0) * share;
      if (dx * dx + dy * dy < radius * radius) data[y * width + x] = 1;
    }
  }
  return { data, width, height };
}
