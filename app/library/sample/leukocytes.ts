/** The five white blood cells of a Wright-stained smear as layers of ink, outline first. Lengths are micrometres. */
import type { WBC_CLASSES } from '../../contract/words.ts';
import type { Random } from '../../random/random.ts';
import type { Ink, Layer } from './canvas.ts';
import { type Colour, mixed } from './colour.ts';
import { bandNucleus, bilobedNucleus, kidneyNucleus, roundNucleus, segmentedNucleus } from './nuclei.ts';
import type { WbcColours } from './parameters.ts';
import { blob, disc, onCircle, type Point, type Shape, texture, within } from './shapes.ts';

export type WbcClass = (typeof WBC_CLASSES)[number];

export interface Leukocyte {
  /** The whole cell: what its mask marks. */
  readonly outline: Shape;
  readonly layers: readonly Layer[];
}

type Painter = (random: Random, centre: Point, colours: WbcColours) => Leukocyte;

function cytoplasm(random: Random, colour: Colour, grain: number, roughness: number): Ink {
  const field = texture(random, grain);
  return { colour, opacity: random.uniform(0.86, 0.97), soft: 0.35, shade: (x, y) => 1 + roughness * field(x, y) };
}

function chromatin(random: Random, colour: Colour, grain: number, roughness: number): Ink {
  const coarse = texture(random, grain);
  const fine = texture(random, grain / 2.4);
  const shade = (x: number, y: number) => 1 + roughness * (coarse(x, y) + 0.6 * fine(x, y));
  return { colour, opacity: 0.96, soft: 0.3, shade };
}

/** Granules strewn evenly over the cell; those whose centre falls outside are left out. */
function granules(random: Random, cell: Shape, count: number, radii: readonly [number, number], colour: Colour, opacity: number): Layer[] {
  const layers: Layer[] = [];
  for (let drawn = 0; drawn < count; drawn++) {
    const centre = onCircle(cell.centre, cell.reach * Math.sqrt(random.uniform(0, 1)), random.uniform(0, 2 * Math.PI));
    const radius = random.uniform(...radii);
    const tint = random.uniform(0.85, 1.18);
    if (cell.distance(centre.x, centre.y) > -radius) continue;
    layers.push({ shape: disc(centre, radius), ink: { colour, opacity, soft: radius * 0.8, shade: () => tint } });
  }
  return layers;
}

const basophil: Painter = (random, centre, colours) => {
  const radius = random.uniform(5.2, 6.9);
  const outline = blob(random, centre, radius, 0.04, random.uniform(1, 1.15));
  const nucleus = bilobedNucleus(random, outline, radius, random.uniform(0.42, 0.52));
  const crowd = random.uniform(70, 190);
  const layers = [
    { shape: outline, ink: cytoplasm(random, colours.basophilCytoplasm, 1.2, 0.06) },
    { shape: nucleus, ink: chromatin(random, colours.paleNucleus, 1.4, 0.1) },
    ...granules(random, outline, crowd, [0.3, 0.62], colours.basophilGranule, random.uniform(0.75, 0.95)),
  ];
  return { outline, layers };
};

const eosinophil: Painter = (random, centre, colours) => {
  const radius = random.uniform(5.8, 7.6);
  const outline = blob(random, centre, radius, 0.03, random.uniform(1, 1.14));
  const nucleus = bilobedNucleus(random, outline, radius, random.uniform(0.34, 0.43));
  // Some are poorly stained: their granules come near a neutrophil's pink.
  const granule = mixed(colours.eosinophilGranule, colours.neutrophilGranule, Math.max(0, random.uniform(-0.6, 0.5)));
  const layers = [
    { shape: outline, ink: cytoplasm(random, colours.eosinophilCytoplasm, 0.9, 0.08) },
    ...granules(random, outline, random.integer(150, 320), [0.28, 0.48], granule, random.uniform(0.65, 0.9)),
    { shape: nucleus, ink: chromatin(random, colours.nucleus, 1.3, 0.16) },
    ...granules(random, outline, random.integer(0, 25), [0.28, 0.45], granule, 0.6),
  ];
  return { outline, layers };
};

const lymphocyte: Painter = (random, centre, colours) => {
  const reactive = random.uniform(0, 1) < 0.15;
  const radius = reactive ? random.uniform(5.8, 7.4) : random.uniform(4, 5.7);
  const outline = blob(random, centre, radius, reactive ? 0.07 : 0.035, random.uniform(1, 1.18));
  const nucleus = roundNucleus(random, outline, radius, reactive ? random.uniform(0.66, 0.8) : random.uniform(0.8, 0.93));
  const colour = mixed(colours.lymphocyteCytoplasm, colours.monocyteCytoplasm, random.uniform(0, reactive ? 0.7 : 0.35));
  const layers = [
    { shape: outline, ink: cytoplasm(random, colour, 1, 0.05) },
    { shape: nucleus, ink: chromatin(random, colours.nucleus, 1.8, 0.17) },
  ];
  return { outline, layers };
};

const monocyte: Painter = (random, centre, colours) => {
  const radius = random.uniform(6.6, 8.8);
  const outline = blob(random, centre, radius, 0.08, random.uniform(1, 1.25));
  const nucleus = kidneyNucleus(random, outline, radius);
  const colour = mixed(colours.monocyteCytoplasm, colours.lymphocyteCytoplasm, random.uniform(0, 0.3));
  const vacuoles = granules(random, outline, Math.max(0, random.integer(-4, 10)), [0.3, 0.65], colours.vacuole, 0.75);
  const layers = [
    { shape: outline, ink: cytoplasm(random, colour, 0.6, 0.09) },
    ...vacuoles,
    { shape: nucleus, ink: chromatin(random, mixed(colours.nucleus, colours.paleNucleus, random.uniform(0.3, 1)), 1.1, 0.15) },
  ];
  return { outline, layers };
};

const neutrophil: Painter = (random, centre, colours) => {
  const radius = random.uniform(5.6, 7.3);
  const outline = blob(random, centre, radius, 0.035, random.uniform(1, 1.14));
  const draw = random.uniform(0, 1);
  const lobes = draw < 0.45 ? 3 : draw < 0.85 ? 4 : 5;
  const band = random.uniform(0, 1) < 0.09;
  const nucleus = band ? bandNucleus(random, outline, radius) : segmentedNucleus(random, outline, radius, lobes);
  // Toxic granulation darkens a few: their cytoplasm comes near an eosinophil's or a monocyte's.
  const grain = mixed(colours.neutrophilGranule, colours.monocyteCytoplasm, random.uniform(0, 0.6));
  const layers = [
    { shape: outline, ink: cytoplasm(random, colours.neutrophilCytoplasm, 0.5, 0.045) },
    ...granules(random, outline, random.integer(60, 220), [0.14, 0.26], grain, random.uniform(0.3, 0.7)),
    { shape: nucleus, ink: chromatin(random, colours.nucleus, 1.2, 0.16) },
  ];
  return { outline, layers };
};

const PAINTERS: Readonly<Record<WbcClass, Painter>> = {
  Basophil: basophil,
  Eosinophil: eosinophil,
  Lymphocyte: lymphocyte,
  Monocyte: monocyte,
  Neutrophil: neutrophil,
};

/** A white blood cell of the class around `centre`; all its variation is drawn from `random`. */
export function leukocyte(kind: WbcClass, random: Random, centre: Point, colours: WbcColours): Leukocyte {
  const cell = PAINTERS[kind](random, centre, colours);
  const rim: Layer = {
    shape: within(cell.outline, cell.outline, 0),
    ink: { colour: colours.nucleus, opacity: 0.22, soft: 0.3, density: (_x, _y, distance) => Math.exp(-((distance / 0.35) ** 2)) },
  };
  return { outline: cell.outline, layers: [...cell.layers, rim] };
}
