/** Makes hashes that fell due once the hand rests, in another thread (store/dataSetHash.ts: why they fall due). */
import type { Library } from '../library/library.ts';
import { keepHash } from '../store/dataSetHash.ts';
import type { Threads } from './threads/threads.ts';

/** Longer than a person takes from one mask to the next. */
const REST_MS = 1500;

export class HashKeeper {
  readonly #library: Library;
  readonly #threads: Threads;
  readonly #made: (dataSet: number) => void;
  readonly #timers = new Map<number, NodeJS.Timeout>();
  readonly #end = new AbortController();

  /** @param made is told of a data set whose hash was made */
  constructor(library: Library, threads: Threads, made: (dataSet: number) => void) {
    this.#library = library;
    this.#threads = threads;
    this.#made = made;
  }

  /** A data set was changed by hand. */
  changed(dataSet: number): void {
    clearTimeout(this.#timers.get(dataSet));
    const timer = setTimeout(() => void this.#make(dataSet), REST_MS);
    // A hash that is due is made by whoever needs it next: no reason to keep the program from ending.
    this.#timers.set(dataSet, timer.unref());
  }

  close(): void {
    this.#end.abort();
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  async #make(dataSet: number): Promise<void> {
    this.#timers.delete(dataSet);
    const { folder, store } = this.#library;
    try {
      const due = await this.#threads.run('hash', { folder: folder.root, dataSet }, { signal: this.#end.signal });
      if (due !== null && !this.#end.signal.aborted && keepHash(store, due)) this.#made(dataSet);
    } catch {
      // It stays due, and whoever asks for it makes it and is told what is wrong.
    }
  }
}
