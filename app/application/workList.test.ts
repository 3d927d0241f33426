import { describe, expect, it } from 'vitest';
import { SmearlabError } from '../contract/failure.ts';
import { type Work, workSchema } from '../contract/work.ts';
import { WorkList } from './workList.ts';

const PROGRESS = { task: 'a', stage: 'b', done: 1, total: 2, unit: 'images', perSecond: null, secondsLeft: null } as const;

function listOf() {
  const told: Work[] = [];
  return { told, list: new WorkList((work) => told.push(workSchema.parse(work))) };
}

const kinds = (told: readonly Work[]) => told.map(({ state }) => state.kind);
/** Ends when it is stopped. */
const untilStopped = ({ signal }: { signal: AbortSignal }) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new SmearlabError('stopped', 'It was stopped.'))));

describe('the list of long work', () => {
  it('tells that work began, how far it is and that it has ended, and gives what it gave', async () => {
    const { told, list } = listOf();
    const given = await list.run('library.check', ({ onProgress }) => {
      onProgress(PROGRESS);
      return 7;
    });
    expect(given).toBe(7);
    expect(told.map(({ state }) => state)).toEqual([
      { kind: 'running', progress: null },
      { kind: 'running', progress: PROGRESS },
      { kind: 'finished' },
    ]);
    expect(list.list()).toEqual([{ id: 1, procedure: 'library.check', state: { kind: 'finished' } }]);
  });

  it.each([
    ['a sentence of ours', new SmearlabError('disk-full', 'The disk is full.', { file: '/x' }), 'disk-full', 'The disk is full.', '/x'],
    ['an error that nobody expected', new TypeError('no'), 'internal', 'Something unexpected happened: no', null],
    ['what is no error at all', 'oh', 'internal', 'Something unexpected happened: oh', null],
    ['an empty rejection', undefined, 'internal', 'Something unexpected happened: undefined', null],
  ])('keeps why work failed: %s', async (_, thrown, kind, sentence, file) => {
    const { list } = listOf();
    const failing = list.run('library.import', () => Promise.reject(thrown));
    expect(await failing.catch((error: unknown) => error)).toBe(thrown);
    expect(list.list()).toMatchObject([{ state: { kind: 'failed', failure: { kind, sentence, file } } }]);
  });

  it('stops one of several, and says that it is stopping until it has ended', async () => {
    const { told, list } = listOf();
    const first = list.run('a', async (call) => {
      call.onProgress(PROGRESS);
      await untilStopped(call).catch(() => call.onProgress({ ...PROGRESS, done: 2 }));
      throw new SmearlabError('stopped', 'It was stopped.');
    });
    let isDone = false;
    const second = list.run('b', untilStopped).finally(() => {
      isDone = true;
    });
    const both = Promise.allSettled([first, second]);
    list.stop(1);
    await expect(first).rejects.toMatchObject({ kind: 'stopped' });
    expect(kinds(told.filter(({ id }) => id === 1))).toEqual(['running', 'running', 'stopping', 'stopping', 'failed']);
    expect([isDone, list.list().find(({ id }) => id === 2)?.state.kind]).toEqual([false, 'running']);
    list.stop(2);
    await both;
  });

  it('says that work which has ended, or never was, cannot be stopped', async () => {
    const { list } = listOf();
    await list.run('a', () => undefined);
    for (const id of [1, 2, -1]) expect(() => list.stop(id)).toThrow(expect.objectContaining({ kind: 'wrong-usage' }));
  });

  it('hears no progress of work that has ended', async () => {
    const { told, list } = listOf();
    let late: (() => void) | undefined;
    await list.run('a', ({ onProgress }) => {
      late = () => onProgress(PROGRESS);
    });
    late?.();
    expect(kinds(told)).toEqual(['running', 'finished']);
  });

  it('remembers the last twenty that ended, and all that go on, however old', async () => {
    const { list } = listOf();
    const old = list.run('old', untilStopped);
    for (let count = 0; count < 30; count++) await list.run('short', () => undefined);
    const ids = list.list().map(({ id }) => id);
    expect(ids).toEqual([1, ...Array.from({ length: 20 }, (_, index) => index + 12)]);
    const stopped = expect(old).rejects.toMatchObject({ kind: 'stopped' });
    await list.stopAll();
    await stopped;
    expect(list.list().filter(({ state }) => state.kind === 'running')).toEqual([]);
  });
});
