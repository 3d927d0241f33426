import { describe, expect, it } from 'vitest';
import { type FailureKind, failureKindSchema } from '../../contract/failure.ts';
import { type QueueState, queueStateSchema } from '../../contract/training.ts';
import {
  afterOpening,
  afterOrder,
  afterWork,
  type EntryOrder,
  goesOn,
  hasEnded,
  movedBefore,
  nextEntry,
  shownOrder,
  triesAgain,
  type WorkEnd,
} from './queueStates.ts';

const STATES = queueStateSchema.options;
const ORDERS: readonly EntryOrder[] = ['pause', 'resume', 'stop', 'remove', 'move'];
const ENDS: readonly WorkEnd[] = ['finished', 'failed', 'stopped', 'closed'];

/** What becomes of each state by each order; null: it is refused. */
const TABLE: Readonly<Record<QueueState, Readonly<Record<EntryOrder, QueueState | null>>>> = {
  waiting: { pause: 'paused', resume: 'waiting', stop: 'stopped', remove: 'waiting', move: 'waiting' },
  running: { pause: 'pausing', resume: 'running', stop: 'stopping', remove: null, move: null },
  pausing: { pause: 'pausing', resume: null, stop: 'stopping', remove: null, move: null },
  stopping: { pause: null, resume: null, stop: 'stopping', remove: null, move: null },
  paused: { pause: 'paused', resume: 'waiting', stop: 'stopped', remove: 'paused', move: 'paused' },
  stopped: { pause: null, resume: 'waiting', stop: 'stopped', remove: 'stopped', move: null },
  finished: { pause: null, resume: null, stop: null, remove: 'finished', move: null },
  failed: { pause: null, resume: 'waiting', stop: null, remove: 'failed', move: null },
};

describe('an order for an entry', () => {
  it.each(STATES.flatMap((state) => ORDERS.map((order) => [state, order, TABLE[state][order]] as const)))(
    'of one that is %s, to %s, gives %s',
    (state, order, wanted) => {
      if (wanted !== null) expect(afterOrder(state, order)).toBe(wanted);
      else expect(() => afterOrder(state, order)).toThrow(expect.objectContaining({ kind: 'wrong-usage' }));
    },
  );

  it('never begins work by itself, never ends what goes on without its batch, and given twice does what it did once', () => {
    for (const state of STATES) {
      for (const order of ORDERS) {
        const next = TABLE[state][order];
        if (next === null) continue;
        expect(goesOn(next)).toBe(goesOn(state));
        expect(afterOrder(next, order)).toBe(next);
      }
    }
  });
});

describe('the end of work', () => {
  it.each<[QueueState, WorkEnd, QueueState]>([
    ['running', 'finished', 'finished'],
    ['pausing', 'finished', 'finished'],
    ['stopping', 'finished', 'finished'],
    ['running', 'failed', 'failed'],
    ['pausing', 'failed', 'failed'],
    ['stopping', 'failed', 'stopped'],
    ['pausing', 'stopped', 'paused'],
    ['stopping', 'stopped', 'stopped'],
    ['running', 'closed', 'running'],
    ['pausing', 'closed', 'paused'],
    ['stopping', 'closed', 'stopped'],
  ])('of what is %s, %s, leaves it %s', (state, end, wanted) => {
    expect(afterWork(state, end)).toBe(wanted);
  });

  it('leaves nothing going on but what goes on when the application is opened again', () => {
    for (const state of STATES.filter(goesOn)) {
      for (const end of ENDS) if (goesOn(afterWork(state, end))) expect([state, end]).toEqual(['running', 'closed']);
    }
  });
});

it.each<[QueueState, QueueState]>([
  ['running', 'waiting'],
  ['pausing', 'paused'],
  ['stopping', 'stopped'],
  ['waiting', 'waiting'],
  ['paused', 'paused'],
  ['stopped', 'stopped'],
  ['finished', 'finished'],
  ['failed', 'failed'],
])('after a kill, what was %s is %s', (state, wanted) => {
  expect(afterOpening(state)).toBe(wanted);
});

describe('the next entry', () => {
  const entries = (...states: QueueState[]) => states.map((state, at) => ({ id: at + 1, state, endedAt: null }));
  it.each<[QueueState[], boolean, number | undefined]>([
    [[], false, undefined],
    [['waiting'], false, 1],
    [['waiting'], true, undefined],
    [['paused', 'failed', 'finished', 'stopped', 'waiting', 'waiting'], false, 5],
    [['waiting', 'running'], false, undefined],
    [['waiting', 'pausing'], false, undefined],
    [['waiting', 'stopping'], false, undefined],
    [['paused', 'failed'], false, undefined],
  ])('of %j (held: %s) is %s', (states, isHeld, id) => {
    expect(nextEntry(entries(...states), isHeld)?.id).toBe(id);
  });

  it('is never begun beside another one, whatever the queue', () => {
    for (const a of STATES)
      for (const b of STATES) if (goesOn(a) || goesOn(b)) expect(nextEntry(entries(a, b, 'waiting'), false)).toBeUndefined();
  });
});

it('what goes on is shown first, what has ended last and the latest of it first', () => {
  const entry = (id: number, state: QueueState, endedAt: string | null = null) => ({ id, state, endedAt });
  const shown = shownOrder([
    entry(1, 'finished', '2026-01-01'),
    entry(2, 'paused'),
    entry(3, 'failed', '2026-01-03'),
    entry(4, 'waiting'),
    entry(5, 'running'),
    entry(6, 'stopped', '2026-01-03'),
    entry(7, 'finished', null),
  ]);
  expect(shown.map(({ id }) => id)).toEqual([5, 2, 4, 6, 3, 1, 7]);
  expect(STATES.filter((state) => goesOn(state) && hasEnded(state))).toEqual([]);
});

it.each<[number[], number, number | null, number[]]>([
  [[1, 2, 3], 3, 1, [3, 1, 2]],
  [[1, 2, 3], 1, 3, [2, 1, 3]],
  [[1, 2, 3], 1, null, [2, 3, 1]],
  [[1, 2, 3], 2, 2, [1, 2, 3]],
  [[1], 1, null, [1]],
])('of %j, %d put before %s gives %j', (ids, id, before, wanted) => {
  expect(movedBefore(ids, id, before)).toEqual(wanted);
});

it.each([[0], [-1], [Number.NaN], [1.5], [99]])('nothing is put before %d, which is not there', (before) => {
  expect(() => movedBefore([1, 2], 1, before)).toThrow(expect.objectContaining({ kind: 'wrong-usage' }));
});

const BAD_LUCK: readonly FailureKind[] = ['engine', 'device-lost', 'out-of-memory'];
it.each(failureKindSchema.options.map((kind) => [kind] as const))(
  'a failure by %s is taken up again only where the process is to blame',
  (kind) => {
    expect(triesAgain(kind, 0)).toBe(BAD_LUCK.includes(kind));
    expect(triesAgain(kind, 1)).toBe(BAD_LUCK.includes(kind));
    expect(triesAgain(kind, 2)).toBe(false);
  },
);
