import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Application, openApplication } from '../../app/application/application.ts';
import { SmearlabError } from '../../app/contract/failure.ts';
import type { Response } from '../../app/contract/messages.ts';
import { classifierInThisProcess } from '../../app/slides/classification/inThisProcess.fixture.ts';
import { explainerInThisProcess } from '../../app/training/explanation/inThisProcess.fixture.ts';
import { executorInThisProcess } from '../../app/training/inThisProcess.fixture.ts';
import { servePort } from './servePort.ts';

let application: Application;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'smearlab-port-'));
  application = openApplication(folder, {
    chooseFolder: null,
    useDataFolder: () => undefined,
    devices: async () => [],
    openExecutor: executorInThisProcess,
    openExplainer: explainerInThisProcess,
    openClassifier: classifierInThisProcess,
  });
});
afterAll(async () => {
  await application.close();
  rmSync(folder, { recursive: true });
});

/** A face at the other end; `call` answers calls in place of the application's own answers. */
function face(call: Application['call'] = application.call, throwsAfterClose = false) {
  const received: Response[] = [];
  const faults: unknown[] = [];
  let isClosed = false;
  const listeners: { message?: (message: unknown) => void; close?: () => void } = {};
  const port = {
    post: (message: Response) => {
      if (isClosed && throwsAfterClose) throw new Error('Object has been destroyed');
      received.push(message);
    },
    onMessage: (listener: (message: unknown) => void) => {
      listeners.message = listener;
    },
    onClose: (listener: () => void) => {
      listeners.close = listener;
    },
  };
  const close = () => {
    isClosed = true;
    listeners.close?.();
  };
  servePort({ ...application, call }, port, (error) => faults.push(error));
  return { received, faults, send: (message: unknown) => listeners.message?.(message), close };
}

const start = { type: 'call', id: 1, procedure: 'application.start', input: {} } as const;

describe('one connection to a face', () => {
  it('has a session of its own: who signs in on one is signed in on no other', async () => {
    const sessions: unknown[] = [];
    const keeping: Application['call'] = async (_, __, ___, session) => sessions.push(session);
    const [one, other] = [face(keeping), face(keeping)];
    for (const at of [one, one, other]) at.send(start);
    await wait(0);
    const [first, again, others] = sessions;
    expect(first).toBeDefined();
    expect(again).toBe(first);
    expect(others).not.toBe(first);
  });

  it('carries what nobody expected as a sentence, and tells it for the log', async () => {
    const broken = new TypeError('x is not a function');
    const { received, faults, send } = face(() => Promise.reject(broken));
    send(start);
    await expect.poll(() => received).toHaveLength(1);
    const failure = { kind: 'internal', sentence: 'Something unexpected happened: x is not a function', file: null };
    expect(received).toEqual([{ type: 'failure', id: 1, failure }]);
    expect(faults).toEqual([broken]);
  });

  it('tells the log nothing of a failure that is the asker’s', async () => {
    const { received, faults, send } = face();
    send({ ...start, procedure: 'library.burn' });
    await expect.poll(() => received).toMatchObject([{ type: 'failure', failure: { kind: 'wrong-usage' } }]);
    expect(faults).toEqual([]);
  });

  it('stops a call that is cancelled, and all calls when it ends', async () => {
    const signals: AbortSignal[] = [];
    const { send, close } = face((_, __, signal) => {
      signals.push(signal);
      return new Promise(() => undefined);
    });
    for (const id of [1, 2, 3]) send({ ...start, id });
    send({ type: 'cancel', id: 2 });
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, true, false]);
    close();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true]);
  });

  it('posts nothing after its end, whatever is answered then, and a port that would throw is not asked', async () => {
    const ends: { readonly resolve: (value: unknown) => void; readonly reject: (error: unknown) => void }[] = [];
    const { received, faults, send, close } = face(() => new Promise((resolve, reject) => ends.push({ resolve, reject })), true);
    for (const id of [1, 2]) send({ ...start, id });
    close();
    ends[0]?.resolve({});
    ends[1]?.reject(new SmearlabError('stopped', 'It was stopped.'));
    send({ ...start, id: 'no id' });
    await wait(20);
    expect([received, faults]).toEqual([[], []]);
  });

  it('refuses more calls at once than it can keep in mind', async () => {
    const { received, send } = face(() => new Promise(() => undefined));
    for (let id = 1; id <= 300; id++) send({ ...start, id });
    await expect.poll(() => received.length).toBe(300 - 256);
    expect(received[0]).toMatchObject({ type: 'failure', id: 257, failure: { kind: 'wrong-usage' } });
  });

  it('of many events about one thing passes on the latest, and none after its end', async () => {
    const { received, close } = face();
    for (let done = 1; done <= 100; done++) {
      const progress = { task: 'a', stage: '', done, total: 100, unit: 'images', perSecond: null, secondsLeft: null } as const;
      application.desk.tell({ name: 'work', work: { id: 7, procedure: 'library.import', state: { kind: 'running', progress } } });
    }
    application.desk.tell({ name: 'library', dataSet: null });
    await expect.poll(() => received.length).toBe(2);
    expect(received).toMatchObject([{ event: { work: { state: { progress: { done: 100 } } } } }, { event: { name: 'library' } }]);
    application.desk.tell({ name: 'library', dataSet: 1 });
    close();
    application.desk.tell({ name: 'library', dataSet: 2 });
    await wait(150);
    expect(received).toHaveLength(2);
  });
});
