/** The nuclei of the five white blood cells: round, bilobed, kidney-shaped, or three to five lobes joined by thin strands. */
import type { Random } from '../../random/random.ts';
import { blob, capsule, disc, onCircle, type Point, type Shape, union, within, without } from './shapes.ts';

/** A large round nucleus, off the centre, at times notched: what a lymphocyte has. */
export function roundNucleus(random: Random, cell: Shape, radius: number, fill: number): Shape {
  const turn = random.uniform(0, 2 * Math.PI);
  const centre = onCircle(cell.centre, radius * (1 - fill) * random.uniform(0.2, 0.9), turn);
  const nucleus = blob(random, centre, radius * fill, 0.05, random.uniform(1, 1.2));
  const notched = random.uniform(0, 1) < 0.3;
  const notch = disc(onCircle(centre, radius * fill * 1.15, turn + random.uniform(2, 4)), radius * 0.32);
  return within(notched ? without(nucleus, notch) : nucleus, cell, radius * 0.04);
}

/** Two lobes side by side (seldom three) with a short bridge: eosinophil and basophil. */
export function bilobedNucleus(random: Random, cell: Shape, radius: number, lobe: number): Shape {
  const turn = random.uniform(0, 2 * Math.PI);
  const middle = onCircle(cell.centre, radius * random.uniform(0.05, 0.3), random.uniform(0, 2 * Math.PI));
  const opening = random.uniform(0.75, 1);
  const first = onCircle(middle, radius * 0.46 * opening, turn);
  const second = onCircle(middle, radius * 0.46 * opening, turn + random.uniform(2.2, Math.PI));
  const lobes = [first, second].map((centre) =>
    blob(random, centre, radius * lobe * random.uniform(0.88, 1.1), 0.07, random.uniform(1.05, 1.4)),
  );
  const third = random.uniform(0, 1) < 0.12 ? [blob(random, onCircle(middle, radius * 0.45, turn - 1.4), radius * lobe * 0.7, 0.06)] : [];
  const bridge = capsule(first, second, radius * random.uniform(0.06, 0.16));
  return within(union([...lobes, ...third, bridge], radius * 0.1), cell, radius * 0.05);
}

/** A kidney or horseshoe: a large soft disc with a deep bite from one side. */
export function kidneyNucleus(random: Random, cell: Shape, radius: number): Shape {
  const turn = random.uniform(0, 2 * Math.PI);
  const centre = onCircle(cell.centre, radius * random.uniform(0.02, 0.18), turn);
  const body = blob(random, centre, radius * random.uniform(0.6, 0.72), 0.07, random.uniform(1.05, 1.4));
  const depth = random.uniform(0.3, 0.62);
  const bite = blob(
    random,
    onCircle(centre, radius * depth, turn + random.uniform(-0.5, 0.5)),
    radius * random.uniform(0.22, 0.34),
    0.08,
    1.3,
  );
  const beyond = blob(random, onCircle(centre, radius * (depth + 0.35), turn), radius * 0.28, 0.05);
  return within(without(body, union([bite, beyond], radius * 0.2)), cell, radius * 0.06);
}

/** Where the lobes of a segmented nucleus lie: along an open ring within the cell, alternating a little in and out. */
function lobeCentres(random: Random, cell: Shape, radius: number, count: number): Point[] {
  const start = random.uniform(0, 2 * Math.PI);
  const step = random.uniform(1.15, 1.45) * (4 / (count + 0.6));
  const zigzag = random.uniform(0, 0.12);
  return Array.from({ length: count }, (_, at) =>
    onCircle(cell.centre, radius * (0.46 + (at % 2 === 0 ? zigzag : -zigzag)), start + at * step + random.uniform(-0.12, 0.12)),
  );
}

/** Three to five lobes joined by thin strands: the mature neutrophil; `count` may be given. */
export function segmentedNucleus(random: Random, cell: Shape, radius: number, count: number): Shape {
  const centres = lobeCentres(random, cell, radius, count);
  const size = radius * (0.36 - 0.032 * count);
  const lobes = centres.map((centre) => blob(random, centre, size * random.uniform(0.88, 1.15), 0.07, random.uniform(1.05, 1.45)));
  const strands = centres.slice(1).map((centre, at) => capsule(centres[at] ?? centre, centre, radius * random.uniform(0.035, 0.07)));
  return within(union([...lobes, ...strands], radius * 0.06), cell, radius * 0.06);
}

/** One bent band of even width, not yet segmented: the young neutrophil, the honest reason for some confusion with monocytes. */
export function bandNucleus(random: Random, cell: Shape, radius: number): Shape {
  const start = random.uniform(0, 2 * Math.PI);
  const bend = random.uniform(2.4, 4);
  const points = Array.from({ length: 9 }, (_, at) => onCircle(cell.centre, radius * 0.47, start + (bend * at) / 8));
  const width = radius * random.uniform(0.17, 0.22);
  const pieces = points.slice(1).map((point, at) => capsule(points[at] ?? point, point, width * random.uniform(0.85, 1.1)));
  return within(union(pieces, radius * 0.08), cell, radius * 0.06);
}
