/** The nucleus: what is dark and azure. */
import { type Component, componentsOf, holesFilled, regionOf, withoutSmall } from './components.ts';
import { distancesTo, opened } from './distance.ts';
import { intersection, type Plane, type Region, regionWhere, sizeOf } from './plane.ts';
import { SETTINGS } from './settings.ts';
import { otsu } from './threshold.ts';

/**
 * Where to begin: the dark azure parts near the middle of the picture, the lobes of one nucleus together. Undefined where nothing
 * stands out.
 * @param azure the share of light that azure takes, 0 to 1
 */
export function findSeed(azure: Plane): Region | undefined {
  const threshold = otsu(azure.data);
  if (threshold === undefined || contrast(azure.data, threshold) < SETTINGS.leastContrast) return undefined;
  const { width, height } = azure;
  const weighed = componentsOf(above(azure, threshold)).map((part) => ({ part, weight: weightOf(part, width, height) }));
  const most = weighed.reduce((heaviest, { weight }) => Math.max(heaviest, weight), 0);
  const lobes = weighed.filter(({ weight }) => weight >= SETTINGS.lobe * most).sort((a, b) => b.weight - a.weight);
  return lobes.length === 0
    ? undefined
    : joined(
        lobes.map(({ part }) => part),
        width,
        height,
      );
}

/** The first part with those that lie near it, or near one that does: what lies apart is another cell's. */
function joined([first, ...others]: readonly Component[], width: number, height: number): Region {
  const area = others.reduce((sum, { pixels }) => sum + pixels.length, first?.pixels.length ?? 0);
  const reach = SETTINGS.gap * Math.sqrt(area / Math.PI);
  let [lobes, waiting] = [first === undefined ? [] : [first], others];
  for (;;) {
    const region = regionOf(lobes, width, height);
    const away = distancesTo(region).data;
    const isNear = ({ pixels }: Component) => pixels.some((at) => (away[at] ?? 0) <= reach);
    const near = waiting.filter(isNear);
    if (near.length === 0) return region;
    lobes = [...lobes, ...near];
    waiting = waiting.filter((part) => !near.includes(part));
  }
}

/** Its area, less the farther it lies from the middle. */
function weightOf({ pixels, centre }: Component, width: number, height: number): number {
  const away = Math.hypot(centre.x + 0.5 - width / 2, centre.y + 0.5 - height / 2) / Math.min(width, height);
  return pixels.length * Math.exp(-((away / SETTINGS.middle) ** 2));
}

/** Between the means of what is above and what is not. */
function contrast(values: Float32Array, threshold: number): number {
  let [above, over, below, under] = [0, 0, 0, 0];
  for (const value of values) {
    if (value > threshold) {
      above += value;
      over++;
    } else {
      below += value;
      under++;
    }
  }
  return over === 0 || under === 0 ? 0 : above / over - below / under;
}

/** The nucleus within a cell, by a threshold of the cell's own; a ring keeps the cytoplasm in its middle. */
export function nucleusIn(cell: Region, azure: Plane): Region {
  const area = sizeOf(cell);
  const threshold = otsu(azure.data.filter((_, at) => cell.data[at] === 1));
  // A cell all of one colour has nothing but nucleus.
  if (threshold === undefined) return cell;
  const dark = intersection(above(azure, threshold), cell);
  const firm = opened(dark, SETTINGS.thinnest * Math.sqrt(area / Math.PI));
  return intersection(holesFilled(withoutSmall(firm, SETTINGS.smallestPart * area), SETTINGS.smallestHole * area), cell);
}

function above(plane: Plane, threshold: number): Region {
  return regionWhere(plane, (at) => (plane.data[at] ?? 0) > threshold);
}
