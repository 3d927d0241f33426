/** Entry of a thread of the application: does one job after the other. */
import { parentPort } from 'node:worker_threads';
import { failedMessage } from '../../contract/failedMessage.ts';
import { DOING } from './doJob.ts';
import { JOBS, type JobName } from './jobs.ts';
import type { ThreadAnswer, ThreadRequest } from './messages.ts';

if (parentPort === null) throw new Error('This file runs as a thread of the application.');
const port = parentPort;
let stop = new AbortController();

port.on('message', (request: ThreadRequest) => {
  if (request.type === 'stop') stop.abort();
  else void answer(request.job, request.input);
});

async function answer(name: JobName, input: unknown): Promise<void> {
  stop = new AbortController();
  try {
    post({ type: 'done', output: await outputOf(name, input, stop.signal) });
  } catch (error) {
    post(failedMessage(error));
  }
}

async function outputOf<Name extends JobName>(name: Name, given: unknown, signal: AbortSignal): Promise<unknown> {
  const input = JOBS[name].input.parse(given) as Parameters<(typeof DOING)[Name]>[0];
  return DOING[name](input, { signal, onProgress: (progress) => post({ type: 'progress', progress }) });
}

function post(message: ThreadAnswer): void {
  port.postMessage(message);
}
