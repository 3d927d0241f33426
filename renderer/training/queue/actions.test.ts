import { describe, expect, it } from 'vitest';
import { type QueueEntry, queueStateSchema, type TrainingLive } from '../../../app/contract/training.ts';
import { actionsOf, canMove, doneShare, droppedBefore, goesOn, hasEnded, shownRun, steppedBefore } from './actions.ts';

type Run = QueueEntry['runs'][number];
const run = (id: number, epochsDone: number, state: Run['state']): Run => ({
  ...{ id, epochsDone, state, name: `run ${id}`, network: 'wbc', epochs: 10, seed: 1 },
});
const live: TrainingLive = {
  ...{ entry: 1, run: 2, name: 'run 2', network: 'wbc', place: 2, runs: 2, epoch: 3, epochs: 10, stage: 'training', done: 50, total: 100 },
  ...{ perSecond: 10, secondsLeft: 5, trainLoss: 1 },
};

describe('what can be done in a state', () => {
  it.each(queueStateSchema.options)('%s: goes on, has ended, or keeps a place in the queue', (state) => {
    expect([goesOn(state), hasEnded(state), canMove(state)].filter(Boolean)).toHaveLength(1);
    expect(actionsOf(state).includes('remove')).toBe(!goesOn(state));
  });

  it('never offers what is under way already', () => {
    expect(actionsOf('pausing')).not.toContain('pause');
    expect(actionsOf('stopping')).toEqual([]);
    expect(actionsOf('finished')).toEqual(['remove']);
  });
});

describe('a place in the queue', () => {
  const entries = (['running', 'waiting', 'paused', 'waiting', 'finished'] as const).map((state, at) => ({ id: at + 1, state }));

  it.each([
    [2, 1, { before: 4 }],
    [2, -1, undefined],
    [3, -1, { before: 2 }],
    [3, 1, { before: null }],
    [4, 1, undefined],
    [1, 1, undefined],
    [5, -1, undefined],
    [99, 1, undefined],
  ] as const)('of entry %d a step of %d on is %j', (id, step, wanted) => {
    expect(steppedBefore(entries, id, step)).toEqual(wanted);
  });

  it.each([
    [2, 4, { before: null }],
    [2, 3, { before: 4 }],
    [4, 2, { before: 2 }],
    [4, 4, undefined],
    [4, 1, undefined],
    [5, 2, undefined],
  ])('of entry %d dropped onto %d is %j', (id, onto, wanted) => {
    expect(droppedBefore(entries, id, onto)).toEqual(wanted);
  });
});

describe('how far an entry is', () => {
  it('is not known before it has runs, and whole when it is finished, also early', () => {
    expect(doneShare({ state: 'waiting', runs: [], live: null })).toBeNull();
    expect(doneShare({ state: 'finished', runs: [run(1, 4, 'finished')], live: null })).toBe(1);
  });

  it('counts finished epochs, runs that stopped early as whole, and the epoch under way', () => {
    const runs = [run(1, 6, 'finished'), run(2, 2, 'running')];
    expect(doneShare({ state: 'paused', runs, live: null })).toBeCloseTo(0.6);
    expect(doneShare({ state: 'running', runs, live })).toBeCloseTo((12 + 0.425) / 20);
    expect(doneShare({ state: 'running', runs, live: { ...live, total: 0 } })).toBeCloseTo(0.6);
    expect(doneShare({ state: 'running', runs: [run(1, 10, 'running')], live: { ...live, stage: 'validating', done: 1, total: 1 } })).toBe(
      1,
    );
  });
});

describe('the run that is looked at', () => {
  it('is the one that goes on, else the last that has begun, else the first', () => {
    const runs = [run(1, 10, 'finished'), run(2, 2, 'interrupted'), run(3, 0, 'planned')];
    expect(shownRun({ runs, live })).toBe(2);
    expect(shownRun({ runs, live: null })).toBe(2);
    expect(shownRun({ runs: [run(8, 0, 'planned'), run(9, 0, 'planned')], live: null })).toBe(8);
    expect(shownRun({ runs: [], live: null })).toBeNull();
  });
});
