import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { classifierInThisProcess } from '../../app/slides/classification/inThisProcess.fixture.ts';
import type { FoundResult } from '../../app/store/cells.ts';
import { makeImage, makeRunFolder } from '../../app/training/explanation/runFolder.fixture.ts';
import { type ChildListener, engineChild, type StartChild } from './child.ts';
import { classifierProcess } from './classifier.ts';

const never = new AbortController().signal;
const request = { folder: '/run', cells: [{ id: 7, file: '/cell.png', sha256: null }], testTimeAugmentation: false };
const found: FoundResult[] = [{ cell: 7, kind: 'classified', probabilities: [1, 0] }];

let root: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'smearlab-classifier-'));
  makeRunFolder(join(root, 'run'));
  await makeImage(join(root, 'cell.png'));
});
afterAll(() => rmSync(root, { recursive: true }));

it('the process that classifies says what this process would, of cells that can be read and of those that cannot', async () => {
  const cells = [1, 2, 3].map((id) => ({ id, file: join(root, id === 2 ? 'gone.png' : 'cell.png'), sha256: null }));
  const told = async (classifier: ReturnType<typeof classifierProcess>) => {
    const all: FoundResult[] = [];
    await classifier.classify({ folder: join(root, 'run'), cells, testTimeAugmentation: true }, (of) => all.push(...of), never);
    await classifier.close();
    return all.sort((a, b) => a.cell - b.cell);
  };
  const there = await told(classifierProcess({ threads: 1, workers: 1 }));
  expect(there).toEqual(await told(classifierInThisProcess()));
  expect(there.map(({ kind }) => kind)).toEqual(['classified', 'unclassified', 'classified']);
}, 30_000);

/** A child that does as it is told by the test. */
function toldChild() {
  const children: { tell: Required<ChildListener>; sent: object[]; isKilled: boolean }[] = [];
  const start: StartChild = () =>
    engineChild((tell) => {
      const child = { tell, sent: [] as object[], isKilled: false };
      children.push(child);
      return {
        send: (message) => child.sent.push(message),
        kill: () => {
          child.isKilled = true;
          tell.onEnd({ kind: 'ended', code: null, signal: 'SIGKILL' });
        },
      };
    });
  return { children, start };
}

describe('a process that classifies', () => {
  it('ends with its slide', async () => {
    const { children, start } = toldChild();
    const all: FoundResult[] = [];
    const asked = classifierProcess({ threads: 1, workers: 0 }, start).classify(request, (of) => all.push(...of), never);
    children[0]?.tell.onMessage({ type: 'ready' });
    children[0]?.tell.onMessage({ type: 'found', found });
    children[0]?.tell.onMessage({ type: 'classified' });
    await asked;
    expect([all, children[0]?.isKilled]).toEqual([found, true]);
    expect(children[0]?.sent).toEqual([{ type: 'classify', ...request, device: 'cpu', threads: 1, workers: 0 }]);
  });

  it.each<[string, (tell: Required<ChildListener>) => void, object]>([
    ['crashes', (tell) => tell.onEnd({ kind: 'ended', code: null, signal: 'SIGSEGV' }), { kind: 'engine', message: /SIGSEGV/ }],
    ['does not start', (tell) => tell.onEnd({ kind: 'not-started', error: new Error('EAGAIN') }), { kind: 'engine', message: /EAGAIN/ }],
    ['talks nonsense', (tell) => tell.onMessage({ type: 'found', found: [{ cell: 'x' }] }), { kind: 'engine', message: /no report/ }],
    [
      'fails',
      (tell) => tell.onMessage({ type: 'failed', kind: 'missing-file', sentence: 'No such run.' }),
      { kind: 'missing-file', message: /such run/ },
    ],
  ])(
    'and %s is a failure in a sentence, and the next slide gets another one',
    async (_, act, { kind, message }: { kind?: string; message?: RegExp }) => {
      const { children, start } = toldChild();
      const classifier = classifierProcess({ threads: 1, workers: 0 }, start);
      const asked = classifier.classify(request, () => undefined, never);
      const [child] = children;
      if (child !== undefined) act(child.tell);
      await expect(asked).rejects.toThrow(expect.objectContaining({ kind, message: expect.stringMatching(message ?? /./) }));
      const next = classifier.classify(request, () => undefined, never);
      children[1]?.tell.onMessage({ type: 'classified' });
      await next;
    },
  );

  it('is ended when what it found cannot be kept', async () => {
    const { children, start } = toldChild();
    const full = () => {
      throw new Error('The disk is full.');
    };
    const asked = classifierProcess({ threads: 1, workers: 0 }, start).classify(request, full, never);
    children[0]?.tell.onMessage({ type: 'found', found });
    await expect(asked).rejects.toThrow('The disk is full.');
    expect(children[0]?.isKilled).toBe(true);
  });

  it('is asked to stop, and killed where it does not within its patience', async () => {
    const { children, start } = toldChild();
    const stop = new AbortController();
    const asked = classifierProcess({ threads: 1, workers: 0, patienceMs: 20 }, start).classify(request, () => undefined, stop.signal);
    stop.abort();
    await expect(asked).rejects.toMatchObject({ kind: 'stopped' });
    expect(children[0]?.sent.at(-1)).toEqual({ type: 'stop' });
    expect(children[0]?.isKilled).toBe(true);
  });

  it('is none after the end of the program', async () => {
    const { children, start } = toldChild();
    const classifier = classifierProcess({ threads: 1, workers: 0 }, start);
    const asked = expect(classifier.classify(request, () => undefined, never)).rejects.toMatchObject({ kind: 'engine' });
    await classifier.close();
    await asked;
    await expect(classifier.classify(request, () => undefined, never)).rejects.toMatchObject({ kind: 'stopped' });
    expect(children).toHaveLength(1);
  });
});
