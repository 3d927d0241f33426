/**
 * What was changed in a mask, to be undone and done again. A change is kept as the rectangle it touched with one bit for each of its
 * pixels, set where it became another: eight pixels a byte, the same bits forwards and backwards. Pure but for the mask that is changed.
 */
import type { Rect, Size } from './raster.ts';

export type Change = {
  readonly rect: Rect;
  /** Row by row without gaps, from the lowest bit of each byte. */
  readonly bits: Uint8Array;
  /** Tells states apart: the one after this change has its number. */
  readonly number: number;
};

/** `past`: oldest first; `future`: what was undone, the next to be done again last. `base`: the number of the state before them all. */
export type History = { readonly past: readonly Change[]; readonly future: readonly Change[]; readonly base: number };

export const NO_HISTORY: History = { past: [], future: [], base: 0 };

/** What a history may take up. A change of all pixels of an image of 12 million takes 1.5 MB. */
export const MOST_BYTES = 32_000_000;

/** @param before [height, width], as `after`. @returns null where nothing in the rectangle has changed */
export function changeBetween(before: Uint8Array, after: Uint8Array, { width }: Size, rect: Rect, number: number): Change | null {
  const bits = new Uint8Array(Math.ceil((rect.width * rect.height) / 8));
  let [at, isChanged] = [0, false];
  for (let y = rect.y; y < rect.y + rect.height; y++) {
    for (let index = y * width + rect.x; index < y * width + rect.x + rect.width; index++, at++) {
      if (before[index] === after[index]) continue;
      bits[at >> 3] = (bits[at >> 3] ?? 0) | (1 << (at & 7));
      isChanged = true;
    }
  }
  return isChanged ? { rect, bits, number } : null;
}

/** Does a change, or undoes it: both are the same. @param mask [height, width], 0 background, 255 cell */
export function toggle(mask: Uint8Array, { width }: Size, { rect, bits }: Change): void {
  let at = 0;
  for (let y = rect.y; y < rect.y + rect.height; y++) {
    for (let index = y * width + rect.x; index < y * width + rect.x + rect.width; index++, at++) {
      if (((bits[at >> 3] ?? 0) & (1 << (at & 7))) !== 0) mask[index] = mask[index] === 0 ? 255 : 0;
    }
  }
}

/** The oldest are forgotten where all together are too large; the last one never is. */
export function withChange({ past, base }: History, change: Change, mostBytes = MOST_BYTES): History {
  const all = [...past, change];
  let bytes = all.reduce((sum, { bits }) => sum + bits.length, 0);
  let forgotten = 0;
  for (const { bits } of all.slice(0, -1)) {
    if (bytes <= mostBytes) break;
    bytes -= bits.length;
    forgotten++;
  }
  return { past: all.slice(forgotten), future: [], base: all[forgotten - 1]?.number ?? base };
}

/** @returns the change to be toggled, and the history after; null where there is nothing to undo */
export function undone({ past, future, base }: History): readonly [Change, History] | null {
  const last = past.at(-1);
  return last === undefined ? null : [last, { past: past.slice(0, -1), future: [...future, last], base }];
}

/** As `undone`, forwards. */
export function redone({ past, future, base }: History): readonly [Change, History] | null {
  const next = future.at(-1);
  return next === undefined ? null : [next, { past: [...past, next], future: future.slice(0, -1), base }];
}

/** The number of the state that the mask is in. */
export function stateOf({ past, base }: History): number {
  return past.at(-1)?.number ?? base;
}
