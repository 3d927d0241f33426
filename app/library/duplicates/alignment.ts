/**
 * How alike two pictures are at best when each may reach a few per cent further than the other at any edge: computed from their
 * fingerprints alone, because a window of a sum of waves is again a sum of waves. The edges are found as in image registration, by
 * least squares on the differences (Lucas and Kanade 1981), from the best of a few beginnings.
 */
import type { Fingerprint } from './fingerprint.ts';
import { solved } from './leastSquares.ts';
import { turned } from './waves.ts';
import { cosine, Window } from './window.ts';

/** What the first picture has more than the second at its left, right, top and bottom edge, in per cent; negative: less. */
type Edges = readonly [left: number, right: number, top: number, bottom: number];

export const MOST_EDGE = 12;

const CORNERS = [-4, 4] as const;
/** Not moved; larger and smaller; moved towards each side and corner. */
const BEGINNINGS: readonly Edges[] = [
  [0, 0, 0, 0],
  [4, 4, 4, 4],
  [-4, -4, -4, -4],
  ...CORNERS.flatMap((x): Edges[] => [[x, -x, 0, 0], [0, 0, x, -x], ...CORNERS.map((y): Edges => [x, -x, y, -y])]),
];
const MOST_STEPS = 5;

/** Likenesses below which nothing more is tried, and beyond which nothing better is looked for. */
export type Bounds = { readonly asTheyLie: number; readonly begun: number; readonly enough: number };

/**
 * @param turn lays the first on the second
 * @returns the cosine of the angle between the two, 1 for the same picture
 */
export function alignedLikeness(a: Fingerprint, b: Fingerprint, turn: number, { asTheyLie, begun, enough }: Bounds): number {
  const first = turned(a, turn);
  const unmoved = likeness(first, b);
  if (unmoved < asTheyLie || unmoved >= enough) return unmoved;
  const pair = new Pair(first, b);
  let best = BEGINNINGS.map((edges) => pair.at(edges)).reduce(better);
  if (best.likeness < begun) return best.likeness;
  for (let step = 0; step < MOST_STEPS && best.likeness < enough; step++) {
    const next = better(best, pair.at(pair.improved(best)));
    if (next === best) break;
    best = next;
  }
  return best.likeness;
}

function likeness(a: Int8Array, b: Int8Array): number {
  let [both, first, second] = [0, 0, 0];
  for (let index = 0; index < a.length; index++) {
    const [p, q] = [a[index] ?? 0, b[index] ?? 0];
    both += p * q;
    first += p * p;
    second += q * q;
  }
  return both / Math.max(1, Math.sqrt(first * second));
}

type Tried = { readonly edges: Edges; readonly likeness: number; readonly difference: Float64Array };

function better(best: Tried, other: Tried): Tried {
  return other.likeness > best.likeness ? other : best;
}

class Pair {
  readonly #first: Window;
  readonly #second: Window;

  constructor(first: Int8Array, second: Int8Array) {
    this.#first = new Window(first);
    this.#second = new Window(second);
  }

  at(edges: Edges): Tried {
    const [left, right, top, bottom] = edges;
    const first = this.#first.cut(left, right, top, bottom);
    const second = this.#second.cut(-left, -right, -top, -bottom);
    return { edges, likeness: cosine(first, second), difference: first.map((value, index) => value - (second[index] ?? 0)) };
  }

  /** The edges at which the difference would be least if it changed with them as it does just here. */
  improved({ edges, difference }: Tried): Edges {
    const slopes = [0, 1, 2, 3].map((which) => {
      const moved = this.at(shifted(edges, [which === 0, which === 1, which === 2, which === 3].map(Number)));
      return moved.difference.map((value, index) => value - (difference[index] ?? 0));
    });
    return shifted(edges, solved(slopes, difference));
  }
}

/** Moved by whole per cents, within bounds. */
function shifted([left, right, top, bottom]: Edges, [a = 0, b = 0, c = 0, d = 0]: readonly number[]): Edges {
  const bounded = (edge: number) => Math.max(-MOST_EDGE, Math.min(MOST_EDGE, Math.round(edge)));
  return [bounded(left + a), bounded(right + b), bounded(top + c), bounded(bottom + d)];
}
