import { describe, expect, it } from 'vitest';
import type { EpochReport, Queue, TrainingLive, WatchedRun } from '../../../app/contract/training.ts';
import { curvesOf } from './curves.ts';
import { nearestReconstructed, shownEpoch, withEpoch, withLive } from './following.ts';

const epoch = (number: number, isBest = false): EpochReport => ({
  metrics: { epoch: number, trainLoss: 1 / number, trainAccuracy: 0.5, valLoss: null, valAccuracy: null, valMacroF1: null, seconds: 1 },
  ...{ isBest, found: null },
});
const run: WatchedRun = {
  ...{ id: 2, name: 'run', network: 'wbc', state: 'running', epochsDone: 2, epochs: 9, seed: 1, classes: [], dataSet: 1, device: null },
  ...{ failure: null, curve: [epoch(1), epoch(2, true)] },
};

describe('a run that is followed', () => {
  it('takes each epoch as it ends, in order, and knows one best', () => {
    const after = withEpoch(withEpoch(run, epoch(3)), epoch(4, true));
    expect(after.curve.map(({ metrics, isBest }) => [metrics.epoch, isBest])).toEqual([
      [1, false],
      [2, false],
      [3, false],
      [4, true],
    ]);
    expect(after.epochsDone).toBe(4);
  });

  it('forgets what an attempt that was given up had after it', () => {
    expect(withEpoch({ ...run, curve: [epoch(1), epoch(2), epoch(3)] }, epoch(2)).curve.map(({ metrics }) => metrics.epoch)).toEqual([
      1, 2,
    ]);
  });

  it('of an autoencoder keeps few reconstructions, and shows the nearest ones where an epoch has none', () => {
    const drawn = (number: number): EpochReport => ({ ...epoch(number), found: { confusion: null, samples: [], reconstructed: [4, 5] } });
    let long: WatchedRun = { ...run, curve: [] };
    for (let number = 1; number <= 100; number++) long = withEpoch(long, drawn(number));
    const kept = long.curve.flatMap(({ metrics, found }) => ((found?.reconstructed.length ?? 0) > 0 ? [metrics.epoch] : []));
    expect([long.curve.length, kept.length]).toEqual([100, 14]);
    expect(kept.slice(0, 3)).toEqual([1, 9, 17]);
    expect([1, 4, 5, 6, 99].map((number) => nearestReconstructed(long.curve, number)?.metrics.epoch)).toEqual([1, 1, 1, 9, 100]);
    expect(nearestReconstructed(run.curve, 1)).toBeUndefined();
  });

  it('shows the chosen epoch, or the latest where it is gone or none is chosen', () => {
    expect(shownEpoch(run.curve, 1)?.metrics.epoch).toBe(1);
    expect(shownEpoch(run.curve, null)?.metrics.epoch).toBe(2);
    expect(shownEpoch(run.curve, 99)?.metrics.epoch).toBe(2);
    expect(shownEpoch([], 1)).toBeUndefined();
  });

  it('has gaps in its lines where nothing was measured', () => {
    const { loss } = curvesOf(run.curve);
    expect(loss.map(({ points }) => points.map(({ y }) => y))).toEqual([
      [1, 0.5],
      [null, null],
    ]);
  });
});

describe('the queue that is followed', () => {
  it('knows how far the run is, and that the epochs before it are done', () => {
    const live: TrainingLive = {
      ...{ entry: 1, run: 2, name: 'run', network: 'wbc', place: 1, runs: 1, epoch: 4, epochs: 9, stage: 'training', done: 1, total: 2 },
      ...{ perSecond: null, secondsLeft: null, trainLoss: null },
    };
    const { curve: _, classes: __, dataSet: ___, device: ____, failure: _____, ...queued } = run;
    const entry = (id: number): Queue['entries'][number] => ({
      ...{ id, name: 'entry', state: 'running', runs: [queued], live: null, failure: null, notices: [], study: null, report: null },
      ...{ addedAt: '', startedAt: null, endedAt: null },
      order: { kind: 'study', name: 'x', dataSets: { wbc: 1, cam16: 1, prcc: 1 }, subsets: [1], seed: 1, recipe: {}, device: 'auto' },
    });
    const after = withLive({ isHeld: false, entries: [entry(1), entry(3)] }, live);
    expect(after.entries[0]).toMatchObject({ live, runs: [{ epochsDone: 3, state: 'running' }] });
    expect(after.entries[1]).toEqual(entry(3));
  });
});
