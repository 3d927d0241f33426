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
  tumor: { count: [22, 55], radius: [3.1, 4.8], unevenness: 0.25, wobble: 0.11, elongation: [1, 1.8], spacing: 0.85, nucleoli: 0.45 },
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

/** One papilla: a core of connective tissue, a seam of cells with their nuclei in a row. */
function papilla(random: Random, from: Point, to: Point, width: number, colours: PrccColours): Layer[] {
  const seam = 7;
  const grain = texture(random, 2.2);
  const rough = (x: number, y: number) => 1 + 0.07 * grain(x, y);
  const layers: Layer[] = [
    { shape: capsule(from, to, width + seam), ink: { colour: colours.epithelium, opacity: 0.9, soft: 1.5, shade: rough } },
    { shape: capsule(from, to, width), ink: { colour: colours.core, opacity: 0.92, soft: 1.2, shade: rough } },
  ];
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const direction = Math.atan2(to.y - from.y, to.x - from.x);
  for (let at = 0; at < length; at += random.uniform(4.5, 7)) {
    const axis = onCircle(from, at, direction);
    for (const side of [-1, 1]) {
      const centre = onCircle(axis, width + seam * random.uniform(0.3, 0.6), direction + (side * Math.PI) / 2);
      const shape = blob(random, centre, random.uniform(1.9, 2.7), 0.07, random.uniform(1, 1.3));
      layers.push({ shape, ink: nucleusInk(random, colours.nucleus, 0.15) });
    }
  }
  for (let drawn = 0; drawn < random.integer(2, 7); drawn++) {
    const axis = onCircle(from, random.uniform(0, length), direction);
    const foam = onCircle(axis, width * random.uniform(0, 0.6), random.uniform(0, 2 * Math.PI));
    layers.push({ shape: blob(random, foam, random.uniform(2.4, 4), 0.08), ink: { colour: colours.foam, opacity: 0.75, soft: 1 } });
    layers.push({ shape: disc(foam, 1.2), ink: { colour: colours.nucleus, opacity: 0.75, soft: 0.6 } });
  }
  return layers;
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
