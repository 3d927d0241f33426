/** One WebSocket per open page, over which the contract is carried. */
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { type FacePort, servePort } from '../faces/servePort.ts';
import { upgradeRefusal } from './access.ts';
import { askedBy, type Serving } from './respond.ts';

export type Limits = {
  /** Bytes of one message from a page: a drawn mask is the largest (`masks.save`). */
  readonly message: number;
  /** Bytes that wait for a page that does not read; with more it is closed, and connects again when it is awake. */
  readonly unread: number;
  /** Pages at once. */
  readonly pages: number;
  /** A page that has not answered a ping in this time is gone. */
  readonly heartbeatMs: number;
};

export const LIMITS: Limits = { message: 50 * 2 ** 20, unread: 64 * 2 ** 20, pages: 32, heartbeatMs: 30_000 };

export type Sockets = {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
};

export function openSockets({ application, access, onFault }: Omit<Serving, 'pages'>, limits: Limits): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: limits.message, perMessageDeflate: false });
  const answering = new WeakSet<WebSocket>();
  const heartbeat = setInterval(() => {
    for (const page of server.clients) {
      if (!answering.has(page)) page.terminate();
      answering.delete(page);
      page.ping();
    }
  }, limits.heartbeatMs);
  heartbeat.unref();

  function serve(page: WebSocket): void {
    answering.add(page);
    page.on('pong', () => answering.add(page));
    // Broken frames and messages that are too long: ws closes the connection with the code that says so.
    page.on('error', () => page.terminate());
    const port: FacePort = {
      post: (message) => {
        page.send(JSON.stringify(message));
        if (page.bufferedAmount > limits.unread) page.terminate();
      },
      onMessage: (listener) =>
        page.on('message', (data, isBinary) => {
          const message = isBinary ? undefined : parsed(data);
          if (message === undefined) page.close(1003, 'Messages are JSON.');
          else listener(message);
        }),
      onClose: (listener) => page.on('close', listener),
    };
    servePort(application, port, onFault);
  }

  return {
    upgrade: (request, socket, head) => {
      socket.on('error', () => socket.destroy());
      const refusal = upgradeRefusal(askedBy(request), access);
      if (refusal !== undefined) refuse(socket, refusal.status, refusal.sentence);
      else if (server.clients.size >= limits.pages) refuse(socket, 503, 'Too many pages are open.');
      else server.handleUpgrade(request, socket, head, serve);
    },
    close: () => {
      clearInterval(heartbeat);
      for (const page of server.clients) page.terminate();
      server.close();
    },
  };
}

function refuse(socket: Duplex, status: number, sentence: string): void {
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, 'connection: close', 'content-type: text/plain; charset=utf-8'];
  socket.end(`${head.join('\r\n')}\r\ncontent-length: ${Buffer.byteLength(sentence)}\r\n\r\n${sentence}`);
}

/** What is no JSON is undefined, which JSON itself cannot say. */
function parsed(data: RawData): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return undefined;
  }
}
