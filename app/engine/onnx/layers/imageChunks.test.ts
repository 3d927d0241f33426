import { describe, expect, it } from 'vitest';
import { Graph, type Value } from '../graph.ts';
import { multiply, reduce } from '../operations.ts';
import { numbersOf, openSession, tensorOver } from '../session.ts';
import { imageRanges, summedOverChunks } from './imageChunks.ts';

describe('imageRanges', () => {
  it.each([
    { batch: 8, numbersPerImage: 10, largest: 100, ranges: [[0, 8]] },
    {
      batch: 8,
      numbersPerImage: 10,
      largest: 40,
      ranges: [
        [0, 4],
        [4, 8],
      ],
    },
    {
      batch: 7,
      numbersPerImage: 10,
      largest: 39,
      ranges: [
        [0, 2],
        [2, 5],
        [5, 7],
      ],
    },
    {
      batch: 3,
      numbersPerImage: 1000,
      largest: 10,
      ranges: [
        [0, 1],
        [1, 2],
        [2, 3],
      ],
    },
    { batch: 1, numbersPerImage: 1, largest: 10, ranges: [[0, 1]] },
  ])('cuts $batch images of $numbersPerImage numbers into chunks of at most $largest', ({ batch, numbersPerImage, largest, ranges }) => {
    expect(imageRanges(batch, numbersPerImage, largest)).toEqual(ranges);
  });
});

describe('a computation in chunks of single images', () => {
  const HUGE = 2 ** 30;
  const computed = async (build: (graph: Graph, a: Value, b: Value) => Value) => {
    const graph = new Graph();
    const output = graph.output(build(graph, graph.input('a', [3, 2]), graph.input('b', [3, 2])));
    const session = await openSession(graph.encode(), 1, 'The test');
    const a = tensorOver(Float32Array.from([1, 2, 3, 4, 5, 6]), [3, 2], 'a');
    const b = tensorOver(Float32Array.from([10, 20, 30, 40, 50, 60]), [3, 2], 'b');
    const results = await session.run({ a, b });
    await session.release();
    return [...numbersOf(results, output.name)];
  };

  it('adds the chunks up', async () => {
    const sum = await computed((graph, a, b) =>
      summedOverChunks(graph, [a, b], HUGE, ([x = a, y = b]) => reduce(graph, 'ReduceSum', multiply(graph, x, y), [0])),
    );
    expect(sum).toEqual([350, 560]);
  });
});
