/** What can be done with an entry of the queue in its state, and where it goes when it is moved. Pure. */
import type { QueueEntry, QueueState } from '../../../app/contract/training.ts';

export type EntryAction = 'pause' | 'resume' | 'stop' | 'remove';

/** Those worth a button, the likeliest first. What ends of itself in a moment offers nothing. */
const ACTIONS: Readonly<Record<QueueState, readonly EntryAction[]>> = {
  waiting: ['pause', 'remove'],
  running: ['pause', 'stop'],
  pausing: ['stop'],
  stopping: [],
  paused: ['resume', 'stop', 'remove'],
  stopped: ['resume', 'remove'],
  finished: ['remove'],
  failed: ['resume', 'remove'],
};

export function actionsOf(state: QueueState): readonly EntryAction[] {
  return ACTIONS[state];
}

export function canMove(state: QueueState): boolean {
  return state === 'waiting' || state === 'paused';
}

export function goesOn(state: QueueState): boolean {
  return state === 'running' || state === 'pausing' || state === 'stopping';
}

export function hasEnded(state: QueueState): boolean {
  return state === 'stopped' || state === 'finished' || state === 'failed';
}

type Placed = Pick<QueueEntry, 'id' | 'state'>;

/**
 * What `training.move` is to be asked with so that an entry goes one place up or down among those that can be moved.
 * @returns undefined where it is the first or last of them already
 */
export function steppedBefore(entries: readonly Placed[], id: number, step: -1 | 1): { readonly before: number | null } | undefined {
  const movable = entries.filter(({ state }) => canMove(state));
  const place = movable.findIndex((entry) => entry.id === id);
  if (place < 0) return undefined;
  if (step === -1) {
    const above = movable[place - 1];
    return above === undefined ? undefined : { before: above.id };
  }
  if (movable[place + 1] === undefined) return undefined;
  return { before: movable[place + 2]?.id ?? null };
}

/** What it is to be put before when it is dropped on another one: there where that one is now. @returns undefined where nothing moves */
export function droppedBefore(entries: readonly Placed[], id: number, onto: number): { readonly before: number | null } | undefined {
  const movable = entries.filter(({ state }) => canMove(state)).map((entry) => entry.id);
  const [from, to] = [movable.indexOf(id), movable.indexOf(onto)];
  if (from < 0 || to < 0 || from === to) return undefined;
  return { before: from < to ? (movable[to + 1] ?? null) : onto };
}

/** Share of an entry that is done, 0 to 1, by epochs; null where nothing is known yet. */
export function doneShare({ state, runs, live }: Pick<QueueEntry, 'state' | 'runs' | 'live'>): number | null {
  if (state === 'finished') return 1;
  const epochs = runs.reduce((sum, run) => sum + run.epochs, 0);
  if (epochs === 0) return null;
  const done = runs.reduce((sum, run) => sum + (run.state === 'finished' ? run.epochs : run.epochsDone), 0);
  const within = live === null || live.total === 0 || live.stage === 'measuring' ? 0 : STAGE[live.stage](live.done / live.total);
  return Math.min(1, (done + within) / epochs);
}

/** Of an epoch, roughly: validation is the shorter part. */
const STAGE = {
  training: (share: number) => 0.85 * share,
  estimating: () => 0.85,
  validating: (share: number) => 0.85 + 0.15 * share,
};

/** The run that is looked at of an entry where nobody chose one: the one that goes on, else the last that has begun. */
export function shownRun({ live, runs }: Pick<QueueEntry, 'runs' | 'live'>): number | null {
  if (live !== null) return live.run;
  const begun = runs.filter(({ epochsDone, state }) => epochsDone > 0 || state !== 'planned');
  const goingOn = begun.find(({ state }) => state === 'running');
  return (goingOn ?? begun.at(-1) ?? runs[0])?.id ?? null;
}
