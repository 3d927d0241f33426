/** Shapes as signed distances in micrometres: what cells, nuclei and granules are made of, and what their masks are exact by. */
import type { Random } from '../../random/random.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Shape {
  readonly centre: Point;
  /** No point of the shape is farther from the centre than this. */
  readonly reach: number;
  /** About the distance to the edge, negative inside. */
  readonly distance: (x: number, y: number) => number;
}

/** Math.hypot guards against overflow that micrometres cannot reach, at ten times the cost. */
const length = (x: number, y: number) => Math.sqrt(x * x + y * y);

export function onCircle(centre: Point, radius: number, angle: number): Point {
  return { x: centre.x + radius * Math.cos(angle), y: centre.y + radius * Math.sin(angle) };
}

export function disc(centre: Point, radius: number): Shape {
  return { centre, reach: radius, distance: (x, y) => length(x - centre.x, y - centre.y) - radius };
}

/** A thick line with round ends. */
export function capsule(from: Point, to: Point, radius: number): Shape {
  const along = { x: to.x - from.x, y: to.y - from.y };
  const square = along.x * along.x + along.y * along.y;
  const centre = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const distance = (x: number, y: number) => {
    const share = square === 0 ? 0 : ((x - from.x) * along.x + (y - from.y) * along.y) / square;
    const at = Math.min(1, Math.max(0, share));
    return length(x - from.x - at * along.x, y - from.y - at * along.y) - radius;
  };
  return { centre, reach: Math.sqrt(square) / 2 + radius, distance };
}

const ANGLES = 96;

/**
 * A disc as living things have it: `elongation` is the long over the short axis, turned at random;
 * `wobble` the relative size of the bumps of its edge.
 */
export function blob(random: Random, centre: Point, radius: number, wobble: number, elongation = 1): Shape {
  const turn = random.uniform(0, Math.PI);
  const bumps = [2, 3, 4, 5, 7].map((waves) => ({
    waves,
    height: (wobble * random.normal()) / waves ** 0.75,
    phase: random.uniform(0, 2 * Math.PI),
  }));
  const long = Math.sqrt(elongation);
  const radii = new Float64Array(ANGLES + 1);
  for (let step = 0; step < ANGLES; step++) {
    const angle = (step / ANGLES) * 2 * Math.PI;
    const ellipse = 1 / length(Math.cos(angle - turn) / long, Math.sin(angle - turn) * long);
    const edge = bumps.reduce((sum, bump) => sum + bump.height * Math.cos(bump.waves * angle + bump.phase), 1);
    radii[step] = radius * ellipse * Math.max(0.3, edge);
  }
  radii[ANGLES] = radii[0] ?? radius;
  const distance = (x: number, y: number) => {
    const dx = x - centre.x;
    const dy = y - centre.y;
    const turns = Math.atan2(dy, dx) / (2 * Math.PI);
    const place = (turns < 0 ? turns + 1 : turns) * ANGLES;
    const step = Math.min(ANGLES - 1, Math.floor(place));
    const before = radii[step] ?? radius;
    const after = radii[step + 1] ?? radius;
    return length(dx, dy) - (before + (after - before) * (place - step));
  };
  return { centre, reach: Math.max(...radii), distance };
}

/** All shapes together; `smooth` micrometres of their meeting edges melt into each other. Needs at least one shape. */
export function union(shapes: readonly Shape[], smooth = 0): Shape {
  const centre = {
    x: shapes.reduce((sum, shape) => sum + shape.centre.x, 0) / shapes.length,
    y: shapes.reduce((sum, shape) => sum + shape.centre.y, 0) / shapes.length,
  };
  const reach = smooth + Math.max(...shapes.map((shape) => shape.reach + length(shape.centre.x - centre.x, shape.centre.y - centre.y)));
  const distance = (x: number, y: number) => {
    let nearest = Number.POSITIVE_INFINITY;
    for (const shape of shapes) {
      // A shape is never nearer than its centre less its reach: most need not be measured.
      if (length(x - shape.centre.x, y - shape.centre.y) - shape.reach > nearest + smooth) continue;
      const other = shape.distance(x, y);
      const overlap = smooth === 0 ? 0 : Math.max(0, smooth - Math.abs(nearest - other)) / smooth;
      nearest = Math.min(nearest, other) - (overlap * overlap * smooth) / 4;
    }
    return nearest;
  };
  return { centre, reach, distance };
}

/** The part of `inner` that lies at least `margin` micrometres inside `outer`. */
export function within(inner: Shape, outer: Shape, margin: number): Shape {
  return { ...inner, distance: (x, y) => Math.max(inner.distance(x, y), outer.distance(x, y) + margin) };
}

/** `whole` with `bite` taken out of it. */
export function without(whole: Shape, bite: Shape): Shape {
  return { ...whole, distance: (x, y) => Math.max(whole.distance(x, y), -bite.distance(x, y)) };
}

const LATTICE = 32;

/** A smooth random field in [-1, 1] (value noise) whose grains are `grain` micrometres wide: chromatin, ground glass, fibres. */
export function texture(random: Random, grain: number): (x: number, y: number) => number {
  const values = Float32Array.from({ length: LATTICE * LATTICE }, () => random.uniform(-1, 1));
  const value = (column: number, row: number) => values[(row & (LATTICE - 1)) * LATTICE + (column & (LATTICE - 1))] ?? 0;
  return (x, y) => {
    const column = Math.floor(x / grain);
    const row = Math.floor(y / grain);
    const right = x / grain - column;
    const down = y / grain - row;
    const across = right * right * (3 - 2 * right);
    const upper = value(column, row) + (value(column + 1, row) - value(column, row)) * across;
    const lower = value(column, row + 1) + (value(column + 1, row + 1) - value(column, row + 1)) * across;
    return upper + (lower - upper) * down * down * (3 - 2 * down);
  };
}
