/** Brings vectors from a device into host memory. */
import type { Tensor } from 'onnxruntime-node';
import { Graph } from '../graph.ts';
import { numbersOf, openSession, type Provider, runSession } from '../session.ts';

/**
 * Copies of these vectors. Through a graph that does nothing: a tensor's own getData() ends the process in onnxruntime-node 1.30, even
 * though it is declared.
 */
export async function readBack(
  vectors: ReadonlyMap<string, Tensor>,
  threads: number,
  provider: Provider,
  what: string,
): Promise<Map<string, Float32Array>> {
  const graph = new Graph();
  const feeds = Object.fromEntries(vectors);
  const outputs = [...vectors].map(([name, { dims }]) => [name, graph.output(graph.input(name, dims)).name] as const);
  const session = await openSession(graph.encode(), threads, what, { provider });
  try {
    const results = await runSession(session, feeds, Object.fromEntries(outputs.map(([, output]) => [output, null])), what);
    return new Map(outputs.map(([name, output]) => [name, numbersOf(results, output)]));
  } finally {
    await session.release();
  }
}
