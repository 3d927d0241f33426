/** Entry of a thread that makes batches, one at a time. */
import { parentPort } from 'node:worker_threads';
import { failedMessage } from '../../contract/failedMessage.ts';
import { makeBatch } from './makeBatch.ts';
import type { Answer, Request } from './workerMessages.ts';

if (parentPort === null) throw new Error('This file runs as a worker thread of the engine process.');
const parent = parentPort;

parent.on('message', ({ task }: Request) => {
  void makeBatch(task).then(
    ({ input, decoded }) => parent.postMessage({ type: 'made', input, decoded: [...decoded] } satisfies Answer, [input.buffer]),
    (error: unknown) => parent.postMessage(failedMessage(error) satisfies Answer),
  );
});
