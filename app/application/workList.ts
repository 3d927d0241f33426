/** Long work that goes on and how the last of it ended, so that a face that comes later finds it. */
import { SmearlabError } from '../contract/failure.ts';
import type { OnProgress } from '../contract/progress.ts';
import type { Work } from '../contract/work.ts';
import { failureOf } from './failureOf.ts';

/** Ended work that is still told of. */
const MOST_ENDED = 20;

type Running = { readonly stop: AbortController; readonly ended: Promise<void> };

export class WorkList {
  readonly #tell: (work: Work) => void;
  readonly #list = new Map<number, Work>();
  readonly #running = new Map<number, Running>();
  #lastId = 0;

  constructor(tell: (work: Work) => void) {
    this.#tell = tell;
  }

  /** Oldest first. */
  list(): Work[] {
    return [...this.#list.values()];
  }

  /** Does long work, telling everybody how far it is. @throws what `does` throws */
  async run<T>(procedure: string, does: (call: { signal: AbortSignal; onProgress: OnProgress }) => Promise<T> | T): Promise<T> {
    const id = ++this.#lastId;
    const stop = new AbortController();
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    this.#running.set(id, { stop, ended });
    const set = (state: Work['state']) => this.#set({ id, procedure, state });
    set({ kind: 'running', progress: null });
    const onProgress: OnProgress = (progress) => {
      if (this.#running.has(id)) set({ kind: stop.signal.aborted ? 'stopping' : 'running', progress });
    };
    try {
      const result = await does({ signal: stop.signal, onProgress });
      set({ kind: 'finished' });
      return result;
    } catch (error) {
      set({ kind: 'failed', failure: failureOf(error) });
      throw error;
    } finally {
      this.#running.delete(id);
      resolve();
      this.#forgetOldest();
    }
  }

  /** Asks work to stop. @throws SmearlabError wrong-usage when it does not go on */
  stop(id: number): void {
    const running = this.#running.get(id);
    const work = this.#list.get(id);
    if (running === undefined || work === undefined) throw new SmearlabError('wrong-usage', 'This work has already ended.');
    running.stop.abort();
    const progress = 'progress' in work.state ? work.state.progress : null;
    this.#set({ ...work, state: { kind: 'stopping', progress } });
  }

  /** Stops all work and waits for its end. */
  async stopAll(): Promise<void> {
    const all = [...this.#running.values()];
    for (const { stop } of all) stop.abort();
    await Promise.all(all.map(({ ended }) => ended));
  }

  #set(work: Work): void {
    this.#list.set(work.id, work);
    this.#tell(work);
  }

  #forgetOldest(): void {
    const ended = [...this.#list.keys()].filter((id) => !this.#running.has(id));
    for (const id of ended.slice(0, Math.max(0, ended.length - MOST_ENDED))) this.#list.delete(id);
  }
}
