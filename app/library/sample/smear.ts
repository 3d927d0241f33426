/** A field of a Wright-stained smear: red cells and platelets on a pale ground, one white blood cell in the middle. */
import { WBC_CLASSES } from '../../contract/words.ts';
import type { Random } from '../../random/random.ts';
import type { Layer, Scene } from './canvas.ts';
import { type Colour, mixed } from './colour.ts';
import { leukocyte, type WbcClass } from './leukocytes.ts';
import type { WbcColours } from './parameters.ts';
import { blob, disc, onCircle, type Point, type Shape, texture } from './shapes.ts';

/** A red cell of normal size is 7 to 8 micrometres wide, paler in the middle third. */
function redCell(random: Random, centre: Point, radius: number, colour: Colour): Layer {
  const pallor = random.uniform(0.1, 0.85);
  const paleRadius = radius * random.uniform(0.4, 0.6);
  const density = (_x: number, _y: number, distance: number) => {
    const fromCentre = (distance + radius) / paleRadius;
    return 1 - pallor * Math.exp(-(fromCentre ** 4));
  };
  return {
    shape: blob(random, centre, radius, 0.03, random.uniform(1, 1.18)),
    ink: { colour, opacity: random.uniform(0.72, 0.92), soft: 0.4, density },
  };
}

/** Red cells wherever a draw finds room: they lean on each other and on the white cell, and lie under it. */
function redCells(random: Random, field: number, cell: Shape, colours: WbcColours): Layer[] {
  const placed: { centre: Point; radius: number }[] = [];
  const layers: Layer[] = [];
  const tries = random.integer(12, 60);
  const colour = mixed(colours.redCell, colours.background, random.uniform(0, 0.3));
  for (let attempt = 0; attempt < tries; attempt++) {
    const centre = { x: random.uniform(-3, field + 3), y: random.uniform(-3, field + 3) };
    const radius = random.uniform(3.3, 4);
    const clear = placed.every(
      (other) => Math.hypot(other.centre.x - centre.x, other.centre.y - centre.y) > (other.radius + radius) * 0.85,
    );
    if (!clear || cell.distance(centre.x, centre.y) < radius * 0.8) continue;
    placed.push({ centre, radius });
    layers.push(redCell(random, centre, radius, colour));
  }
  return layers;
}

function platelets(random: Random, field: number, cell: Shape, colours: WbcColours): Layer[] {
  const layers: Layer[] = [];
  const tries = Math.max(0, random.integer(-2, 3));
  for (let attempt = 0; attempt < tries; attempt++) {
    const centre = { x: random.uniform(0, field), y: random.uniform(0, field) };
    const grain = texture(random, 0.5);
    if (cell.distance(centre.x, centre.y) < 1.5) continue;
    const ink = { colour: colours.platelet, opacity: 0.8, soft: 0.5, shade: (x: number, y: number) => 1 + 0.25 * grain(x, y) };
    layers.push({ shape: blob(random, centre, random.uniform(0.8, 1.5), 0.12, random.uniform(1, 1.6)), ink });
  }
  return layers;
}

/** At times a second white cell looks in from the border: a class is what lies in the middle, not what lies anywhere. */
function neighbour(random: Random, field: number, cell: Shape, colours: WbcColours): readonly Layer[] {
  const kind = WBC_CLASSES[random.integer(0, WBC_CLASSES.length - 1)] ?? 'Neutrophil';
  const centre = onCircle({ x: field / 2, y: field / 2 }, field * random.uniform(0.62, 0.72), random.uniform(0, 2 * Math.PI));
  const other = leukocyte(kind, random, centre, colours);
  const apart = Math.hypot(centre.x - cell.centre.x, centre.y - cell.centre.y) > other.outline.reach + cell.reach;
  return apart && random.uniform(0, 1) < 0.12 ? other.layers : [];
}

/** A field `field` micrometres wide around a white blood cell of the class. The mask marks the whole cell. */
export function smearScene(kind: WbcClass, random: Random, field: number, colours: WbcColours): Scene {
  const shift = field * 0.06;
  const centre = { x: field / 2 + random.uniform(-shift, shift), y: field / 2 + random.uniform(-shift, shift) };
  const cell = leukocyte(kind, random, centre, colours);
  const uneven = texture(random, field / 2);
  const ground: Layer = {
    shape: disc({ x: field / 2, y: field / 2 }, field),
    ink: { colour: mixed(colours.background, colours.redCell, 0.5), density: (x, y) => 0.07 + 0.07 * uneven(x, y) },
  };
  return {
    background: colours.background,
    layers: [
      ground,
      ...redCells(random, field, cell.outline, colours),
      ...platelets(random, field, cell.outline, colours),
      ...neighbour(random, field, cell.outline, colours),
      ...cell.layers,
    ],
    marked: cell.outline,
  };
}
