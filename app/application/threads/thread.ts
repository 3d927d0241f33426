/** One thread, which does one job at a time. */
import { Worker } from 'node:worker_threads';
import { receivedFailure } from '../../contract/failedMessage.ts';
import { asFailure, SmearlabError } from '../../contract/failure.ts';
import type { OnProgress } from '../../contract/progress.ts';
import { JOBS, type JobInput, type JobName, type JobOutput } from './jobs.ts';
import { type ThreadRequest, threadAnswerSchema } from './messages.ts';

export class Thread {
  readonly #worker: Worker;
  #isAlive = true;

  constructor(entry: URL | string) {
    this.#worker = new Worker(entry);
    // An idle thread must not keep the program from ending.
    this.#worker.unref();
    this.#worker.once('exit', () => {
      this.#isAlive = false;
    });
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /**
   * Settles once the thread has ended the job and can do another, or has died.
   * @throws SmearlabError what the job threw there; internal when the thread died or answered something else
   */
  async do<Name extends JobName>(job: Name, input: JobInput<Name>, onProgress: OnProgress): Promise<JobOutput<Name>> {
    const output = JOBS[job].output.safeParse(await this.#answerTo({ type: 'do', job, input }, onProgress));
    // The schema is that of `job`, which the union of all schemas no longer says.
    if (output.success) return output.data as JobOutput<Name>;
    throw new SmearlabError('internal', `A thread answered ${job} with something else.`, { cause: output.error });
  }

  /** Lets the job under way end early, where it looks. */
  stop(): void {
    this.#send({ type: 'stop' });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #send(request: ThreadRequest): void {
    this.#worker.postMessage(request);
  }

  #answerTo(request: ThreadRequest, onProgress: OnProgress): Promise<unknown> {
    const worker = this.#worker;
    worker.ref();
    return new Promise((resolve, reject) => {
      const settled = () => {
        worker.off('message', onMessage);
        worker.off('error', onError);
        worker.off('exit', onExit);
        worker.unref();
      };
      const onMessage = (message: unknown) => {
        const { data: answer, error } = threadAnswerSchema.safeParse(message);
        if (answer === undefined) return onError(error);
        if (answer.type === 'progress') return onProgress(answer.progress);
        settled();
        if (answer.type === 'done') resolve(answer.output);
        else reject(receivedFailure(answer));
      };
      const onError = (error: unknown) => {
        settled();
        this.#isAlive = false;
        reject(died(error));
        void worker.terminate();
      };
      const onExit = (status: number) => onError(new Error(`it ended with status ${status}`));
      worker.on('message', onMessage);
      worker.on('error', onError);
      worker.on('exit', onExit);
      this.#send(request);
    });
  }
}

function died(error: unknown): SmearlabError {
  return new SmearlabError(
    'internal',
    `A thread that works on images ended unexpectedly: ${asFailure(error).message} What was done is kept; try again.`,
    { cause: error },
  );
}
