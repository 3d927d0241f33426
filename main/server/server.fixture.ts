/** A server in front of a real application with one imported image, and clients that can say anything. */

import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import WebSocket from 'ws';
import { type Application, openApplication } from '../../app/application/application.ts';
import { classifierInThisProcess } from '../../app/slides/classification/inThisProcess.fixture.ts';
import { explainerInThisProcess } from '../../app/training/explanation/inThisProcess.fixture.ts';
import { executorInThisProcess } from '../../app/training/inThisProcess.fixture.ts';
import { NONCE_PLACEHOLDER } from '../faces/nonce.ts';
import { type Server, type ServerOptions, startServer } from './server.ts';

export type Served = {
  readonly application: Application;
  readonly server: Server;
  readonly token: string;
  /** The headers of our own page. */
  readonly own: OutgoingHttpHeaders;
  /** The folder of the data set, with one image `cell.png`. */
  readonly images: string;
  readonly sha256: string;
  readonly faults: readonly unknown[];
  close(): Promise<void>;
};

export async function serve(options: Pick<ServerOptions, 'limits'> = {}): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'smearlab-server-'));
  const [pages, images] = [join(folder, 'pages'), join(folder, 'images')];
  for (const made of [join(pages, 'assets'), images]) mkdirSync(made, { recursive: true });
  writeFileSync(join(pages, 'index.html'), `<meta property="csp-nonce" nonce="${NONCE_PLACEHOLDER}"><div id="application"></div>`);
  writeFileSync(join(pages, 'assets', 'index-BNJtnlgm.js'), 'export {};');
  writeFileSync(join(folder, 'secret.js'), 'secret');
  await sharp({ create: { width: 40, height: 30, channels: 3, background: '#a04080' } })
    .png()
    .toFile(join(images, 'cell.png'));
  const application = openApplication(join(folder, 'library'), {
    chooseFolder: null,
    useDataFolder: () => undefined,
    devices: async () => [],
    openExecutor: executorInThisProcess,
    openExplainer: explainerInThisProcess,
    openClassifier: classifierInThisProcess,
  });
  await application.call('library.import', { root: images, name: 'cells' }, new AbortController().signal);
  const sha256 = createHash('sha256')
    .update(readFileSync(join(images, 'cell.png')))
    .digest('hex');
  const faults: unknown[] = [];
  const server = await startServer({ application, pages, port: 0, onFault: (error) => faults.push(error), ...options });
  const token = new URL(server.address).searchParams.get('token') ?? '';
  return {
    ...{ application, server, token, images, faults, sha256 },
    own: { cookie: `smearlab-${server.port}=${token}`, origin: `http://127.0.0.1:${server.port}` },
    close: async () => {
      await server.close();
      await application.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer };

/** One request, with exactly the path and headers given. */
export function ask(port: number, path: string, headers: OutgoingHttpHeaders = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }));
    });
    asking.on('error', reject);
    asking.end();
  });
}

/** What comes back to these very bytes. */
export function askRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    let answer = '';
    socket.on('data', (data) => {
      answer += String(data);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
    socket.end(text);
  });
}

/** An open WebSocket, or the status it was refused with. */
export function openSocket(
  port: number,
  headers: OutgoingHttpHeaders,
  path = '/',
  options: { readonly autoPong?: boolean } = {},
): Promise<WebSocket | number> {
  return new Promise((resolve, reject) => {
    const { origin, ...others } = headers;
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, {
      headers: others,
      ...options,
      ...(typeof origin === 'string' ? { origin } : {}),
    });
    socket.on('open', () => resolve(socket));
    socket.on('unexpected-response', (_, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', reject);
  });
}
