/** A picture without some per cent at its edges, as waves: each wave of the window is a fixed mixture of the waves of the whole. */
import { ALL_WAVES, MOST_WAVES, WAVE_COUNT, WAVES, WEIGHTS, waveAt } from './waves.ts';

const GRID = MOST_WAVES * MOST_WAVES;
const PLANES = ['luminance', 'red', 'blue'] as const;
/** Where each wave lies in the grids [plane, down, across]. */
const PLACES = Uint16Array.from(ALL_WAVES, ({ plane, u, v }) => (PLANES.indexOf(plane) * MOST_WAVES + v) * MOST_WAVES + u);

export class Window {
  readonly #grids = new Float64Array(PLANES.length * GRID);

  /** @param values a fingerprint, or one turned */
  constructor(values: Int8Array) {
    for (const [index, place] of PLACES.entries()) this.#grids[place] = (values[index] ?? 0) / (WEIGHTS[index] ?? 1);
  }

  /**
   * What is left without the edges, in per cent; a negative one cuts nothing.
   * @returns weighted as a fingerprint is, of length 1 (or all 0)
   */
  cut(left: number, right: number, top: number, bottom: number): Float64Array {
    const grids = mixedDown(mixedAcross(this.#grids, matrixOf(left, right)), matrixOf(top, bottom));
    const waves = new Float64Array(WAVE_COUNT);
    let squares = 0;
    for (let index = 0; index < WAVE_COUNT; index++) {
      const value = (grids[PLACES[index] ?? 0] ?? 0) * (WEIGHTS[index] ?? 0);
      waves[index] = value;
      squares += value * value;
    }
    const length = Math.sqrt(squares);
    return length === 0 ? waves : waves.map((value) => value / length);
  }
}

/** Cosine of the angle between two lists of length 1. */
export function cosine(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < WAVE_COUNT; index++) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}

/** [to wave, from wave] */
type Mixture = Float64Array | null;

function mixedAcross(grids: Float64Array, mixture: Mixture): Float64Array {
  if (mixture === null) return grids;
  const mixed = new Float64Array(grids.length);
  eachLine((offset, v, count) => {
    const line = offset + v * MOST_WAVES;
    for (let to = 0; to < count; to++) {
      let sum = 0;
      for (let from = 0; from < count; from++) sum += (grids[line + from] ?? 0) * (mixture[to * MOST_WAVES + from] ?? 0);
      mixed[line + to] = sum;
    }
  });
  return mixed;
}

function mixedDown(grids: Float64Array, mixture: Mixture): Float64Array {
  if (mixture === null) return grids;
  const mixed = new Float64Array(grids.length);
  eachLine((offset, to, count) => {
    for (let from = 0; from < count; from++) {
      const share = mixture[to * MOST_WAVES + from] ?? 0;
      const [source, target] = [offset + from * MOST_WAVES, offset + to * MOST_WAVES];
      for (let u = 0; u < count; u++) mixed[target + u] = (mixed[target + u] ?? 0) + share * (grids[source + u] ?? 0);
    }
  });
  return mixed;
}

function eachLine(take: (offset: number, line: number, count: number) => void): void {
  for (const [plane, name] of PLANES.entries()) for (let line = 0; line < WAVES[name]; line++) take(plane * GRID, line, WAVES[name]);
}

/** Points at which a wave is measured to mix it. */
const POINTS = 96;
const matrices = new Map<string, Float64Array>();

/** The mixture for a line without `low` and `high` per cent at its ends; null where nothing is cut. */
function matrixOf(low: number, high: number): Mixture {
  if (low <= 0 && high <= 0) return null;
  const [begin, end] = [Math.max(0, low) / 100, 1 - Math.max(0, high) / 100];
  const key = `${begin} ${end}`;
  const known = matrices.get(key);
  if (known !== undefined) return known;
  const matrix = new Float64Array(GRID);
  for (let point = 0; point < POINTS; point++) {
    const at = (point + 0.5) / POINTS;
    for (let index = 0; index < GRID; index++) {
      const [to, from] = [Math.floor(index / MOST_WAVES), index % MOST_WAVES];
      matrix[index] = (matrix[index] ?? 0) + (waveAt(to, at) * waveAt(from, begin + at * (end - begin))) / POINTS;
    }
  }
  matrices.set(key, matrix);
  return matrix;
}
