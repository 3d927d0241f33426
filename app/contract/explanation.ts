/** Where a network looked: heat maps of one image and class, and how they are drawn. */
import { z } from 'zod';

/** Shares of the largest value, row by row over the whole image. */
export const heatMapSchema = z
  .strictObject({
    /** The parts that the branch of an ensemble leads through; null for a network without branches. */
    branch: z.string().nullable(),
    /** Of the branch in the sum. */
    weight: z.number(),
    /** The layer whose output was looked at, by full name. */
    layer: z.string(),
    rows: z.int().min(1).max(2048),
    columns: z.int().min(1).max(2048),
    values: z.array(z.number().min(0).max(1)),
  })
  .refine(({ rows, columns, values }) => values.length === rows * columns, 'a map has one value for each of its places');
export type HeatMap = z.infer<typeof heatMapSchema>;

export const explanationSchema = z.strictObject({
  /** The classes of the run, with the probability of each. */
  classes: z.array(z.string()),
  probabilities: z.array(z.number().min(0).max(1)),
  /** What the network takes the image for. */
  predicted: z.string(),
  /** What the maps speak for. */
  class: z.string(),
  /** One; of an ensemble one for each branch, that of the largest weight first. */
  maps: z.array(heatMapSchema).min(1),
});
export type Explanation = z.infer<typeof explanationSchema>;

type Rgb = readonly [number, number, number];

/** Viridis (Smith and van der Walt, 2015) at equal steps: its lightness rises all the way, so it is read without colours, too. */
const VIRIDIS: readonly Rgb[] = [
  [68, 1, 84],
  [72, 40, 120],
  [62, 74, 137],
  [49, 104, 142],
  [38, 130, 142],
  [31, 158, 137],
  [53, 183, 121],
  [110, 206, 88],
  [181, 222, 43],
  [253, 231, 37],
];

/** The colour of a share 0 … 1; what lies outside counts as the nearer end, what is no number as 0. */
export function heatColour(share: number): Rgb {
  const place = Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0)) * (VIRIDIS.length - 1);
  const [low, high] = [VIRIDIS[Math.floor(place)], VIRIDIS[Math.ceil(place)]];
  const mixed = (channel: 0 | 1 | 2) => {
    const from = low?.[channel] ?? 0;
    return Math.round(from + ((high?.[channel] ?? from) - from) * (place % 1));
  };
  return [mixed(0), mixed(1), mixed(2)];
}

/**
 * A map as RGBA [height, width, 4] to lie over the image: bilinear between the middles of the map's places, and the more opaque the larger its
 * value, so that the image stays to be seen where nothing speaks for the class.
 * @param opacity of the largest value, 0 … 1
 */
export function heatPixels(
  { rows, columns, values }: Grid,
  width: number,
  height: number,
  opacity: number,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    const down = between(y, height, rows);
    for (let x = 0; x < width; x++) {
      const across = between(x, width, columns);
      const at = (row: number, column: number) => values[row * columns + column] ?? 0;
      const upper = mix(at(down.low, across.low), at(down.low, across.high), across.share);
      const lower = mix(at(down.high, across.low), at(down.high, across.high), across.share);
      const value = mix(upper, lower, down.share);
      pixels.set([...heatColour(value), Math.round(255 * opacity * value)], (y * width + x) * 4);
    }
  }
  return pixels;
}

export type Grid = { readonly rows: number; readonly columns: number; readonly values: readonly number[] };

function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}

/** The two places of `count` that a pixel of `length` lies between. */
function between(pixel: number, length: number, count: number): { readonly low: number; readonly high: number; readonly share: number } {
  const place = Math.min(count - 1, Math.max(0, ((pixel + 0.5) / length) * count - 0.5));
  const low = Math.floor(place);
  return { low, high: Math.min(count - 1, low + 1), share: place - low };
}

/** Where the map is at least half its largest value, in words: the middle of those places, in thirds of the image. */
export function warmest({ rows, columns, values }: Grid): { readonly across: Third; readonly down: Third; readonly share: number } | null {
  const warm = values.flatMap((value, at) => (value >= 0.5 ? [at] : []));
  if (warm.length === 0) return null;
  const mean = (of: (at: number) => number) => warm.reduce((sum, at) => sum + of(at), 0) / warm.length;
  const third = (place: number): Third => (place < 1 / 3 ? 'first' : place > 2 / 3 ? 'last' : 'middle');
  return {
    across: third(mean((at) => ((at % columns) + 0.5) / columns)),
    down: third(mean((at) => (Math.floor(at / columns) + 0.5) / rows)),
    share: warm.length / values.length,
  };
}

export type Third = 'first' | 'middle' | 'last';
