import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainerInThisProcess } from '../../app/training/explanation/inThisProcess.fixture.ts';
import { makeImage, makeRunFolder } from '../../app/training/explanation/runFolder.fixture.ts';
import { type ChildListener, engineChild, type StartChild } from './child.ts';
import { explainerProcess } from './explainer.ts';

const never = new AbortController().signal;
const stoppedFailure = expect.objectContaining({ kind: 'stopped' });

let root: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'smearlab-explainer-'));
  makeRunFolder(join(root, 'run'));
  await makeImage(join(root, 'cell.png'));
});
afterAll(() => rmSync(root, { recursive: true }));
const request = () => ({ folder: join(root, 'run'), image: join(root, 'cell.png'), class: null });

describe('the process that explains', () => {
  it('answers what this process would, brings failures back, and is started anew after its end', async () => {
    const [there, here] = [explainerProcess({ threads: 1, idleMs: 30 }), explainerInThisProcess()];
    try {
      expect(await there.explain(request(), never)).toEqual(await here.explain(request(), never));
      const asked = there.explain({ ...request(), class: 'Neutrophil' }, never);
      await expect(asked).rejects.toThrow(expect.objectContaining({ kind: 'wrong-usage', message: expect.stringContaining('Neutrophil') }));
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect((await there.explain(request(), never)).classes).toHaveLength(3);
    } finally {
      await Promise.all([there.close(), here.close()]);
    }
  }, 30_000);
});

const EXPLANATION = {
  ...{ classes: ['a'], probabilities: [1], predicted: 'a', class: 'a' },
  maps: [{ branch: null, weight: 1, layer: 'conv', rows: 1, columns: 1, values: [1] }],
};

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
  const turn = () => new Promise((resolve) => setTimeout(resolve, 5));
  return { children, start, turn };
}

describe('a process that is asked', () => {
  it('gets one question at a time, and none whose asker has gone', async () => {
    const { children, start, turn } = toldChild();
    const explainer = explainerProcess({ threads: 1 }, start);
    const gone = new AbortController();
    const [first, second, third] = [
      explainer.explain(request(), never),
      explainer.explain({ ...request(), class: 'gone' }, gone.signal),
      explainer.explain({ ...request(), class: 'b' }, never),
    ];
    gone.abort();
    await expect(second).rejects.toThrow(stoppedFailure);
    await turn();
    expect(children).toHaveLength(1);
    expect(children[0]?.sent).toEqual([{ type: 'explain', ...request(), device: 'cpu', threads: 1 }]);
    children[0]?.tell.onMessage({ type: 'ready' });
    children[0]?.tell.onMessage({ type: 'explained', explanation: EXPLANATION });
    expect(await first).toEqual(EXPLANATION);
    await turn();
    expect(children[0]?.sent).toHaveLength(2);
    children[0]?.tell.onMessage({ type: 'explained', explanation: { ...EXPLANATION, class: 'b' } });
    expect((await third).class).toBe('b');
    await explainer.close();
  });

  it('lets an asker go at once, whose answer reaches nobody else', async () => {
    const { children, start, turn } = toldChild();
    const explainer = explainerProcess({ threads: 1 }, start);
    const gone = new AbortController();
    const left = explainer.explain(request(), gone.signal);
    await turn();
    gone.abort();
    await expect(left).rejects.toThrow(stoppedFailure);
    const next = explainer.explain(request(), never);
    await turn();
    expect(children[0]?.sent).toHaveLength(1);
    children[0]?.tell.onMessage({ type: 'explained', explanation: { ...EXPLANATION, class: 'of the one that left' } });
    await turn();
    children[0]?.tell.onMessage({ type: 'explained', explanation: EXPLANATION });
    expect((await next).class).toBe('a');
    await explainer.close();
  });

  it('is ended when it is asked nothing for a while', async () => {
    const { children, start, turn } = toldChild();
    const explainer = explainerProcess({ threads: 1, idleMs: 20 }, start);
    const answer = explainer.explain(request(), never);
    await turn();
    children[0]?.tell.onMessage({ type: 'explained', explanation: EXPLANATION });
    await answer;
    expect(children[0]?.isKilled).toBe(false);
    await expect.poll(() => children[0]?.isKilled).toBe(true);
    await explainer.close();
  });

  it.each([
    ['crashes', (tell: Required<ChildListener>) => tell.onEnd({ kind: 'ended', code: null, signal: 'SIGSEGV' }), /SIGSEGV/],
    ['exits', (tell: Required<ChildListener>) => tell.onEnd({ kind: 'ended', code: 3, signal: null }), /exit status 3/],
    ['does not start', (tell: Required<ChildListener>) => tell.onEnd({ kind: 'not-started', error: new Error('EAGAIN') }), /EAGAIN/],
    ['talks nonsense', (tell: Required<ChildListener>) => tell.onMessage({ type: 'explained', explanation: {} }), /no report/],
    ['says nothing', () => undefined, /said nothing for 0\.05 seconds/],
  ])('and %s is a failure in a sentence, and another one takes the next question', async (_, act, said) => {
    const { children, start, turn } = toldChild();
    const explainer = explainerProcess({ threads: 1, patienceMs: 50 }, start);
    const answer = explainer.explain(request(), never);
    await turn();
    if (children[0] !== undefined) act(children[0].tell);
    await expect(answer).rejects.toThrow(expect.objectContaining({ kind: 'engine', message: expect.stringMatching(said) }));
    const next = explainer.explain(request(), never);
    await turn();
    expect(children).toHaveLength(2);
    children[1]?.tell.onMessage({ type: 'explained', explanation: EXPLANATION });
    await next;
    await explainer.close();
  });

  it('answers nobody after it was closed, and was never started where nobody asked', async () => {
    const { children, start } = toldChild();
    const explainer = explainerProcess({ threads: 1 }, start);
    await explainer.close();
    await expect(explainer.explain(request(), never)).rejects.toThrow(stoppedFailure);
    expect(children).toEqual([]);
  });
});
