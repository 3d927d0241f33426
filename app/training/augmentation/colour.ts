/** Changes the colours of a picture: as staining varies them, then as a camera does. */
import type { Change, RgbJitter } from './change.ts';
import { jitterStains } from './stains.ts';

/** Shares of red, green and blue in grey (ITU-R BT.601, as Pillow's "L" and torchvision have it). */
const GREY = [0.299, 0.587, 0.114] as const;

/**
 * @param pixels RGB [pixel, 3]
 * @param keepsBlack whether what is entirely black is background and stays so, as in a masked copy: no stain and no light falls there
 * @returns levels 0 … 255, not yet rounded
 */
export function jitterColours(pixels: Uint8Array, { stains, rgb }: Change, keepsBlack: boolean): Float32Array {
  const levels = new Float32Array(pixels);
  if (stains !== null) jitterStains(pixels, stains, levels);
  const isGround = (at: number) => keepsBlack && pixels[at] === 0 && pixels[at + 1] === 0 && pixels[at + 2] === 0;
  if (rgb !== null) jitterLight(levels, rgb, isGround);
  for (let at = 0; at < levels.length; at += 3) {
    if (isGround(at)) levels.fill(0, at, at + 3);
    else for (let c = at; c < at + 3; c++) levels[c] = Math.min(Math.max(levels[c] as number, 0), 255);
  }
  return levels;
}

/**
 * Brightness, then contrast about the picture's mean grey, then saturation about each pixel's grey, as torchvision's ColorJitter mixes them,
 * but without rounding and cutting off in between: with b, c, s it is c·b·(s·v + (1 − s)·grey(v)) + (1 − c)·b·mean grey.
 */
function jitterLight(levels: Float32Array, { brightness, contrast, saturation }: RgbJitter, isGround: (at: number) => boolean): void {
  const own = contrast * brightness * saturation;
  const ofGrey = contrast * brightness * (1 - saturation);
  const offset = contrast === 1 ? 0 : (1 - contrast) * brightness * meanGrey(levels, isGround);
  for (let at = 0; at < levels.length; at += 3) {
    const ground = ofGrey * greyAt(levels, at) + offset;
    for (let c = at; c < at + 3; c++) levels[c] = own * (levels[c] as number) + ground;
  }
}

function greyAt(levels: Float32Array, at: number): number {
  return GREY[0] * (levels[at] as number) + GREY[1] * (levels[at + 1] as number) + GREY[2] * (levels[at + 2] as number);
}

/** Of what is not ground; 0 where all is. */
function meanGrey(levels: Float32Array, isGround: (at: number) => boolean): number {
  let sum = 0;
  let count = 0;
  for (let at = 0; at < levels.length; at += 3) {
    if (isGround(at)) continue;
    sum += greyAt(levels, at);
    count++;
  }
  return count === 0 ? 0 : sum / count;
}
