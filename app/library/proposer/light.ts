/** What a smear takes of the light: optical densities against the light beside the cells. */
import type { Pixels } from '../bmp.ts';

/** Optical densities in red, green and blue, [height, width, 3]: 0 where no cell is, 1 where a tenth of the light comes through. */
export type Densities = { readonly data: Float32Array; readonly width: number; readonly height: number };

/** The colour of the light that passes beside the cells. */
export type Light = readonly [red: number, green: number, blue: number];

/** Black bars that fill a cropped picture up to a square are darker than this in all channels. */
const BAR_LEVEL = 24;
/** A row or column belongs to a bar when so much of it is black: the ends of a lossy file's bars are not quite. */
const BAR_SHARE = 0.9;
/** How deep the frame is in which the light is looked for, as a share of the picture's side: cells lie in the middle. */
const FRAME = 0.15;
/** The light is what is brighter than most of the frame, where red cells may lie, but for the brightest, which may be glints. */
const BRIGHT: readonly [from: number, to: number] = [0.6, 0.95];

export type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

/** The picture without black bars at its sides: right and bottom are one beyond. All of it where nothing else would be left. */
export function withoutBars({ data, width, height }: Pixels): Box {
  const isDark = (x: number, y: number) => {
    const at = (y * width + x) * 3;
    return Math.max(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0) < BAR_LEVEL;
  };
  const isBar = (length: number, dark: (at: number) => boolean) => {
    let count = 0;
    for (let at = 0; at < length; at++) if (dark(at)) count++;
    return count >= BAR_SHARE * length;
  };
  const row = (y: number) => isBar(width, (x) => isDark(x, y));
  const column = (x: number) => isBar(height, (y) => isDark(x, y));
  let [left, top, right, bottom] = [0, 0, width, height];
  while (top < bottom && row(top)) top++;
  while (bottom > top && row(bottom - 1)) bottom--;
  if (top >= bottom) return { left: 0, top: 0, right: width, bottom: height };
  while (left < right && column(left)) left++;
  while (right > left && column(right - 1)) right--;
  return left < right ? { left, top, right, bottom } : { left: 0, top: 0, right: width, bottom: height };
}

/** The light beside the cells, from the frame of a picture. */
export function lightOf({ data, width }: Pixels, { left, top, right, bottom }: Box): Light {
  const depth = Math.max(1, Math.round(FRAME * Math.min(right - left, bottom - top)));
  const byGreen = Array.from({ length: 256 }, (): [number, number, number, number] => [0, 0, 0, 0]);
  let total = 0;
  for (let y = top; y < bottom; y++) {
    const isInner = y >= top + depth && y < bottom - depth;
    for (let x = left; x < right; x++) {
      if (isInner && x === left + depth) x = Math.max(x, right - depth);
      const at = (y * width + x) * 3;
      const sums = byGreen[data[at + 1] ?? 0];
      if (sums === undefined) continue;
      for (let channel = 0; channel < 3; channel++) sums[channel] = (sums[channel] ?? 0) + (data[at + channel] ?? 0);
      sums[3]++;
      total++;
    }
  }
  const sums = [0, 0, 0];
  let [seen, count] = [0, 0];
  for (const level of byGreen) {
    const isBright = level[3] > 0 && seen + level[3] > BRIGHT[0] * total && seen < BRIGHT[1] * total;
    seen += level[3];
    if (!isBright) continue;
    for (let channel = 0; channel < 3; channel++) sums[channel] = (sums[channel] ?? 0) + (level[channel] ?? 0);
    count += level[3];
  }
  const mean = (channel: number) => (sums[channel] ?? 0) / Math.max(1, count);
  return [mean(0), mean(1), mean(2)];
}

/** Counted from one, so that black has a density. Bars take no light. */
export function densitiesOf({ data, width, height }: Pixels, box: Box, light: Light): Densities {
  const result = new Float32Array(data.length);
  const tables = light.map((full) => Float32Array.from({ length: 256 }, (_, level) => -Math.log10((level + 1) / (full + 1))));
  for (let y = box.top; y < box.bottom; y++) {
    for (let x = box.left; x < box.right; x++) {
      const at = (y * width + x) * 3;
      for (let channel = 0; channel < 3; channel++) result[at + channel] = tables[channel]?.[data[at + channel] ?? 0] ?? 0;
    }
  }
  return { data: result, width, height };
}
