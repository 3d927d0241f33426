/**
 * Colour as the amounts of stains that make it: the colour deconvolution of Ruifrok and Johnston, "Quantification of histochemical
 * staining by color deconvolution", Anal Quant Cytol Histol 23 (2001). Light that passes a stain is absorbed by a share, so optical
 * densities add up: OD = −log10(I / I₀) = amounts · STAINS.
 */
import type { StainJitter, Three } from './change.ts';

type Matrix = readonly [Three, Three, Three];

/**
 * Optical density in red, green and blue of haematoxylin, eosin and diaminobenzidine, as Ruifrok and Johnston measured them. A blood smear's
 * azure and eosin lie near the first two, and the third takes what those two leave.
 */
export const STAINS: Matrix = [
  [0.65, 0.7, 0.29],
  [0.07, 0.99, 0.11],
  [0.27, 0.57, 0.78],
];

/** The inverse of a 3 × 3 matrix, by cofactors. */
export function inverse([[a, b, c], [d, e, f], [g, h, i]]: Matrix): Matrix {
  const [x, y, z] = [e * i - f * h, f * g - d * i, d * h - e * g];
  const determinant = a * x + b * y + c * z;
  const over = (value: number) => value / determinant;
  return [
    [over(x), over(c * h - b * i), over(b * f - c * e)],
    [over(y), over(a * i - c * g), over(c * d - a * f)],
    [over(z), over(b * g - a * h), over(a * e - b * d)],
  ];
}

/** Amounts of the three stains in an optical density. */
export const AMOUNTS: Matrix = inverse(STAINS);

/** row · matrix */
export function times(row: Three, [first, second, third]: Matrix): Three {
  const column = (k: 0 | 1 | 2) => row[0] * first[k] + row[1] * second[k] + row[2] * third[k];
  return [column(0), column(1), column(2)];
}

/** Of a level 0 … 255. Counted from one, so that black has a density and every level comes back as it was; white has none. */
export function opticalDensity(level: number): number {
  return -Math.log10((level + 1) / 256);
}

const DENSITIES = Float64Array.from({ length: 256 }, (_, level) => opticalDensity(level));

/**
 * Each stain's amount s becomes s · scale + shift (Tellez et al., "Whole-slide mitosis detection in H&E breast histology using PHH3 as a
 * reference", IEEE TMI 37, 2018), which in optical densities is one affine map: OD · (AMOUNTS · diag(scale) · STAINS) + shift · STAINS.
 * @param pixels RGB [pixel, 3] @param levels where the new levels go; some may lie outside 0 … 255
 */
export function jitterStains(pixels: Uint8Array, { scale, shift }: StainJitter, levels: Float32Array): void {
  const mixed = (row: Three): Three => times([row[0] * scale[0], row[1] * scale[1], row[2] * scale[2]], STAINS);
  const [[rr, rg, rb], [gr, gg, gb], [br, bg, bb]] = [mixed(AMOUNTS[0]), mixed(AMOUNTS[1]), mixed(AMOUNTS[2])];
  const [r0, g0, b0] = times(shift, STAINS);
  const density = (at: number) => DENSITIES[pixels[at] as number] as number;
  for (let at = 0; at < pixels.length; at += 3) {
    const [red, green, blue] = [density(at), density(at + 1), density(at + 2)];
    levels[at] = levelOf(red * rr + green * gr + blue * br + r0);
    levels[at + 1] = levelOf(red * rg + green * gg + blue * bg + g0);
    levels[at + 2] = levelOf(red * rb + green * gb + blue * bb + b0);
  }
}

/** The inverse of `opticalDensity`. */
function levelOf(density: number): number {
  return 256 * Math.exp(-Math.LN10 * density) - 1;
}
