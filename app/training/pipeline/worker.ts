/** Entry of a thread that makes batches, one at a time. */
import { parentPort } from 'node:worker_threads';
import { asFailure } from '../../contract/failure.ts';
import { makeBatch } from './makeBatch.ts';
import type { Answer, Request } from './workerMessages.ts';

if (parentPort === null) throw new Error('This file runs as a worker thread of the engine process.');
const parent = parentPort;

parent.on('message', ({ task }: Request) => {
  void makeBatch(task).then(
    ({ input, decoded }) => parent.postMessage({ type: 'made', input, decoded: [...decoded] } satisfies Answer, [input.buffer]),
    (error: unknown) => parent.postMessage(failed(error)),
  );
});

/** An Error loses its kind on the way; its words do not. */
function failed(error: unknown): Answer {
  const { kind, message, file, cause } = asFailure(error);
  const why = cause instanceof Error ? (cause.stack ?? cause.message) : undefined;
  return { type: 'failed', kind, sentence: message, ...(file === undefined ? {} : { file }), ...(why === undefined ? {} : { cause: why }) };
}
