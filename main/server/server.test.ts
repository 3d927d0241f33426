/** The browser face whole, from the outside: real requests and sockets against a real application. */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { NONCE_PLACEHOLDER } from '../faces/nonce.ts';
import { ask, askRaw, type Served, serve } from './server.fixture.ts';

let served: Served;
let port: number;
beforeAll(async () => {
  served = await serve();
  port = served.server.port;
});
afterAll(() => served.close());

describe('the address that was printed', () => {
  it('gives a browser its cookie, which scripts cannot read and other sites do not send, and leads on to the page', async () => {
    const { status, headers, body } = await ask(port, `/?token=${served.token}`);
    expect(status).toBe(200);
    expect(headers['set-cookie']).toEqual([`smearlab-${port}=${served.token}; HttpOnly; SameSite=Strict; Path=/`]);
    expect(String(body)).toContain('url=/"');
    expect(String(body)).not.toContain(served.token);
    expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
  });

  it('is another one at every start', async () => {
    const other = await serve();
    onTestFinished(other.close);
    expect(other.token).not.toBe(served.token);
    expect(served.token).toMatch(/^[\w-]{32}$/);
  });
});

describe('the page', () => {
  it('carries the nonce that its policy names, another one each time', async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const { status, headers, body } = await ask(port, '/', served.own);
        expect(status).toBe(200);
        const [, nonce = ''] = /nonce="([\w-]{22})"/.exec(String(body)) ?? [];
        expect(String(body)).not.toContain(NONCE_PLACEHOLDER);
        expect(headers['content-security-policy']).toContain(`'nonce-${nonce}'`);
        expect(headers['content-security-policy']).toContain(`connect-src 'self' ws://127.0.0.1:${port}`);
        expect(headers['cache-control']).toBe('no-store');
        return nonce;
      }),
    );
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it('has its files, kept for ever under names of their content', async () => {
    const { status, headers, body } = await ask(port, '/assets/index-BNJtnlgm.js', served.own);
    expect({ status, body: String(body) }).toEqual({ status: 200, body: 'export {};' });
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
  });

  it('can be asked for with HEAD, which sends no content', async () => {
    const { status, headers, body } = await ask(port, '/assets/index-BNJtnlgm.js', served.own, 'HEAD');
    expect({ status, length: headers['content-length'], body: String(body) }).toEqual({ status: 200, length: '10', body: '' });
  });
});

describe('a picture', () => {
  it('is a thumbnail by its content, kept for ever', async () => {
    const { status, headers, body } = await ask(port, `/media/thumbnail/${served.sha256}`, served.own);
    expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: 'image/jpeg' });
    expect(body.subarray(0, 2).toString('hex')).toBe('ffd8');
    expect(headers['cache-control']).toContain('immutable');
  });

  it.each([
    [`/media/thumbnail/${'0'.repeat(64)}`, 404, /not in the library/],
    ['/media/thumbnail/../../secret.js', 404, /nothing at this address/],
    ['/media/thumbnail/secret.js', 404, /nothing at this address/],
    ['/media/image/5x', 404, /nothing at this address/],
    ['/media/image/-1', 404, /nothing at this address/],
    ['/media/image/5?side=99999', 404, /nothing at this address/],
    ['/media/', 404, /nothing at this address/],
  ])('at %s is a sentence with status %d', async (path, status, said) => {
    const answer = await ask(port, path, served.own);
    expect(answer.status).toBe(status);
    expect(String(answer.body)).toMatch(said);
    expect(answer.headers).toMatchObject({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  });

  describe('whose thumbnail is lost', () => {
    const has = () => served.application.desk.library.thumbnails.has(served.sha256);
    const file = () => join(served.images, 'cell.png');

    it('is made again; where its file has changed or is gone, that is said with 409 and 404', async () => {
      const other = await serve();
      onTestFinished(other.close);
      loseThumbnails(other);
      const path = `/media/thumbnail/${other.sha256}`;
      writeFileSync(join(other.images, 'cell.png'), 'another');
      const changed = await ask(other.server.port, path, other.own);
      expect({ status: changed.status, said: String(changed.body) }).toMatchObject({
        status: 409,
        said: expect.stringContaining('has changed'),
      });
      rmSync(join(other.images, 'cell.png'));
      const gone = await ask(other.server.port, path, other.own);
      expect({ status: gone.status, said: String(gone.body) }).toMatchObject({
        status: 404,
        said: expect.stringContaining('not there any more'),
      });
      expect(other.faults).toEqual([]);
    });

    it.skipIf(process.platform === 'win32')('is not made when the page that asked gave it up (skipped on Windows)', async () => {
      loseThumbnails(served);
      const bytes = readFileSync(file());
      rmSync(file());
      // Reading a named pipe waits for whoever writes into it: the request is under way as long as the test wants.
      execFileSync('mkfifo', [file()]);
      const askFor = () => get({ host: '127.0.0.1', port, path: `/media/thumbnail/${served.sha256}`, headers: served.own, agent: false });
      const given = askFor().on('error', () => undefined);
      await wait(300);
      given.destroy();
      await wait(100);
      writeFileSync(file(), bytes);
      await wait(300);
      expect(has()).toBe(false);
      const kept = new Promise((resolve) => askFor().on('response', (response) => resolve(response.resume().statusCode)));
      await wait(100);
      writeFileSync(file(), bytes);
      expect(await kept).toBe(200);
      expect(has()).toBe(true);
      rmSync(file());
      writeFileSync(file(), bytes);
    });
  });
});

describe('what is not asked by our own page', () => {
  it.each<[string, string, Record<string, string>, string, number]>([
    ['without a cookie', '/', {}, 'GET', 403],
    ['without a cookie, for a file', '/assets/index-BNJtnlgm.js', {}, 'GET', 403],
    ['without a cookie, for a file there is not', '/assets/other.js', {}, 'GET', 403],
    ['with a wrong token', '/?token=guessed', {}, 'GET', 403],
    ['under another name', '/', { host: 'evil.example' }, 'GET', 403],
    ['with POST', '/', { cookie: 'own' }, 'POST', 405],
    ['with DELETE', '/media/image/1', { cookie: 'own' }, 'DELETE', 405],
    ['for a file outside the pages', '/../secret.js', { cookie: 'own' }, 'GET', 404],
    ['for it percent-encoded', '/%2e%2e/secret.js', { cookie: 'own' }, 'GET', 404],
    ['for it with backslashes', '/..\\secret.js', { cookie: 'own' }, 'GET', 404],
    ['for it from a folder', '/assets/../../secret.js', { cookie: 'own' }, 'GET', 404],
    ['with a NUL in it', '/assets/index-BNJtnlgm.js%00', { cookie: 'own' }, 'GET', 404],
    ['for the folder', '/assets/', { cookie: 'own' }, 'GET', 404],
    ['at a very long address', `/${'a'.repeat(4000)}`, { cookie: 'own' }, 'GET', 414],
  ])('%s is refused with a sentence', async (_, path, { cookie, ...headers }, method, status) => {
    const answer = await ask(port, path, { ...headers, ...(cookie === 'own' ? { cookie: served.own['cookie'] } : {}) }, method);
    expect(answer.status).toBe(status);
    expect(String(answer.body)).toMatch(/^[A-Z].*\.$/);
    expect(String(answer.body)).not.toMatch(/secret|\[object|Error|\n/);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it.each([
    ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['an old protocol without a host', 'GET / HTTP/1.0\r\n\r\n', 403],
    ['two hosts', 'GET / HTTP/1.1\r\nhost: 127.0.0.1:PORT\r\nhost: evil.example\r\nconnection: close\r\n\r\n', 403],
    [
      'another host in its address',
      'GET http://evil.example/ HTTP/1.1\r\nhost: 127.0.0.1:PORT\r\nCOOKIE\r\nconnection: close\r\n\r\n',
      404,
    ],
    ['a NUL in its address', 'GET /\0 HTTP/1.1\r\nhost: 127.0.0.1:PORT\r\n\r\n', 400],
    ['a headers’ flood', `GET / HTTP/1.1\r\nhost: 127.0.0.1:PORT\r\nx: ${'a'.repeat(40_000)}\r\n\r\n`, 431],
    ['two lengths', 'GET / HTTP/1.1\r\nhost: 127.0.0.1:PORT\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n', 400],
    ['a length and chunks', 'POST / HTTP/1.1\r\nhost: 127.0.0.1:PORT\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n', 400],
    ['no protocol', 'hello\r\n\r\n', 400],
  ])('with %s is refused', async (_, text, status) => {
    const answer = await askRaw(port, text.replaceAll('PORT', String(port)).replace('COOKIE', `cookie: ${String(served.own['cookie'])}`));
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).not.toContain('smearlab-nonce');
  });

  it('has not disturbed anybody: nothing unexpected was told', () => {
    expect(served.faults).toEqual([]);
  });
});

/** As if the file of thumbnails had been deleted. */
function loseThumbnails({ application }: Served): void {
  const database = new Database(application.desk.library.thumbnails.file);
  database.exec('DELETE FROM thumbnails');
  database.close();
}
