/** Tissue in place of CAM16 (H&E, normal against tumour) and of pRCC (papillae, without labels). Lengths are micrometres. */
import type { Random } from '../../random/random.ts';
import type { Layer, Scene } from './canvas.ts';
import { type Colour, mixed } from './colour.ts';
import type { Cam16Colours, PrccColours } from './parameters.ts';
import { blob, capsule, disc, onCircle, type Point, type Shape, texture, union } from './shapes.ts';

export type TissueClass = 'normal' | 'tumor';

/** How the nuclei of a class are drawn; the ranges overlap, as they do in life. */
interface Habit {
  readonly count: readonly [number, number];
  readonly radius: readonly [number, number];
  /** Spread of the radii within one field, relative. */
  readonly unevenness: number;
  readonly wobble: number;
  readonly elongation: readonly [number, number];
  /** How near two nuclei may come, in sums of their radii. */
  readonly spacing: number;
  readonly nucleoli: number;
}

const HABITS: Readonly<Record<TissueClass, Habit>> = {
  normal: { count: [10, 30], radius: [2.5, 3.5], unevenness: 0.1, wobble: 0.04, elongation: [1, 1.7], spacing: 1.35, nucleoli: 0.05 },
  tumor: { count: [22, 55], radius: [3.1, 4.8], unevenness: 0.25, wobble: 0.085, elongation: [1, 1.8], spacing: 0.85, nucleoli: 0.45 },
};

function nucleusInk(random: Random, colour: Colour, roughness: number): Layer['ink'] {
  const chromatin = texture(random, 1.6);
  return { colour, opacity: random.uniform(0.8, 0.95), soft: 0.7, shade: (x, y) => 1 + roughness * chromatin(x, y) };
}

function stroma(random: Random, field: number, colours: Cam16Colours): Layer {
  const turn = random.uniform(0, Math.PI);
  const strands = texture(random, 1);
  const along = (x: number, y: number) =>
    strands((x * Math.cos(turn) + y * Math.sin(turn)) / 16, (y * Math.cos(turn) - x * Math.sin(turn)) / 2.6);
  return {
    shape: disc({ x: field / 2, y: field / 2 }, field),
    ink: { colour: colours.fibre, density: (x, y) => 0.4 + 0.4 * along(x, y) },
  };
}

/** Nuclei of one field; the mask marks all of them. */
function nuclei(random: Random, field: number, habit: Habit): { shape: Shape; radius: number }[] {
  const placed: { shape: Shape; radius: number }[] = [];
  const wanted = random.integer(...habit.count);
  const typical = random.uniform(...habit.radius);
  for (let attempt = 0; placed.length < wanted && attempt < wanted * 8; attempt++) {
    const centre = { x: random.uniform(0, field), y: random.uniform(0, field) };
    const radius = typical * Math.max(0.6, 1 + habit.unevenness * random.normal());
    const near = (other: { shape: Shape; radius: number }) =>
      Math.hypot(other.shape.centre.x - centre.x, other.shape.centre.y - centre.y) < (other.radius + radius) * habit.spacing;
    if (placed.some(near)) continue;
    placed.push({ shape: blob(random, centre, radius, habit.wobble, random.uniform(...habit.elongation)), radius });
  }
  return placed;
}

/** A field of normal or tumour tissue. The mask marks the nuclei. */
export function cam16Scene(kind: TissueClass, random: Random, field: number, colours: Cam16Colours): Scene {
  const habit = HABITS[kind];
  const placed = nuclei(random, field, habit);
  const colour = mixed(colours.nucleus, colours.tumorNucleus, kind === 'tumor' ? random.uniform(0.3, 1) : random.uniform(0, 0.5));
  const bodies = placed.map(({ shape, radius }): Layer => {
    const body = blob(random, shape.centre, radius * random.uniform(1.5, 2.1), 0.08, 1.2);
    return { shape: body, ink: { colour: colours.cytoplasm, opacity: 0.55, soft: 1.6 } };
  });
  const painted = placed.flatMap(({ shape, radius }): Layer[] => {
    const layers: Layer[] = [{ shape, ink: nucleusInk(random, colour, kind === 'tumor' ? 0.2 : 0.1) }];
    if (random.uniform(0, 1) < habit.nucleoli) {
      const spot = onCircle(shape.centre, radius * 0.3, random.uniform(0, 2 * Math.PI));
      layers.push({ shape: disc(spot, radius * 0.2), ink: { colour: colours.nucleolus, opacity: 0.8, soft: 0.5 } });
    }
    return layers;
  });
  return {
    background: colours.stroma,
    layers: [stroma(random, field, colours), ...bodies, ...painted],
    marked: union(placed.map(({ shape }) => shape)),
  };
}

/** The points of a papilla's axis, from its root bending to its tip. */
function axis(random: Random, root: Point, tip: Point): Point[] {
  const steps = 7;
  const bend = 0.18 * random.normal() * Math.hypot(tip.x - root.x, tip.y - root.y);
  const across = Math.atan2(tip.y - root.y, tip.x - root.x) + Math.PI / 2;
  return Array.from({ length: steps + 1 }, (_, at) => {
    const share = at / steps;
    const straight = { x: root.x + (tip.x - root.x) * share, y: root.y + (tip.y - root.y) * share };
    return onCircle(straight, bend * Math.sin(Math.PI * share), across);
  });
}

const SEAM = 7;

/** One papilla: a bent core of connective tissue, bulging here and there, with a seam of cells whose nuclei stand in a row. */
function papilla(random: Random, root: Point, tip: Point, width: number, colours: PrccColours): Layer[] {
  const points = axis(random, root, tip);
  const core = union(
    points.map((point) => blob(random, point, width * random.uniform(0.9, 1.35), 0.06)).concat(capsules(points, width * 0.85)),
    6,
  );
  const seam: Shape = { ...core, reach: core.reach + SEAM, distance: (x, y) => core.distance(x, y) - SEAM };
  const grain = texture(random, 2.2);
  const rough = (x: number, y: number) => 1 + 0.07 * grain(x, y);
  const layers: Layer[] = [
    { shape: seam, ink: { colour: colours.epithelium, opacity: 0.9, soft: 1.5, shade: rough } },
    { shape: core, ink: { colour: colours.core, opacity: 0.92, soft: 1.2, shade: rough } },
  ];
  for (const point of points) layers.push(...rowOfNuclei(random, point, width, core, colours));
  for (let drawn = random.integer(1, 6); drawn > 0; drawn--) {
    const foam = onCircle(
      points[random.integer(0, points.length - 1)] ?? tip,
      width * random.uniform(0, 0.5),
      random.uniform(0, 2 * Math.PI),
    );
    layers.push({ shape: blob(random, foam, random.uniform(2.4, 4), 0.08), ink: { colour: colours.foam, opacity: 0.75, soft: 1 } });
    layers.push({ shape: disc(foam, 1.2), ink: { colour: colours.nucleus, opacity: 0.75, soft: 0.6 } });
  }
  return layers;
}

function capsules(points: readonly Point[], width: number): Shape[] {
  return points.slice(1).map((point, at) => capsule(points[at] ?? point, point, width));
}

/** Nuclei all around a point of the axis, each pushed out into the seam; those that land elsewhere are left out. */
function rowOfNuclei(random: Random, point: Point, width: number, core: Shape, colours: PrccColours): Layer[] {
  const layers: Layer[] = [];
  const around = Math.max(6, Math.round((2 * Math.PI * width) / 6));
  const start = random.uniform(0, 2 * Math.PI);
  for (let at = 0; at < around; at++) {
    const angle = start + ((at + random.uniform(-0.2, 0.2)) / around) * 2 * Math.PI;
    const depth = SEAM * random.uniform(0.3, 0.6);
    const edge = outermost(core, point, angle, width * 2.2);
    const centre = onCircle(point, edge + depth, angle);
    const depthThere = core.distance(centre.x, centre.y);
    if (depthThere < 1.5 || depthThere > SEAM * 0.75) continue;
    const shape = blob(random, centre, random.uniform(1.8, 2.6), 0.07, random.uniform(1, 1.3));
    layers.push({ shape, ink: nucleusInk(random, colours.nucleus, 0.15) });
  }
  return layers;
}

/** How far from `point` the ray at `angle` leaves `shape`, found by walking; at most `farthest`. */
function outermost(shape: Shape, point: Point, angle: number, farthest: number): number {
  let walked = 0;
  while (walked < farthest) {
    const at = onCircle(point, walked, angle);
    if (shape.distance(at.x, at.y) >= 0) return walked;
    walked += 0.5;
  }
  return farthest;
}

/** Papillae in an open lumen. There is nothing to classify; `marked` is the first papilla and no mask is written of it. */
export function prccScene(random: Random, field: number, colours: PrccColours): Scene {
  const middle = { x: field / 2, y: field / 2 };
  const layers: Layer[] = [];
  for (let drawn = random.integer(2, 4); drawn > 0; drawn--) {
    const root = onCircle(middle, field * 0.75, random.uniform(0, 2 * Math.PI));
    const tip = onCircle(middle, field * random.uniform(0.05, 0.4), random.uniform(0, 2 * Math.PI));
    layers.push(...papilla(random, root, tip, random.uniform(5, 12), colours));
  }
  return { background: colours.lumen, layers, marked: layers[0]?.shape ?? disc(middle, 0) };
}
