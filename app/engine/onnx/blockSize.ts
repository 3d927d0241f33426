/** Finds out whether ONNX Runtime has its blocked convolutions here, and how large their blocks are. */
import { BLOCKED, Graph } from './graph.ts';
import { numbersOf, openSession, runSession, tensorOver } from './session.ts';

let found: Promise<number | undefined> | undefined;

/** Channels in a block: 8 with AVX2, 16 with AVX-512; undefined where there are no such kernels, and then one line in the log says so. */
export function blockSize(): Promise<number | undefined> {
  found ??= probe()
    .catch(() => undefined)
    .then(said);
  return found;
}

/** The operators are internal to ONNX Runtime, so they are tried: one value of four channels is filled up to a whole block. */
async function probe(): Promise<number | undefined> {
  const graph = new Graph();
  const four = graph.input('four', [1, 4, 1, 1]);
  const filled = graph.node('ReorderInput', [four], [1, 4, 1, 1], {}, { domain: BLOCKED });
  const shape = graph.node('Shape', [filled], [4], {}, { type: 'int64' });
  const output = graph.output(graph.node('Cast', [shape], [4], { to: 1 }));
  const session = await openSession(graph.encode(), 1, 'Looking for blocked convolutions');
  try {
    const results = await runSession(
      session,
      { [four.name]: tensorOver(new Float32Array(4), four.shape, 'four channels') },
      { [output.name]: null },
      'Looking for blocked convolutions',
    );
    const channels = numbersOf(results, output.name)[1];
    return channels === 8 || channels === 16 ? channels : undefined;
  } finally {
    await session.release();
  }
}

function said(block: number | undefined): number | undefined {
  if (block === undefined) console.warn('ONNX Runtime has no blocked convolutions on this processor: training uses its plain ones.');
  return block;
}
