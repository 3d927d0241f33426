/** Threads that make batches while the engine computes. Which one makes which batch changes nothing: they all do the same. */
import { Worker } from 'node:worker_threads';
import { receivedFailure } from '../../contract/failedMessage.ts';
import { asFailure, SmearlabError } from '../../contract/failure.ts';
import { stopped } from '../stopping.ts';
import type { BatchMade, BatchTask } from './batchTask.ts';
import { answerSchema, type Request } from './workerMessages.ts';

type Waiting = {
  readonly task: BatchTask;
  readonly resolve: (made: BatchMade) => void;
  readonly reject: (error: SmearlabError) => void;
};

export class BatchWorkers {
  readonly count: number;
  readonly #entry: URL;
  readonly #threads: Thread[] = [];
  #queue: Waiting[] = [];
  #isClosed = false;

  /** @param count at least 1; a thread is started when it is first needed */
  constructor(count: number, entry = new URL('./worker.ts', import.meta.url)) {
    this.count = count;
    this.#entry = entry;
  }

  /**
   * Made by the next thread that is free, in the order of asking.
   * @throws SmearlabError what reading an image threw there; `stopped` at once when the signal is aborted, and what is not begun is
   * never begun; `internal` when the thread died
   */
  make(task: BatchTask, signal: AbortSignal): Promise<BatchMade> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        this.#queue = this.#queue.filter((other) => other !== waiting);
        reject(stopped());
      };
      const settled =
        <T>(settle: (value: T) => void) =>
        (value: T) => {
          signal.removeEventListener('abort', stop);
          settle(value);
        };
      const waiting: Waiting = { task, resolve: settled(resolve), reject: settled(reject) };
      if (signal.aborted || this.#isClosed) return stop();
      signal.addEventListener('abort', stop, { once: true });
      this.#queue.push(waiting);
      this.#handOut();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const waiting of this.#queue.splice(0)) waiting.reject(stopped());
    await Promise.all(this.#threads.splice(0).map((thread) => thread.end()));
  }

  #handOut(): void {
    while (this.#queue.length > 0) {
      const thread = this.#freeThread();
      const waiting = thread === undefined ? undefined : this.#queue.shift();
      if (thread === undefined || waiting === undefined) return;
      void thread.make(waiting).then((isAlive) => {
        if (!isAlive) this.#threads.splice(this.#threads.indexOf(thread), 1);
        this.#handOut();
      });
    }
  }

  #freeThread(): Thread | undefined {
    const free = this.#threads.find(({ isBusy }) => !isBusy);
    if (free !== undefined || this.#threads.length >= this.count || this.#isClosed) return free;
    const started = new Thread(this.#entry);
    this.#threads.push(started);
    return started;
  }
}

/** One thread, which makes one batch at a time. */
class Thread {
  readonly #worker: Worker;
  isBusy = false;

  constructor(entry: URL) {
    this.#worker = new Worker(entry);
    // An idle thread must not keep the program from ending.
    this.#worker.unref();
  }

  /** Never rejects: what goes wrong is the waiting one's. @returns whether the thread can make another */
  make({ task, resolve, reject }: Waiting): Promise<boolean> {
    this.isBusy = true;
    const worker = this.#worker;
    worker.ref();
    return new Promise((settle) => {
      const done = (isAlive: boolean) => {
        worker.off('message', onMessage);
        worker.off('error', onError);
        worker.off('exit', onExit);
        worker.unref();
        this.isBusy = false;
        settle(isAlive);
      };
      const onMessage = (message: unknown) => {
        const { data: answer, error } = answerSchema.safeParse(message);
        if (answer === undefined) return onError(error);
        if (answer.type === 'made') resolve(answer);
        else reject(receivedFailure(answer));
        done(true);
      };
      const onError = (error: unknown) => {
        reject(died(error));
        done(false);
        void worker.terminate();
      };
      const onExit = (status: number) => onError(new Error(`it ended with status ${status}`));
      worker.on('message', onMessage);
      worker.on('error', onError);
      worker.on('exit', onExit);
      worker.postMessage({ task } satisfies Request);
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}

function died(error: unknown): SmearlabError {
  return new SmearlabError(
    'internal',
    `A thread that prepares images ended unexpectedly: ${asFailure(error).message} Go on with --resume; if it happens again, use --workers 0.`,
    { cause: error },
  );
}
