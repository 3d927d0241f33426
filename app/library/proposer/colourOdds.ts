/** Which colours are those of the cell, and which those around it: learned from the picture itself. */
import type { Densities } from './light.ts';
import { type Plane, planeOf, type Region } from './plane.ts';

/** Colours are counted in so many steps a channel. */
const STEPS = 16;
/** What of a channel's values may lie beyond the first and last step, at either end. */
const ENDS = 0.01;

export type Colours = {
  /**
   * The logarithm of how much more often each pixel's colour occurs inside than outside, from −most to most; 0 for a colour seen nowhere.
   * @param inside what is taken for the cell @param outside what is not; what is in neither is not counted
   * @param prior how many pixels of every colour are taken for granted on either side
   */
  odds(inside: Region, outside: Region, limits: { readonly prior: number; readonly most: number }): Plane;
};

/** The colours of a picture, counted in steps between the extremes that it has. */
export function coloursOf(densities: Densities): Colours {
  const bins = binsOf(densities);
  return {
    odds: (inside, outside, { prior, most }) => {
      const [inner, outer] = [countsOf(bins, inside), countsOf(bins, outside)];
      const offset = Math.log((outer.total + prior) / (inner.total + prior));
      const odds = inner.counts.map((count, bin) => {
        const value = Math.log((count + prior) / ((outer.counts[bin] ?? 0) + prior)) + offset;
        return Math.min(Math.max(value, -most), most);
      });
      return planeOf(densities, (at) => odds[bins[at] ?? 0] ?? 0);
    },
  };
}

function countsOf(bins: Uint16Array, region: Region): { readonly counts: Float32Array; readonly total: number } {
  const counts = new Float32Array(STEPS ** 3);
  let total = 0;
  for (let at = 0; at < bins.length; at++) {
    if (region.data[at] !== 1) continue;
    const bin = bins[at] ?? 0;
    counts[bin] = (counts[bin] ?? 0) + 1;
    total++;
  }
  return { counts: blurred(counts), total };
}

function binsOf({ data }: Densities): Uint16Array {
  const result = new Uint16Array(data.length / 3);
  for (let channel = 0; channel < 3; channel++) {
    const values = new Float32Array(result.length);
    for (let at = 0; at < result.length; at++) values[at] = 10 ** -(data[at * 3 + channel] ?? 0);
    const sorted = values.slice().sort();
    const low = sorted[Math.floor(ENDS * (sorted.length - 1))] ?? 0;
    const range = (sorted[Math.ceil((1 - ENDS) * (sorted.length - 1))] ?? 0) - low || 1;
    for (let at = 0; at < result.length; at++) {
      const step = Math.floor((((values[at] ?? 0) - low) / range) * STEPS);
      result[at] = (result[at] ?? 0) * STEPS + Math.min(Math.max(step, 0), STEPS - 1);
    }
  }
  return result;
}

/** Each count spread over its neighbours, 1 : 2 : 1 along each channel, so that a colour speaks for those beside it. */
function blurred(counts: Float32Array): Float32Array {
  let from = counts;
  for (const step of [1, STEPS, STEPS * STEPS]) {
    const to = new Float32Array(from.length);
    for (let at = 0; at < from.length; at++) {
      const place = Math.floor(at / step) % STEPS;
      const own = from[at] ?? 0;
      const before = place > 0 ? (from[at - step] ?? 0) : own;
      const after = place < STEPS - 1 ? (from[at + step] ?? 0) : own;
      to[at] = (before + 2 * own + after) / 4;
    }
    from = to;
  }
  return from;
}
