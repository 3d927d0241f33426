/** Seeded random numbers that are the same on every machine: everything drawn in a study comes from here. */
import { createHash } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export interface Random {
  /** Uniform in [low, high). */
  uniform(low: number, high: number): number;
  /** Uniform whole number in [low, high], both ends included. */
  integer(low: number, high: number): number;
  /** Standard normal by Box and Muller (1958). */
  normal(): number;
}

/**
 * A stream of random numbers for one purpose, such as `randomFor(seed, 'shuffle', epoch)`.
 * Streams of different purposes are independent, so adding a draw in one place moves no other, and an
 * epoch can be drawn again without replaying those before it (what makes resuming exact).
 */
export function randomFor(seed: number, ...purpose: readonly (string | number)[]): Random {
  const digest = createHash('sha256')
    .update(JSON.stringify([seed, ...purpose]))
    .digest();
  const generator = xoroshiro128plus(digest.readInt32LE(0));
  const uniform = (low: number, high: number) => low + (high - low) * uniformFloat64(generator);
  return {
    uniform,
    integer: (low, high) => uniformInt(generator, low, high),
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform(0, 1))) * Math.cos(2 * Math.PI * uniform(0, 1)),
  };
}

/** A shuffled copy (Fisher and Yates). */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const copy = [...items];
  for (let last = copy.length - 1; last > 0; last--) {
    const other = random.integer(0, last);
    const held = copy[last] as T;
    copy[last] = copy[other] as T;
    copy[other] = held;
  }
  return copy;
}
