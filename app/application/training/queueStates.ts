/** What may become of an entry of the queue, and which is next. Pure. */
import { type FailureKind, SmearlabError } from '../../contract/failure.ts';
import type { QueueState } from '../../contract/training.ts';

/** What a person orders of an entry that is in the queue. */
export type EntryOrder = 'pause' | 'resume' | 'stop' | 'remove' | 'move';

const GOES_ON: ReadonlySet<QueueState> = new Set(['running', 'pausing', 'stopping']);
const HAS_ENDED: ReadonlySet<QueueState> = new Set(['stopped', 'finished', 'failed']);

export function goesOn(state: QueueState): boolean {
  return GOES_ON.has(state);
}

export function hasEnded(state: QueueState): boolean {
  return HAS_ENDED.has(state);
}

/**
 * The state after an order; the same one where it changes nothing.
 * @throws SmearlabError wrong-usage where that cannot be done in this state
 */
export function afterOrder(state: QueueState, order: EntryOrder): QueueState {
  switch (order) {
    case 'pause':
      if (state === 'waiting' || state === 'paused') return 'paused';
      if (state === 'running' || state === 'pausing') return 'pausing';
      throw cannot('paused', state);
    case 'resume':
      if (state === 'paused' || state === 'stopped' || state === 'failed' || state === 'waiting') return 'waiting';
      // Asked for while the batch under way ends: it would have to begin anew what it is about to leave.
      if (state === 'running') return 'running';
      throw cannot('resumed', state);
    case 'stop':
      if (GOES_ON.has(state)) return 'stopping';
      if (state === 'waiting' || state === 'paused' || state === 'stopped') return 'stopped';
      throw cannot('stopped', state);
    case 'remove':
      if (!GOES_ON.has(state)) return state;
      throw cannot('removed', state);
    case 'move':
      if (state === 'waiting' || state === 'paused') return state;
      throw cannot('moved', state);
  }
}

const STATE_WORDS: Readonly<Record<QueueState, string>> = {
  waiting: 'it waits for its turn',
  running: 'it goes on at this moment: stop it first',
  pausing: 'it is being paused: wait until its batch has ended',
  stopping: 'it is being stopped: wait until its batch has ended',
  paused: 'it is paused',
  stopped: 'it was stopped',
  finished: 'it is finished',
  failed: 'it has failed',
};

function cannot(done: string, state: QueueState): SmearlabError {
  return new SmearlabError('wrong-usage', `This cannot be ${done}: ${STATE_WORDS[state]}.`);
}

/** How work on an entry ended. `closed`: the application ended. */
export type WorkEnd = 'finished' | 'failed' | 'stopped' | 'closed';

/** @param state as it is when the work has ended; what a person ordered meanwhile is in it */
export function afterWork(state: QueueState, end: WorkEnd): QueueState {
  if (end === 'finished') return 'finished';
  if (end === 'failed') return state === 'stopping' ? 'stopped' : 'failed';
  if (state === 'pausing') return 'paused';
  // What nobody wanted to end goes on when the application is opened again.
  return state === 'stopping' ? 'stopped' : end === 'closed' ? 'running' : 'paused';
}

/** The state after the application was opened: nothing goes on yet, and what went on waits for its turn. */
export function afterOpening(state: QueueState): QueueState {
  if (!goesOn(state)) return state;
  const left = afterWork(state, 'closed');
  return left === 'running' ? 'waiting' : left;
}

type Queued = { readonly id: number; readonly state: QueueState };

/** The one that begins next; undefined while one goes on, nothing waits, or all is held. @param entries in order of position */
export function nextEntry<T extends Queued>(entries: readonly T[], isHeld: boolean): T | undefined {
  if (isHeld || entries.some(({ state }) => goesOn(state))) return undefined;
  return entries.find(({ state }) => state === 'waiting');
}

/** As a person sees them: what goes on, what waits and is paused in its order, then what has ended, the latest first. */
export function shownOrder<T extends Queued & { readonly endedAt: string | null }>(entries: readonly T[]): T[] {
  const ended = entries.filter(({ state }) => hasEnded(state));
  const latest = ended.toSorted((a, b) => (b.endedAt ?? '').localeCompare(a.endedAt ?? '') || b.id - a.id);
  return [...entries.filter(({ state }) => goesOn(state)), ...entries.filter(({ state }) => !goesOn(state) && !hasEnded(state)), ...latest];
}

/**
 * The order after one was put before another, or at the end.
 * @throws SmearlabError wrong-usage when the other one is not there
 */
export function movedBefore(ids: readonly number[], id: number, before: number | null): number[] {
  if (id === before) return [...ids];
  const others = ids.filter((other) => other !== id);
  const at = before === null ? others.length : others.indexOf(before);
  if (at < 0) throw new SmearlabError('wrong-usage', 'What it was to be put before is not in the queue any more.');
  return others.toSpliced(at, 0, id);
}

/** Of these the process or the device is to blame, not the recipe: the next attempt may go better. */
const BAD_LUCK: ReadonlySet<FailureKind> = new Set(['engine', 'device-lost', 'out-of-memory']);

/** Attempts in a row that may end so without having finished an epoch. */
const MOST_IN_VAIN = 2;

/**
 * Whether work that ended by a failure is taken up again at once from its last finished epoch. Each attempt that finishes an epoch is worth
 * another, so a run comes to its end however often its process is killed, and one that never gets anywhere fails.
 * @param inVain attempts in a row, this one included, that finished no epoch
 */
export function triesAgain(kind: FailureKind, inVain: number): boolean {
  return BAD_LUCK.has(kind) && inVain < MOST_IN_VAIN;
}
