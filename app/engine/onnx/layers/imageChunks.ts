/** Does a memory-hungry computation for some images of the batch at a time. */
import type { Graph, Value } from '../graph.ts';
import { add, size } from '../operations.ts';

/** Intermediate tensors above this many numbers (128 MiB) are computed in chunks. */
const LARGEST_INTERMEDIATE = 2 ** 25;

/** Splits a batch into [begin, end) ranges, as even as may be, whose intermediates stay below `largest`; always at least one image. */
export function imageRanges(
  batch: number,
  numbersPerImage: number,
  largest = LARGEST_INTERMEDIATE,
): readonly (readonly [number, number])[] {
  const most = Math.min(Math.max(Math.floor(largest / numbersPerImage), 1), batch);
  const count = Math.ceil(batch / most);
  const bound = (i: number) => Math.round((i * batch) / count);
  return Array.from({ length: count }, (_, i) => [bound(i), bound(i + 1)] as const);
}

/** Sum over chunks of what is computed from the same images of several tensors. */
export function summedOverChunks(
  graph: Graph,
  values: readonly Value[],
  numbersPerImage: number,
  compute: (chunk: readonly Value[]) => Value,
): Value {
  return chunks(graph, values, numbersPerImage)
    .map(compute)
    .reduce((total, part) => add(graph, total, part));
}

function chunks(graph: Graph, values: readonly Value[], numbersPerImage: number): readonly (readonly Value[])[] {
  const batch = Math.max(...values.map((value) => size(value, 0)));
  return imageRanges(batch, numbersPerImage).map(([begin, end]) =>
    values.map((value) => (end - begin === batch ? value : imagesOf(graph, value, begin, end))),
  );
}

function imagesOf(graph: Graph, value: Value, begin: number, end: number): Value {
  const inputs = [value, graph.integers(begin), graph.integers(end), graph.integers(0)];
  return graph.node('Slice', inputs, [end - begin, ...value.shape.slice(1)]);
}
