/** Three simple measures of whether an image shows one cell in focus. Whatever size it has, lengths are shares of it. */
import type { Pixels } from '../../library/bmp.ts';
import { type Component, componentsOf } from '../../library/proposer/components.ts';
import { densitiesOf, lightOf, withoutBars } from '../../library/proposer/light.ts';
import { type Plane, type Region, regionWhere, sizeOf } from '../../library/proposer/plane.ts';
import { reduced } from '../../library/proposer/scale.ts';
import { SETTINGS } from '../../library/proposer/settings.ts';
import { boxMean } from '../../library/proposer/smooth.ts';
import { absorbed, azureOf, stainOf } from '../../library/proposer/stains.ts';
import { otsu } from '../../library/proposer/threshold.ts';

export type Measures = {
  /** How much more light azure, the stain of nuclei, takes in the nuclei than beside them: 0 to 1. */
  readonly contrast: number;
  /** How much of the stain in the nuclei is azure: about 1 in a nucleus, a half in red cells; 0 where nothing is stained. */
  readonly purity: number;
  /** Share of the picture that the largest nucleus covers, its lobes together. */
  readonly nucleus: number;
  /** Area of the second nucleus that lies whole in the picture, as a share of the largest; 0 where there is none. */
  readonly second: number;
  /** 0 … 1: how little is lost when the picture is blurred once more. */
  readonly blur: number;
};

/** @param pixels RGB [height, width, 3], of any size */
export function measuresOf(pixels: Pixels): Measures {
  const factor = Math.max(1, Math.ceil(Math.max(pixels.width, pixels.height) / SETTINGS.longestSide));
  const small = reduced(pixels, factor);
  return { ...nucleiOf(stainsIn(small)), blur: blurOf(greenOf(small)) };
}

/** Amounts of azure and of any stain, and the share of light that azure takes, smoothed against noise. */
type Stains = { readonly azure: Plane; readonly any: Plane; readonly taken: Plane };

function stainsIn(pixels: Pixels): Stains {
  const { width, height } = pixels;
  const box = withoutBars(pixels);
  const sharp = densitiesOf(pixels, box, lightOf(pixels, box));
  const radius = Math.max(1, Math.round(SETTINGS.blur * Math.min(box.right - box.left, box.bottom - box.top)));
  const densities = { ...sharp, data: boxMean(sharp.data, width, height, 3, radius) };
  const azure = azureOf(densities);
  return { azure, any: stainOf(densities), taken: absorbed(azure, SETTINGS.azureStrength) };
}

function nucleiOf({ azure, any, taken }: Stains): Omit<Measures, 'blur'> {
  const threshold = otsu(taken.data);
  if (threshold === undefined) return { contrast: 0, purity: 0, nucleus: 0, second: 0 };
  const dark = regionWhere(taken, (at) => (taken.data[at] ?? 0) > threshold);
  const nuclei = nucleiFrom(componentsOf(dark), taken);
  const [largest = 0] = nuclei.map(({ area }) => area);
  const second = nuclei.slice(1).find(({ isWhole }) => isWhole);
  const stained = sumIn(any, dark);
  return {
    contrast: meanIn(taken, dark, 1) - meanIn(taken, dark, 0),
    purity: stained <= 0 ? 0 : sumIn(azure, dark) / stained,
    nucleus: largest / taken.data.length,
    second: largest === 0 ? 0 : (second?.area ?? 0) / largest,
  };
}

function sumIn({ data }: Plane, region: Region, side: 0 | 1 = 1): number {
  let sum = 0;
  for (let at = 0; at < data.length; at++) if (region.data[at] === side) sum += data[at] ?? 0;
  return sum;
}

function meanIn(plane: Plane, region: Region, side: 0 | 1): number {
  const inside = sizeOf(region);
  const count = side === 1 ? inside : region.data.length - inside;
  return count === 0 ? 0 : sumIn(plane, region, side) / count;
}

type Nucleus = { readonly area: number; readonly isWhole: boolean };

/** Specks of less than this share of the largest part are no lobes. */
const SPECK = 0.05;
/** Lobes belong together when their middles lie no farther apart than so many radii of theirs. */
const REACH = 1.5;

/** Lobes that lie near each other are one nucleus. The largest first. */
function nucleiFrom(parts: readonly Component[], { width, height }: Plane): Nucleus[] {
  const largest = Math.max(0, ...parts.map(({ pixels }) => pixels.length));
  const lobes = parts.filter(({ pixels }) => pixels.length >= SPECK * largest);
  const groups: Component[][] = [];
  for (const lobe of lobes) {
    const near = groups.filter((group) => group.some((other) => isNear(lobe, other)));
    const others = groups.filter((group) => !near.includes(group));
    groups.splice(0, groups.length, ...others, [...near.flat(), lobe]);
  }
  const touches = (at: number) => at < width || at >= width * (height - 1) || at % width === 0 || at % width === width - 1;
  return groups
    .map((group) => ({
      area: group.reduce((sum, { pixels }) => sum + pixels.length, 0),
      isWhole: !group.some(({ pixels }) => pixels.some(touches)),
    }))
    .sort((a, b) => b.area - a.area);
}

function isNear(a: Component, b: Component): boolean {
  const radius = ({ pixels }: Component) => Math.sqrt(pixels.length / Math.PI);
  return Math.hypot(a.centre.x - b.centre.x, a.centre.y - b.centre.y) <= REACH * (radius(a) + radius(b));
}

function greenOf({ data, width, height }: Pixels): Plane {
  return { data: Float32Array.from({ length: width * height }, (_, at) => data[at * 3 + 1] ?? 0), width, height };
}

/** Of the picture's side: what is blurred by less is as good as sharp to a network. */
const ONCE_MORE = 0.02;

/**
 * The blur measure of F. Crete, T. Dolmiere, P. Ladret and M. Nicolas, "The blur effect: perception and estimation with a new no-reference perceptual
 * blur metric", Proc. SPIE 6492 (2007): differences between neighbours that a blur takes away from a sharp picture, it cannot take from one that
 * is blurred already. Of rows and columns the larger one counts.
 */
export function blurOf({ data, width, height }: Plane): number {
  const radius = Math.max(1, Math.round(ONCE_MORE * Math.min(width, height)));
  const blurred = boxMean(data, width, height, 1, radius);
  const along = (step: number, isLast: (at: number) => boolean) => {
    let [own, lost] = [0, 0];
    for (let at = 0; at < data.length; at++) {
      if (isLast(at)) continue;
      const before = Math.abs((data[at + step] ?? 0) - (data[at] ?? 0));
      const after = Math.abs((blurred[at + step] ?? 0) - (blurred[at] ?? 0));
      own += before;
      lost += Math.max(0, before - after);
    }
    return own === 0 ? 1 : (own - lost) / own;
  };
  return Math.max(
    along(1, (at) => at % width === width - 1),
    along(width, (at) => at >= width * (height - 1)),
  );
}
