/** The WebSockets of the browser face, from the outside, against a real application. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { failureSchema } from '../../app/contract/work.ts';
import { openSocket, type Served, serve } from './server.fixture.ts';

let served: Served;
let port: number;
beforeAll(async () => {
  served = await serve();
  port = served.server.port;
});
afterAll(() => served.close());

async function opened(of: Served = served): Promise<WebSocket> {
  const socket = await openSocket(of.server.port, of.own);
  if (typeof socket === 'number') throw new Error(`Refused with ${socket}.`);
  onTestFinished(() => socket.terminate());
  return socket;
}

function next(socket: WebSocket): Promise<unknown> {
  return new Promise((resolve, reject) => {
    socket.once('message', (data) => resolve(JSON.parse(String(data))));
    socket.once('close', (code) => reject(new Error(`Closed with ${code}.`)));
  });
}

function closed(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => socket.once('close', resolve));
}

const start = { type: 'call', id: 1, procedure: 'application.start', input: {} };

describe('a WebSocket of our page', () => {
  it('carries a call and its answer', async () => {
    const socket = await opened();
    socket.send(JSON.stringify(start));
    expect(await next(socket)).toMatchObject({ type: 'result', id: 1, output: { choosesFolders: false, isFirstStart: false } });
  });

  it.each<[string, unknown, string, RegExp]>([
    ['an unknown procedure', { ...start, procedure: 'library.burn' }, 'wrong-usage', /no procedure library.burn/],
    ['the name of something every object has', { ...start, procedure: '__proto__' }, 'wrong-usage', /no procedure/],
    ['another such name', { ...start, procedure: 'constructor' }, 'wrong-usage', /no procedure/],
    ['an input that is none', { ...start, input: 5 }, 'wrong-usage', /cannot be used/],
    ['an input with more in it', { ...start, input: { a: 1 } }, 'wrong-usage', /cannot be used/],
    ['no input', { type: 'call', id: 1, procedure: 'library.balance' }, 'wrong-usage', /cannot be understood/],
    [
      'a data set that is not there',
      { ...start, procedure: 'library.rescan', input: { dataSet: 9e15 } },
      'wrong-usage',
      /not in the library any more/,
    ],
    ['a message that is none but has an id', { type: 'burn', id: 1 }, 'wrong-usage', /cannot be understood/],
    ['a name that is too long', { ...start, procedure: 'a'.repeat(101) }, 'wrong-usage', /cannot be understood/],
  ])('answers %s with kind and sentence, without a stack', async (_, message, kind, said) => {
    const socket = await opened();
    socket.send(JSON.stringify(message));
    const answer = await next(socket);
    expect(answer).toMatchObject({ type: 'failure', id: 1, failure: { kind } });
    const { sentence } = failureSchema.parse(Object.entries(Object(answer)).find(([key]) => key === 'failure')?.[1]);
    expect(sentence).toMatch(said);
    expect(sentence).not.toMatch(/\[object|\n|\.ts:/);
  });

  it.each<[string, string | Buffer]>([
    ['what is no JSON', 'hello'],
    ['half of it', '{"type": "call"'],
    ['nothing', ''],
    ['bytes', Buffer.from(JSON.stringify(start))],
  ])('that sends %s is closed with a code that says so', async (_, message) => {
    const socket = await opened();
    const code = closed(socket);
    socket.send(message);
    expect(await code).toBe(1003);
  });

  it.each([
    ['5'],
    ['null'],
    ['[]'],
    ['"call"'],
    ['{}'],
    ['{"type":"call"}'],
    ['{"type":"call","id":"1","procedure":"application.start","input":{}}'],
    ['{"type":"cancel","id":77}'],
    ['{"__proto__":{"type":"call","id":1}}'],
  ])('that sends %s, which nobody asked with, goes on', async (message) => {
    const socket = await opened();
    socket.send(message);
    socket.send(JSON.stringify({ ...start, id: 2 }));
    expect(await next(socket)).toMatchObject({ type: 'result', id: 2 });
  });

  it('whose frames are broken is closed, and nobody else is disturbed', async () => {
    const [broken, other] = [await opened(), await opened()];
    const code = closed(broken);
    // An opcode that is reserved, written past the library.
    Object(broken)['_socket'].write(Buffer.from([0x83, 0x80, 0, 0, 0, 0]));
    expect(await code).toBe(1002);
    other.send(JSON.stringify(start));
    expect(await next(other)).toMatchObject({ type: 'result' });
  });
});

describe('limits', () => {
  let narrow: Served;
  beforeAll(async () => {
    narrow = await serve({ limits: { message: 2000, unread: 100_000, pages: 2 } });
  });
  afterAll(() => narrow.close());

  it('a message that is too long closes the connection', async () => {
    const socket = await opened(narrow);
    const code = closed(socket);
    socket.send(JSON.stringify({ ...start, input: 'a'.repeat(3000) }));
    expect(await code).toBe(1009);
  });

  it('a page that does not read is closed, so that what waits for it is bounded; one that reads is not', async () => {
    const [lazy, eager] = [await opened(narrow), await opened(narrow)];
    let read = 0;
    eager.on('message', (data) => {
      read += String(data).length;
    });
    let lazyIsClosed = false;
    lazy.on('close', () => {
      lazyIsClosed = true;
    });
    const { tell } = narrow.application.desk;
    lazy.pause();
    for (let id = 1; id <= 40; id++) {
      const progress = {
        task: 'x'.repeat(500_000),
        stage: '',
        done: 0,
        total: 1,
        unit: 'images',
        perSecond: null,
        secondsLeft: null,
      } as const;
      tell({ name: 'work', work: { id, procedure: 'library.import', state: { kind: 'running', progress } } });
      await wait(60);
    }
    await expect.poll(() => read).toBeGreaterThan(40 * 500_000);
    lazy.resume();
    await expect.poll(() => lazyIsClosed).toBe(true);
    expect(eager.readyState).toBe(WebSocket.OPEN);
  });

  it('a page that does not answer pings is gone; one that does stays', async () => {
    const beating = await serve({ limits: { heartbeatMs: 150 } });
    onTestFinished(beating.close);
    const deaf = await openSocket(beating.server.port, beating.own, '/', { autoPong: false });
    if (typeof deaf === 'number') throw new Error(`Refused with ${deaf}.`);
    const hearing = await opened(beating);
    expect(await closed(deaf)).toBe(1006);
    await wait(500);
    expect(hearing.readyState).toBe(WebSocket.OPEN);
  });

  it('more pages than can be served are told so', async () => {
    await Promise.all([opened(narrow), opened(narrow)]);
    expect(await openSocket(narrow.server.port, narrow.own)).toBe(503);
  });
});

describe('a WebSocket that is not of our page', () => {
  it.each<[string, (own: Served['own']) => Record<string, string>, string, number]>([
    ['without an origin', ({ cookie }) => ({ cookie: String(cookie) }), '/', 403],
    ['of another site', ({ cookie }) => ({ cookie: String(cookie), origin: 'https://evil.example' }), '/', 403],
    ['of the origin null', ({ cookie }) => ({ cookie: String(cookie), origin: 'null' }), '/', 403],
    ['without the cookie', ({ origin }) => ({ origin: String(origin) }), '/', 403],
    ['with a wrong cookie', ({ origin }) => ({ origin: String(origin), cookie: 'smearlab-1=x' }), '/', 403],
    ['under another name', ({ cookie, origin }) => ({ cookie: String(cookie), origin: String(origin), host: 'evil.example' }), '/', 403],
    ['at another address', ({ cookie, origin }) => ({ cookie: String(cookie), origin: String(origin) }), '/media/image/1', 400],
  ])('%s is refused', async (_, headersOf, path, status) => {
    expect(await openSocket(port, headersOf(served.own), path)).toBe(status);
  });
});

it('closing ends every connection at once', async () => {
  const closing = await serve();
  const socket = await opened(closing);
  const code = closed(socket);
  const began = performance.now();
  await closing.close();
  expect(await code).toBe(1006);
  expect(performance.now() - began).toBeLessThan(3000);
});
