import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FailureKind, SmearlabError } from '../../contract/failure.ts';
import type { RunExecutor } from '../../training/execution.ts';
import { executorInThisProcess } from '../../training/inThisProcess.fixture.ts';
import { type ApplicationBench, applicationBench, SERVICES } from '../application.fixture.ts';
import { smallOrder, until } from './orders.fixture.ts';

/** What each attempt does: fails by a kind before its first epoch or after its next one, or goes through. */
let attempts: (readonly [FailureKind, 'at once' | 'after an epoch'])[] = [];
let begun = 0;

/** Loses its process as planned, and else trains. */
const losing = (): RunExecutor => {
  const executor = executorInThisProcess();
  return {
    ...executor,
    execute: async (request, listener) => {
      begun++;
      const [kind, when] = attempts.shift() ?? [];
      if (kind === undefined) return executor.execute(request, listener);
      const lost = new SmearlabError(kind, `Lost by ${kind}.`);
      if (when === 'at once') throw lost;
      const stop = new AbortController();
      const onEpoch: typeof listener.onEpoch = (metrics, isBest, found) => {
        listener.onEpoch(metrics, isBest, found);
        if (found !== null) stop.abort();
      };
      return executor.execute({ ...request, signal: stop.signal }, { ...listener, onEpoch }).catch(() => Promise.reject(lost));
    },
  };
};

let bench: ApplicationBench;
let dataSet = 0;
beforeAll(async () => {
  bench = await applicationBench({ ...SERVICES, openExecutor: losing });
  dataSet = await bench.bring();
});
afterAll(() => bench.clear());
beforeEach(() => {
  begun = 0;
});

describe('a run whose process is lost', () => {
  it('is taken up from its last finished epoch, as often as it gets on', async () => {
    attempts = [
      ['engine', 'after an epoch'],
      ['out-of-memory', 'after an epoch'],
      ['device-lost', 'at once'],
      ['engine', 'after an epoch'],
    ];
    bench.events.splice(0);
    const { entry } = await bench.call('training.add', { order: smallOrder(dataSet, {}, { epochs: 4 }) });
    const { runs, notices } = await until(bench, entry, 'finished');
    expect(runs).toMatchObject([{ state: 'finished', epochsDone: 4 }]);
    expect(begun).toBe(5);
    expect(notices.filter((sentence) => sentence.includes('taken up again')).length).toBe(4);
    // No epoch was trained twice.
    expect(bench.events.flatMap((event) => (event.name === 'epoch' ? [event.epoch.metrics.epoch] : []))).toEqual([1, 2, 3, 4]);
    const { curve } = await bench.call('training.run', { run: runs[0]?.id ?? 0 });
    expect(curve.map(({ found }) => found !== null)).toEqual([true, true, true, true]);
  });

  it.each<[string, typeof attempts, number]>([
    [
      'twice in a row without an epoch',
      [
        ['engine', 'at once'],
        ['engine', 'at once'],
      ],
      2,
    ],
    ['by its recipe', [['diverged', 'at once']], 1],
  ])('fails where it is lost %s, and the next one begins', async (_, planned, times) => {
    attempts = planned;
    const { entry } = await bench.call('training.add', { order: smallOrder(dataSet, { name: 'bad' }) });
    const { entry: next } = await bench.call('training.add', { order: smallOrder(dataSet, { name: 'good' }, { epochs: 1 }) });
    await until(bench, next, 'finished');
    const failed = (await bench.call('training.queue', {})).entries.find(({ id }) => id === entry);
    expect(failed).toMatchObject({
      state: 'failed',
      failure: { sentence: expect.stringContaining('Lost by') },
      runs: [{ state: 'failed' }],
    });
    expect(begun).toBe(times + 1);
    await bench.call('training.resume', { entry });
    expect((await until(bench, entry, 'finished')).failure).toBeNull();
  });
});
