/**
 * The colour of a stained smear as the amounts of what absorbs light in it: the colour deconvolution of Ruifrok and Johnston,
 * "Quantification of histochemical staining by color deconvolution", Anal Quant Cytol Histol 23 (2001). The optical densities of
 * absorbers add up: OD = −log10(I / I₀) = amounts · absorbers, with I₀ the light beside the cells.
 */
import type { Densities } from './light.ts';
import type { Plane } from './plane.ts';

type Three = readonly [red: number, green: number, blue: number];

/**
 * A Romanowsky stain (Giemsa, Wright, May-Grünwald) has no haematoxylin, so the published vectors do not fit: azure B on DNA absorbs
 * green most and hardly any blue. These are the mean densities of nuclei, under expert masks, in the half of wbc-jtsc that tunes.
 */
export const AZURE: Three = unit([0.4, 1.1, 0.27]);
/** Eosin and haemoglobin absorb blue as well; what absorbs it most is as the third vector of Ruifrok and Johnston, a brown. */
export const BROWN: Three = unit([0.27, 0.57, 0.78]);

function unit([red, green, blue]: Three): Three {
  const length = Math.hypot(red, green, blue);
  return [red / length, green / length, blue / length];
}

function dot(a: Three, b: Three): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/**
 * How much of each channel's density goes into the amount of `wanted`, where `other` absorbs as well and whatever else there is lies at
 * right angles to both: a column of the inverse of the matrix with these three as its rows.
 */
export function weightsOf(wanted: Three, other: Three): Three {
  const shared = dot(wanted, other);
  const weight = (channel: 0 | 1 | 2) => (wanted[channel] - shared * other[channel]) / (1 - shared * shared);
  return [weight(0), weight(1), weight(2)];
}

const AZURE_WEIGHTS = weightsOf(AZURE, BROWN);

/** How much azure lies on each pixel, as the density it would have alone; may be a little below 0. */
export function azureOf({ data, width, height }: Densities): Plane {
  const [red, green, blue] = AZURE_WEIGHTS;
  const result = new Float32Array(width * height);
  for (let at = 0; at < result.length; at++) {
    result[at] = red * (data[at * 3] ?? 0) + green * (data[at * 3 + 1] ?? 0) + blue * (data[at * 3 + 2] ?? 0);
  }
  return { data: result, width, height };
}

/** How much of any stain lies on each pixel: its density, so that the three channels of a grey pixel of density 1 count 2. */
export function stainOf({ data, width, height }: Densities): Plane {
  const result = new Float32Array(width * height);
  for (let at = 0; at < result.length; at++) {
    result[at] = ((data[at * 3] ?? 0) + (data[at * 3 + 1] ?? 0) + (data[at * 3 + 2] ?? 0)) / 1.5;
  }
  return { data: result, width, height };
}

/** The share of light, 0 to 1, that amounts of a stain take. @param strength of one amount's density; 1 as it is */
export function absorbed({ data, width, height }: Plane, strength: number): Plane {
  return { data: data.map((amount) => 1 - 10 ** (-strength * Math.max(amount, 0))), width, height };
}
