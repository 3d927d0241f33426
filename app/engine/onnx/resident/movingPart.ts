/** The part of a flat vector that training moves, joined in a vector of its own: what stays in a device's memory. */
import type { Layout, LayoutEntry } from '../../description.ts';
import { type Range, trainedRanges } from '../../layout.ts';

export type MovingPart = {
  /** The tensors that move, with their places in the joined vector. */
  readonly entries: readonly LayoutEntry[];
  readonly size: number;
  /** Their places in the whole vector. */
  readonly ranges: readonly Range[];
};

export function movingPart(layout: Layout, moves: (name: string) => boolean): MovingPart {
  let size = 0;
  const entries = layout.entries
    .filter(({ name }) => moves(name))
    .map((entry) => {
      const moved = { ...entry, offset: size };
      size += entry.size;
      return moved;
    });
  return { entries, size, ranges: trainedRanges(layout, moves) };
}

/** A copy of what moves in a whole vector. */
export function joined({ size, ranges }: MovingPart, whole: Float32Array): Float32Array {
  const part = new Float32Array(size);
  let offset = 0;
  for (const [begin, end] of ranges) {
    part.set(whole.subarray(begin, end), offset);
    offset += end - begin;
  }
  return part;
}

/** A copy of a whole vector with these values where it moves. */
export function spread({ ranges }: MovingPart, part: Float32Array, whole: Float32Array): Float32Array {
  const copy = whole.slice();
  let offset = 0;
  for (const [begin, end] of ranges) {
    copy.set(part.subarray(offset, offset + end - begin), begin);
    offset += end - begin;
  }
  return copy;
}
