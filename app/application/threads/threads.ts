/** The application's threads: a few that take short jobs in turn, and one of its own for each long one. */
import { availableParallelism } from 'node:os';
import { SmearlabError } from '../../contract/failure.ts';
import type { OnProgress } from '../../contract/progress.ts';
import type { JobInput, JobName, JobOutput } from './jobs.ts';
import { Thread } from './thread.ts';

export type JobCall = { readonly signal: AbortSignal; readonly onProgress?: OnProgress };

/** One core is left to whoever looks at the screen. */
const MOST = Math.max(1, Math.min(4, availableParallelism() - 1));

export class Threads {
  readonly count: number;
  readonly #entry: URL | string;
  readonly #free: Thread[] = [];
  readonly #all = new Set<Thread>();
  readonly #waiting: ((thread: Thread | undefined) => void)[] = [];
  /** Threads for short jobs, busy or free. */
  #pooled = 0;
  #isClosed = false;

  /** @param entry the file that a thread begins with; another one where the application was bundled */
  constructor(entry: URL | string = new URL('./entry.ts', import.meta.url), count = MOST) {
    this.#entry = entry;
    this.count = count;
  }

  /** Begins a thread for short jobs where there is none yet, so that the first job need not wait for it. */
  begin(): void {
    if (this.#isClosed || this.#pooled > 0) return;
    this.#pooled++;
    this.#free.push(this.#start());
  }

  /**
   * A short job, done by the next thread that is free, in the order of asking.
   * @throws SmearlabError what the job threw; stopped at once when the signal aborts or the application ends
   */
  async run<Name extends JobName>(job: Name, input: JobInput<Name>, call: JobCall): Promise<JobOutput<Name>> {
    return unlessStopped(call.signal, async () => {
      const thread = await this.#next();
      try {
        if (thread === undefined || call.signal.aborted) throw stopped();
        return await thread.do(job, input, call.onProgress ?? (() => undefined));
      } finally {
        if (thread !== undefined) this.#giveBack(thread);
      }
    });
  }

  /** A long job, done by a thread of its own, which ends with it or when it is stopped. @throws SmearlabError as `run` */
  async runAlone<Name extends JobName>(job: Name, input: JobInput<Name>, call: JobCall): Promise<JobOutput<Name>> {
    if (this.#isClosed) throw stopped();
    const thread = this.#start();
    try {
      return await unlessStopped(call.signal, () => thread.do(job, input, call.onProgress ?? (() => undefined)));
    } finally {
      thread.stop();
      void this.#end(thread);
    }
  }

  /** Ends all threads, whatever they do. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const take of this.#waiting.splice(0)) take(undefined);
    await Promise.all([...this.#all].map((thread) => this.#end(thread)));
  }

  #start(): Thread {
    const thread = new Thread(this.#entry);
    this.#all.add(thread);
    return thread;
  }

  async #end(thread: Thread): Promise<void> {
    await thread.end();
    this.#all.delete(thread);
  }

  /** Undefined when there will be none any more. */
  async #next(): Promise<Thread | undefined> {
    if (this.#isClosed) return undefined;
    const free = this.#free.pop();
    if (free !== undefined) return free;
    if (this.#pooled < this.count) {
      this.#pooled++;
      return this.#start();
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #giveBack(thread: Thread): void {
    if (this.#isClosed) return;
    const able = thread.isAlive ? thread : this.#start();
    if (able !== thread) this.#all.delete(thread);
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(able);
    else next(able);
  }
}

function stopped(): SmearlabError {
  return new SmearlabError('stopped', 'It was stopped; what was done is kept.');
}

/** What `work` gives, or a failure at once when the signal aborts; `work` then ends for nobody. */
function unlessStopped<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(stopped());
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop));
  });
}
