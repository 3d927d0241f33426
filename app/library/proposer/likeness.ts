/** How much each pixel looks like the cell (above 0) or like what is around it (below 0). */
import { coloursOf } from './colourOdds.ts';
import { distancesTo } from './distance.ts';
import type { Densities } from './light.ts';
import { type Plane, planeOf, type Region, regionWhere, sizeOf } from './plane.ts';
import { SETTINGS } from './settings.ts';
import { absorbed, stainOf } from './stains.ts';
import { otsu } from './threshold.ts';

export type Likeness = {
  /** Before an outline is known. */
  readonly first: Plane;
  /** Once one is, by the colours in it and around it. @param cell not empty */
  by(cell: Region): Plane;
};

/** @param seed the nucleus, or most of it; not empty */
export function likenessTo(seed: Region, densities: Densities): Likeness {
  const away = awayFrom(seed);
  const tooFar = beyondOf(seed, SETTINGS.cytoplasm, SETTINGS.slope);
  const where = (test: (distance: number, at: number) => boolean) => regionWhere(seed, (at) => test(away[at] ?? 0, at));
  const colours = coloursOf(densities);
  const oddsOf = (inside: Region, outside: Region) => colours.odds(inside, outside, SETTINGS.odds).data;

  const far = Math.min(SETTINGS.far, quartileBelow(away));
  const learned = oddsOf(
    where((distance) => distance < SETTINGS.near),
    where((distance) => distance > far),
  );
  const stained = stainedness(densities, seed);
  const { learned: share, odds } = SETTINGS;
  return {
    first: planeOf(seed, (at) => (1 - share) * (stained[at] ?? 0) + (share * (learned[at] ?? 0)) / odds.most - (tooFar[at] ?? 0)),
    by: (cell) => {
      const seen = oddsOf(
        cell,
        where((_, at) => cell.data[at] === 0),
      );
      const beyond = beyondOf(cell, SETTINGS.growth, SETTINGS.growthSlope);
      return planeOf(seed, (at) => (seen[at] ?? 0) / odds.most - (beyond[at] ?? 0));
    },
  };
}

/** Distances to a region in units of its radius, were it a disc. */
function awayFrom(region: Region): Float32Array {
  const radius = Math.sqrt(sizeOf(region) / Math.PI);
  return distancesTo(region).data.map((distance) => distance / radius);
}

/** 0 up to `free` radii from a region, from there on rising by `slope` for each further one. */
function beyondOf(region: Region, free: number, slope: number): Float32Array {
  return awayFrom(region).map((distance) => slope * Math.max(0, distance - free));
}

/** What a quarter of the values is larger than, or as large as: where a cell fills its picture, some of it must still be around it. */
function quartileBelow(values: Float32Array): number {
  return (values.slice().sort()[Math.floor(values.length * 0.75)] ?? 0) - 1e-6;
}

/** −1 without stain, 0 at the threshold between background and cytoplasm, 1 from twice that on. */
function stainedness(densities: Densities, seed: Region): Float32Array {
  const stain = absorbed(stainOf(densities), SETTINGS.stainStrength).data;
  const ofNucleus = stain.filter((_, at) => seed.data[at] === 1).sort();
  const middle = ofNucleus[Math.floor(ofNucleus.length / 2)] ?? 0;
  const between = otsu(stain.filter((_, at) => seed.data[at] === 0)) ?? 0;
  const threshold = Math.max(between, SETTINGS.leastStain * middle, 1e-6);
  return stain.map((value) => Math.min(Math.max(value / threshold - 1, -1), 1));
}
