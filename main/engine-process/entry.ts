/**
 * Entry of the engine's child process. A native call blocks the thread it runs on, so the training sits in a worker thread and this
 * thread only passes messages on: a stop gets through at any time, and a driver's crash takes neither window nor database with it.
 */
import { Worker } from 'node:worker_threads';
import { processPort } from './port.ts';

const port = processPort();
const worker = new Worker(new URL('./worker.ts', import.meta.url));

port.onMessage((message) => worker.postMessage(message));
worker.on('message', (message: unknown) => port.send(message));
worker.on('error', (error) => {
  // A thread whose own heap is full ends alone; why is said here, and read where the end of this process is noticed.
  console.error(error);
  process.exit(1);
});

// Ctrl-C in a terminal reaches the whole process group; when to stop is the parent's decision.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);

// Without the parent nobody would ever ask for the result. The worker may sit in a native call that no exit waits for gladly.
port.onClose(() => process.kill(process.pid, 'SIGKILL'));
