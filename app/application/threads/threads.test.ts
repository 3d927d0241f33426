import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Threads } from './threads.ts';

let folder = '';
let threads: Threads;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smearlab-threads-'));
});
afterEach(async () => {
  await threads.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Threads that begin with another file, as in a bundled application; each message to it is answered by `body`. */
function beginningWith(body: string, count = 1): Threads {
  const entry = join(folder, 'entry.mjs');
  writeFileSync(
    entry,
    `import { parentPort, threadId } from 'node:worker_threads';\nparentPort.on('message', (request) => { ${body} });\n`,
  );
  threads = new Threads(entry, count);
  return threads;
}

const signal = new AbortController().signal;
const input = { folder: '/x', dataSet: 1 };
const HASH = 'a'.repeat(64);
const DONE = `parentPort.postMessage({ type: 'done', output: { dataSetId: threadId, changes: request.input?.dataSet ?? 0, hash: '${HASH}' } })`;

describe('threads of the application', () => {
  it.each([1, 2])('%i of them do short jobs in the order of asking, no more at once than there are threads', async (count) => {
    beginningWith(`if (request.type === 'do') setTimeout(() => ${DONE}, 20)`, count);
    const doneBy = new Map<number, number[]>();
    const asked = [1, 2, 3, 4, 5, 6].map(async (dataSet) => {
      const made = await threads.run('hash', { folder: '/x', dataSet }, { signal });
      const thread = made?.dataSetId ?? 0;
      doneBy.set(thread, [...(doneBy.get(thread) ?? []), dataSet]);
    });
    await Promise.all(asked);
    // Which of two threads starts first is the system's to say.
    const orders = [...doneBy.values()];
    expect(orders).toHaveLength(count);
    expect(orders).toEqual(orders.map((order) => order.toSorted((a, b) => a - b)));
    expect(orders.flat()).toHaveLength(6);
  });

  it('say what failed there with its kind, and go on', async () => {
    beginningWith(
      `parentPort.postMessage(request.input?.dataSet === 1 ? { type: 'failed', kind: 'disk-full', sentence: 'Full.', file: '/f' } : { type: 'done', output: null })`,
    );
    await expect(threads.run('hash', input, { signal })).rejects.toMatchObject({ kind: 'disk-full', message: 'Full.', file: '/f' });
    expect(await threads.run('hash', { ...input, dataSet: 2 }, { signal })).toBeNull();
  });

  it.each([
    ['dies of an error', `throw new Error('struck')`],
    ['exits', 'process.exit(3)'],
    ['answers with something else', `parentPort.postMessage({ type: 'done', output: { hash: 5 } })`],
    ['answers with no message of ours', `parentPort.postMessage('hello')`],
  ])('one that %s fails its job with a sentence, and the next job has another', async (_, body) => {
    beginningWith(`if (request.input?.dataSet === 1) { ${body} } else parentPort.postMessage({ type: 'done', output: null })`);
    await expect(threads.run('hash', input, { signal })).rejects.toMatchObject({ name: 'SmearlabError', kind: 'internal' });
    expect(await threads.run('hash', { ...input, dataSet: 2 }, { signal })).toBeNull();
  });

  it('cannot begin with a file that is not there, and say so for each job', async () => {
    threads = new Threads(join(folder, 'nothing.mjs'), 1);
    for (let time = 0; time < 2; time++) {
      await expect(threads.run('hash', input, { signal })).rejects.toMatchObject({ name: 'SmearlabError', kind: 'internal' });
    }
  });

  it('are not waited for by who stops, be it a short job, a waiting one or a long one', async () => {
    beginningWith('');
    const stop = new AbortController();
    const asked = [
      threads.run('hash', input, { signal: stop.signal }),
      threads.run('hash', input, { signal: stop.signal }),
      threads.runAlone('hash', input, { signal: stop.signal }),
    ];
    const stopped = Promise.all(asked.map((job) => expect(job).rejects.toMatchObject({ kind: 'stopped' })));
    stop.abort();
    await stopped;
    await expect(threads.run('hash', input, { signal: stop.signal })).rejects.toMatchObject({ kind: 'stopped' });
  });

  it('tell how far a job is', async () => {
    const progress = { task: 'a', stage: 'b', done: 1, total: 2, unit: 'images', perSecond: null, secondsLeft: null } as const;
    beginningWith(
      `if (request.type === 'do') { parentPort.postMessage({ type: 'progress', progress: ${JSON.stringify(progress)} }); ${DONE} }`,
    );
    const told: unknown[] = [];
    await threads.runAlone('hash', input, { signal, onProgress: (of) => told.push(of) });
    expect(told).toEqual([progress]);
  });

  it('that are closed do nothing more: what waits is stopped', async () => {
    beginningWith('');
    const waiting = [threads.run('hash', input, { signal }), threads.run('hash', input, { signal })];
    const failed = Promise.all(waiting.map((job) => expect(job).rejects.toMatchObject({ name: 'SmearlabError' })));
    await threads.close();
    await failed;
    await expect(threads.run('hash', input, { signal })).rejects.toMatchObject({ kind: 'stopped' });
    await expect(threads.runAlone('hash', input, { signal })).rejects.toMatchObject({ kind: 'stopped' });
  });

  it('begin with the application’s own file where no other one is given', async () => {
    threads = new Threads();
    await expect(threads.run('hash', { folder, dataSet: 1 }, { signal })).rejects.toMatchObject({ kind: 'missing-file' });
  });
});
