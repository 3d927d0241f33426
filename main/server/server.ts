/** The application in a browser: a server on the loopback address that hands out the renderer, pictures, and one WebSocket per page. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { WebSocketServer } from 'ws';
import type { Application } from '../../app/application/application.ts';
import { mediaOf } from '../../app/application/media.ts';
import { MEDIA, mediaRequest } from '../../app/contract/media.ts';
import { servePort } from '../faces/servePort.ts';
import { COOKIE, refusal, tokenOfCookies } from './access.ts';

export type Server = { readonly address: string; close(): Promise<void> };
export type ServerOptions = { readonly application: Application /** The built renderer. */; readonly pages: string; readonly port: number };

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** @returns once it listens; `address` holds the token that lets a browser in */
export async function startServer({ application, pages, port }: ServerOptions): Promise<Server> {
  const token = randomBytes(24).toString('base64url');
  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 * 1024 });
  server.on('upgrade', (request, socket, head) => {
    const { host, origin, cookie } = request.headers;
    if (origin === undefined || refusal({ host, origin, token: tokenOfCookies(cookie) }, { token, port: listening() }) !== undefined) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      servePort(application, {
        post: (message) => webSocket.send(JSON.stringify(message)),
        onMessage: (listener) => webSocket.on('message', (data) => listener(parsed(String(data)))),
        onClose: (listener) => webSocket.on('close', listener),
      });
    });
  });
  const listening = () => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  };

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const { host, origin, cookie } = request.headers;
    const given = url.searchParams.get('token');
    const refused = refusal({ host, origin, token: given ?? tokenOfCookies(cookie) }, { token, port: listening() });
    if (refused !== undefined) {
      response.writeHead(403).end('Open Smearlab at the address that it printed when it was started.');
    } else if (given !== null) {
      response.writeHead(303, { location: '/', 'set-cookie': `${COOKIE}=${token}; HttpOnly; SameSite=Strict; Path=/` }).end();
    } else if (url.pathname.startsWith(MEDIA)) {
      const asked = mediaRequest(url.pathname, url.searchParams);
      if (asked === undefined) response.writeHead(404).end();
      else {
        const { type, bytes } = await mediaOf(application.desk, asked);
        response.writeHead(200, { 'content-type': type, 'cache-control': 'private, max-age=31536000, immutable' }).end(bytes);
      }
    } else await page(url.pathname, response);
  }

  async function page(path: string, response: ServerResponse): Promise<void> {
    const file = normalize(join(pages, path === '/' ? 'index.html' : path));
    const type = TYPES[extname(file)];
    if (!file.startsWith(pages + sep) || type === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': type }).end(await readFile(file));
  }

  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${listening()}/?token=${token}`,
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What is no JSON is no request either. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
