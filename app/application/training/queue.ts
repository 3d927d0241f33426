/**
 * The training queue: one entry goes on at a time, and it belongs to the application, not to a face. What may become of an entry is decided
 * in `queueStates.ts`; each change is in the database before it is told.
 */

import type { DeviceChoice } from '../../contract/device.ts';
import type { ApplicationEvent } from '../../contract/events.ts';
import { asFailure, SmearlabError } from '../../contract/failure.ts';
import type { QueueState, TrainingLive, TrainingOrder } from '../../contract/training.ts';
import type { Library } from '../../library/library.ts';
import { interruptRunningRuns } from '../../store/runs.ts';
import { interruptRunningStudies } from '../../store/studies.ts';
import {
  addQueued,
  findQueued,
  holdQueue,
  isQueueHeld,
  orderQueued,
  type QueuedRow,
  queuedRows,
  removeQueued,
  setQueuedState,
  setQueuedStudy,
} from '../../store/trainingQueue.ts';
import { forgetUnfinishedPlans, type OrderPlanner } from '../../study/orders/carryOutOrder.ts';
import type { StudyListener } from '../../study/study.ts';
import type { RunExecutor } from '../../training/execution.ts';
import type { Threads } from '../threads/threads.ts';
import { carryOutAttempts } from './attempts.ts';
import { liveOf } from './live.ts';
import { afterOpening, afterOrder, afterWork, type EntryOrder, goesOn, movedBefore, nextEntry, type WorkEnd } from './queueStates.ts';
import { screenFailure } from './screenFailure.ts';

export type QueueOptions = {
  readonly library: Library;
  readonly tell: (event: ApplicationEvent) => void;
  readonly threads: Threads;
  readonly openExecutor: (device: DeviceChoice) => RunExecutor;
};

/** Sentences about an entry that are kept. */
const MOST_NOTICES = 50;

/** What is known of an entry while the application is open. */
type Going = { readonly id: number; readonly stop: AbortController; readonly ended: Promise<void>; live: TrainingLive | null };

export class TrainingQueue {
  readonly #library: Library;
  readonly #tell: (event: ApplicationEvent) => void;
  readonly #threads: Threads;
  readonly #openExecutor: QueueOptions['openExecutor'];
  /** One for each device that was asked for: it remembers what it measured, and starts its process when it is used. */
  readonly #executors = new Map<DeviceChoice, RunExecutor>();
  readonly #notices = new Map<number, string[]>();
  #going: Going | undefined;
  #isProcessUp = false;
  #isClosed = false;

  constructor({ library, tell, threads, openExecutor }: QueueOptions) {
    this.#library = library;
    this.#tell = tell;
    this.#threads = threads;
    this.#openExecutor = openExecutor;
  }

  /** After the application was opened: what went on when it ended goes on. Call once, while holding the data folder. */
  open(): void {
    const { store, folder } = this.#library;
    forgetUnfinishedPlans(folder.root);
    interruptRunningRuns(store);
    interruptRunningStudies(store);
    const rows = queuedRows(store);
    for (const { id, state } of rows) if (goesOn(state)) setQueuedState(store, id, afterOpening(state));
    const first = rows.filter(({ state }) => goesOn(state)).map(({ id }) => id);
    if (first.length > 0) orderQueued(store, [...first, ...rows.map(({ id }) => id).filter((id) => !first.includes(id))]);
    this.#beginNext();
  }

  get isBusy(): boolean {
    return this.#going !== undefined;
  }

  get isHeld(): boolean {
    return isQueueHeld(this.#library.store);
  }

  /** In order of position. */
  rows(): QueuedRow[] {
    return queuedRows(this.#library.store);
  }

  /** How far an entry is, and what was said of it since the application was opened. */
  toldOf(id: number): { readonly live: TrainingLive | null; readonly notices: readonly string[] } {
    return { live: this.#going?.id === id ? this.#going.live : null, notices: this.#notices.get(id) ?? [] };
  }

  /** @returns the entry's id */
  add(order: TrainingOrder): number {
    const id = addQueued(this.#library.store, order);
    this.#changed();
    return id;
  }

  /** @throws SmearlabError wrong-usage where the entry is not there, or that cannot be done with it now */
  order(id: number, order: Exclude<EntryOrder, 'remove' | 'move'>): void {
    const { state } = this.#entry(id);
    const next = afterOrder(state, order);
    if (next !== state) setQueuedState(this.#library.store, id, next);
    if (this.#going?.id === id && (next === 'pausing' || next === 'stopping')) this.#going.stop.abort();
    this.#changed();
  }

  /** @throws SmearlabError wrong-usage while it goes on */
  remove(id: number): void {
    afterOrder(this.#entry(id).state, 'remove');
    removeQueued(this.#library.store, id);
    this.#notices.delete(id);
    this.#changed();
  }

  /** @throws SmearlabError wrong-usage where either is not there, or has begun */
  move(id: number, before: number | null): void {
    afterOrder(this.#entry(id).state, 'move');
    const ids = queuedRows(this.#library.store).map((row) => row.id);
    orderQueued(this.#library.store, movedBefore(ids, id, before));
    this.#changed();
  }

  hold(isHeld: boolean): void {
    holdQueue(this.#library.store, isHeld);
    this.#changed();
  }

  /** Stops what goes on, to go on with it when the application is opened again, and ends all child processes. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#going?.stop.abort();
    await this.#going?.ended;
    await this.#endProcesses();
  }

  #entry(id: number): QueuedRow {
    const row = findQueued(this.#library.store, id);
    if (row === undefined) throw new SmearlabError('wrong-usage', 'This is not in the queue any more.');
    return row;
  }

  #changed(): void {
    this.#beginNext();
    this.#tell({ name: 'queue' });
  }

  #beginNext(): void {
    if (this.#isClosed || this.#going !== undefined) return;
    const next = nextEntry(queuedRows(this.#library.store), this.isHeld);
    if (next === undefined) {
      void this.#endProcesses();
      return;
    }
    setQueuedState(this.#library.store, next.id, 'running');
    this.#notices.delete(next.id);
    const stop = new AbortController();
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    this.#going = { id: next.id, stop, ended, live: null };
    void this.#carryOut(next, stop.signal).finally(resolve);
  }

  async #carryOut(entry: QueuedRow, signal: AbortSignal): Promise<void> {
    let failure: unknown;
    try {
      // Whoever gave the order is answered before it is planned.
      await new Promise((resolve) => setImmediate(resolve));
      await carryOutAttempts(
        {
          ...{ library: this.#library, order: entry.order, studyId: entry.studyId, planner: this.#planner(), signal },
          executor: this.#executor(entry.order.device),
          onStudy: (studyId) => setQueuedStudy(this.#library.store, entry.id, studyId),
        },
        this.#listener(entry),
        (error) => this.#notice(entry.id, `It is taken up again: ${screenFailure(error).sentence}`),
      );
    } catch (error) {
      failure = error;
    }
    const isNoted = this.#noteEnd(entry.id, failure);
    this.#going = undefined;
    // Where the end cannot be noted, such as on a full disk, the next one would fare no better.
    if (isNoted) this.#beginNext();
    this.#tellOfRuns();
  }

  #planner(): OrderPlanner {
    const { root: folder } = this.#library.folder;
    return {
      prepare: (request, signal) => this.#threads.run('prepareOrder', { folder, ...request }, { signal }),
      conclude: async (request, signal) => {
        await this.#threads.run('concludeStudy', { folder, ...request }, { signal });
      },
    };
  }

  #noteEnd(id: number, failure: unknown): boolean {
    const end = endOf(failure, this.#isClosed);
    try {
      const next: QueueState = afterWork(this.#entry(id).state, end);
      setQueuedState(this.#library.store, id, next, next === 'failed' ? screenFailure(failure) : null);
      return true;
    } catch (error) {
      this.#notice(id, screenFailure(error).sentence);
      return false;
    }
  }

  #listener({ id }: QueuedRow): StudyListener {
    const tellLive = (live: TrainingLive) => {
      if (this.#going?.id !== id) return;
      this.#going.live = live;
      this.#tell({ name: 'training', live });
    };
    const live = liveOf(this.#library.store, id, tellLive);
    return {
      onProgress: () => undefined,
      onNotice: ({ kind, sentence }) => {
        if (kind !== 'epoch') this.#notice(id, sentence);
      },
      watch: {
        onStarted: () => this.#tellOfRuns(),
        onProgress: live,
        onEpoch: (run, epoch) => {
          this.#tell({ name: 'epoch', run, epoch });
          this.#tell({ name: 'queue' });
        },
      },
    };
  }

  #notice(id: number, sentence: string): void {
    this.#notices.set(id, [...(this.#notices.get(id) ?? []), sentence].slice(-MOST_NOTICES));
    this.#tellOfRuns();
  }

  /** A run has begun or ended, or what is noted may mean that. */
  #tellOfRuns(): void {
    this.#tell({ name: 'queue' });
    this.#tell({ name: 'runs' });
  }

  #executor(device: DeviceChoice): RunExecutor {
    this.#isProcessUp = true;
    const known = this.#executors.get(device);
    if (known !== undefined) return known;
    const opened = this.#openExecutor(device);
    this.#executors.set(device, opened);
    return opened;
  }

  /** An executor that is used again starts another process. */
  async #endProcesses(): Promise<void> {
    if (!this.#isProcessUp) return;
    this.#isProcessUp = false;
    await Promise.all([...this.#executors.values()].map((executor) => executor.close()));
  }
}

function endOf(failure: unknown, isClosed: boolean): WorkEnd {
  if (failure === undefined) return 'finished';
  if (asFailure(failure).kind !== 'stopped') return 'failed';
  return isClosed ? 'closed' : 'stopped';
}
