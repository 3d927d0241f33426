/**
 * What this computer can do at best, by the same runtime the engine uses: the faster of a large matrix product and a blocked convolution,
 * and adding vectors too large for its caches.
 */

import { blockSize } from '../../app/engine/onnx/blockSize.ts';
import { matrixProduct } from '../../app/engine/onnx/fused.ts';
import { Graph, type Value } from '../../app/engine/onnx/graph.ts';
import { add, convolveBlocks, type Window } from '../../app/engine/onnx/operations.ts';
import { openSession, runSession, tensorOver } from '../../app/engine/onnx/session.ts';
import { elements } from '../../app/engine/shapes.ts';
import type { Ceilings } from './floor.ts';

const SIDE = 1536;
const LONG = 2 ** 25;
const REPEATS = 7;

export async function measureCeilings(threads: number): Promise<Ceilings> {
  const seconds = {
    product: await fastest(threads, [SIDE, SIDE], [SIDE, SIDE], matrixProduct),
    sum: await fastest(threads, [LONG], [LONG], add),
  };
  const operations = (2 * SIDE ** 3) / seconds.product;
  return { operations: Math.max(operations, await blockedConvolutions(threads)), bytes: (3 * 4 * LONG) / seconds.sum };
}

/** Operations per second of a typical blocked convolution, 0 where there are none. What lies where in its blocks does not matter for that. */
async function blockedConvolutions(threads: number): Promise<number> {
  const block = await blockSize();
  if (block === undefined) return 0;
  const [batch, channels, side] = [8, 64, 56];
  const window: Window = { kernel: [3, 3], strides: [1, 1], pads: [1, 1, 1, 1], groups: 1 };
  const seconds = await fastest(threads, [batch, channels, side, side], [channels, channels, 3, 3], (graph, x, weight) =>
    convolveBlocks(graph, x, weight, null, window, false),
  );
  return (2 * batch * channels ** 2 * 9 * side ** 2) / seconds;
}

/** Seconds of the fastest of several runs of an operation on two tensors. Its result is not read back: only its first slice is. */
async function fastest(
  threads: number,
  shapeOfA: readonly number[],
  shapeOfB: readonly number[],
  operation: (graph: Graph, a: Value, b: Value) => Value,
): Promise<number> {
  const graph = new Graph();
  const inputs = [graph.input('a', shapeOfA), graph.input('b', shapeOfB)] as const;
  const result = operation(graph, ...inputs);
  const output = graph.output(graph.node('Gather', [result, graph.integers(0)], [1, ...result.shape.slice(1)], { axis: 0 }));
  const session = await openSession(graph.encode(), threads, 'Measuring this computer');
  const feeds = Object.fromEntries(
    inputs.map(({ name, shape }) => [name, tensorOver(new Float32Array(elements(shape)).fill(0.5), shape, name)]),
  );
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < REPEATS; i++) {
    const began = performance.now();
    await runSession(session, feeds, { [output.name]: null }, 'Measuring this computer');
    least = Math.min(least, (performance.now() - began) / 1000);
  }
  await session.release();
  return least;
}
