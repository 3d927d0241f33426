/**
 * Proposes a mask for the picture of a stained cell: the nucleus is what is dark and azure near the middle, the cell what surrounds it in
 * colours unlike those farther away, within one smooth outline. Classical: nothing is trained.
 */
import type { Pixels } from '../bmp.ts';
import { densitiesOf, lightOf, withoutBars } from './light.ts';
import { likenessTo } from './likeness.ts';
import { findSeed, nucleusIn } from './nucleus.ts';
import { bestOutline, insideOf } from './outline.ts';
import { centreOf, type Region } from './plane.ts';
import { enlarged, reduced } from './scale.ts';
import { SETTINGS } from './settings.ts';
import { boxMean } from './smooth.ts';
import { absorbed, azureOf } from './stains.ts';

/** The nucleus lies in the cell. */
export type Proposal = { readonly cell: Region; readonly nucleus: Region };

/** Grey levels of a mask that tells cytoplasm from nucleus; the rest is 0. */
export const CYTOPLASM = 128;
export const NUCLEUS = 255;

/**
 * @param pixels RGB [height, width, 3]
 * @returns regions of the picture's size, or undefined where no stained cell stands out: that is not guessed
 */
export function proposeMask(pixels: Pixels): Proposal | undefined {
  const { width, height } = pixels;
  const factor = Math.max(1, Math.ceil(Math.max(width, height) / SETTINGS.longestSide));
  const found = findCell(reduced(pixels, factor));
  if (found === undefined) return undefined;
  const ownSize = (region: Region) => enlarged(region, factor, width, height);
  return { cell: ownSize(found.cell), nucleus: ownSize(found.nucleus) };
}

function findCell(pixels: Pixels): Proposal | undefined {
  const { width, height } = pixels;
  const box = withoutBars(pixels);
  const sharp = densitiesOf(pixels, box, lightOf(pixels, box));
  const side = Math.min(box.right - box.left, box.bottom - box.top);
  const densities = { ...sharp, data: boxMean(sharp.data, width, height, 3, Math.max(1, Math.round(SETTINGS.blur * side))) };
  const azure = absorbed(azureOf(densities), SETTINGS.azureStrength);
  const seed = findSeed(azure);
  if (seed === undefined) return undefined;
  const likeness = likenessTo(seed, densities);
  let centre = centreOf(seed);
  let score = likeness.first;
  for (let round = 0; centre !== undefined; round++) {
    const cell = insideOf(bestOutline(score, centre, SETTINGS.beyond, SETTINGS.outline), width, height);
    centre = centreOf(cell);
    if (centre === undefined) return undefined;
    if (round === SETTINGS.rounds) return { cell, nucleus: nucleusIn(cell, azure) };
    score = likeness.by(cell);
  }
  return undefined;
}

/** The mask as grey levels, [height, width]. */
export function levelsOfProposal({ cell, nucleus }: Proposal): Uint8Array {
  return cell.data.map((value, at) => (value === 0 ? 0 : nucleus.data[at] === 1 ? NUCLEUS : CYTOPLASM));
}
