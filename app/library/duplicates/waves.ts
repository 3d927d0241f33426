/**
 * Planes as sums of cosine waves (the discrete cosine transform of type II, orthonormal: Ahmed, Natarajan and Rao 1974), of which the
 * slow ones say what a picture looks like. Turning or mirroring a picture only swaps waves and changes signs.
 */
import { PLANE_SIDE, type Planes } from './planes.ts';

/** How many waves of each direction are kept, for luminance and for each plane of colour. */
export const WAVES = { luminance: 12, red: 6, blue: 6 } as const;
const NAMES = ['luminance', 'red', 'blue'] as const;

/** One wave: `u` half periods from left to right, `v` from top to bottom. */
export type Wave = { readonly plane: (typeof NAMES)[number]; readonly u: number; readonly v: number };

/** All waves of a fingerprint in its order; not the constant one, which is brightness, nor those that are fast in both directions. */
export const ALL_WAVES: readonly Wave[] = NAMES.flatMap((plane) => {
  const most = WAVES[plane];
  return Array.from({ length: most * most }, (_, at) => ({ plane, u: at % most, v: Math.floor(at / most) }));
}).filter(({ plane, u, v }) => u + v > 0 && u + v <= WAVES[plane] + 1);

export const WAVE_COUNT = ALL_WAVES.length;

/**
 * What each wave's height is multiplied by: pictures of nature have heights that fall with the frequency, and without this the slow
 * waves, which all cells on a pale ground share, would say everything. The power was chosen on images (docs/duplicates.md).
 */
export const WEIGHTS: Float64Array = Float64Array.from(ALL_WAVES, ({ u, v }) => (u * u + v * v) ** 0.75);

export const MOST_WAVES = WAVES.luminance;

/** Height of wave `u` at `at`, 0 … 1. */
export function waveAt(u: number, at: number): number {
  return u === 0 ? 1 : Math.SQRT2 * Math.cos(Math.PI * u * at);
}

/** [MOST_WAVES, PLANE_SIDE] */
const TABLE = Float64Array.from({ length: MOST_WAVES * PLANE_SIDE }, (_, at) =>
  waveAt(Math.floor(at / PLANE_SIDE), ((at % PLANE_SIDE) + 0.5) / PLANE_SIDE),
);

/** The height of every wave of `ALL_WAVES`, in grey levels. */
export function heightsOf(planes: Planes): Float64Array {
  const heights = new Float64Array(WAVE_COUNT);
  let at = 0;
  for (const name of NAMES) {
    const count = WAVES[name];
    const grid = gridOf(planes[name], count);
    for (; ALL_WAVES[at]?.plane === name; at++) heights[at] = grid[PLACES[at] ?? 0] ?? 0;
  }
  return heights;
}

/** Where each wave lies in the grid of its plane. */
const PLACES = Uint16Array.from(ALL_WAVES, ({ plane, u, v }) => v * WAVES[plane] + u);

/** [count, count]: down, across. */
function gridOf(plane: Float64Array, count: number): Float64Array {
  return alongColumns(alongColumns(plane, PLANE_SIDE, count), count, count);
}

const HALF = PLANE_SIDE / 2;
const even = new Float64Array(HALF);
const odd = new Float64Array(HALF);

/**
 * The waves along each column of `lines`, [PLANE_SIDE, width], with the axes swapped: [width, count]. Twice, it is the plane's transform.
 * The column is folded first: even waves are the same from either end, odd ones the opposite.
 */
function alongColumns(lines: Float64Array, width: number, count: number): Float64Array {
  const result = new Float64Array(width * count);
  for (let column = 0; column < width; column++) {
    for (let at = 0; at < HALF; at++) {
      const [near, far] = [lines[at * width + column] ?? 0, lines[(PLANE_SIDE - 1 - at) * width + column] ?? 0];
      even[at] = near + far;
      odd[at] = near - far;
    }
    for (let wave = 0; wave < count; wave++) {
      const folded = wave & 1 ? odd : even;
      let sum = 0;
      for (let at = 0; at < HALF; at++) sum += (folded[at] ?? 0) * (TABLE[wave * PLANE_SIDE + at] ?? 0);
      result[column * count + wave] = sum / PLANE_SIDE;
    }
  }
  return result;
}

/** The eight ways to lay a square on itself: bit 0 mirrors left and right, bit 1 top and bottom, bit 2 (before them) swaps the axes. */
export const TURNS = [0, 1, 2, 3, 4, 5, 6, 7] as const;

type TurnTable = { readonly from: Uint16Array; readonly sign: Int8Array };

const INDEX = new Map(ALL_WAVES.map(({ plane, u, v }, index) => [`${plane} ${u} ${v}`, index]));

const TURN_TABLES: readonly TurnTable[] = TURNS.map((turn) => ({
  from: Uint16Array.from(ALL_WAVES, ({ plane, u, v }) => INDEX.get(turn & 4 ? `${plane} ${v} ${u}` : `${plane} ${u} ${v}`) ?? 0),
  sign: Int8Array.from(ALL_WAVES, ({ u, v }) => (turn & 1 && u & 1 ? -1 : 1) * (turn & 2 && v & 1 ? -1 : 1)),
}));

/** The waves of the picture turned: any list over `ALL_WAVES`. */
export function turned(heights: Int8Array, turn: number): Int8Array {
  const { from, sign } = TURN_TABLES[turn] ?? { from: new Uint16Array(0), sign: new Int8Array(0) };
  const result = new Int8Array(heights.length);
  for (let index = 0; index < result.length; index++) result[index] = (heights[from[index] ?? 0] ?? 0) * (sign[index] ?? 1);
  return result;
}
