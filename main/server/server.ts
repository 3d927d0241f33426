/** The application in a browser: a server on the loopback address that hands out the renderer, pictures, and one WebSocket per page. */
import { createServer } from 'node:http';
import type { Application } from '../../app/application/application.ts';
import { sayFailure } from '../cli/exit.ts';
import { readPages } from '../faces/pages.ts';
import type { Access } from './access.ts';
import { listenOnLoopback } from './loopback.ts';
import { respond, type Serving } from './respond.ts';
import { LIMITS, type Limits, openSockets } from './sockets.ts';
import { newToken } from './token.ts';

/** `address` holds the token that lets a browser in. `close` ends every connection. */
export type Server = { readonly address: string; readonly port: number; close(): Promise<void> };

export type ServerOptions = {
  readonly application: Application;
  /** The folder of the built renderer. */
  readonly pages: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly limits?: Partial<Limits>;
  readonly onFault?: (error: unknown) => void;
};

/** A browser opens a handful per page. */
const MOST_CONNECTIONS = 256;

/**
 * @returns once it listens
 * @throws SmearlabError in-use or wrong-usage for the port, missing-file when the renderer is not built
 */
export async function startServer({
  application,
  pages: folder,
  port: wanted,
  limits,
  onFault = sayFailure,
}: ServerOptions): Promise<Server> {
  const pages = readPages(folder);
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 });
  server.maxConnections = MOST_CONNECTIONS;
  const port = await listenOnLoopback(server, wanted);
  const access: Access = { token: newToken(), port };
  const serving: Serving = { application, pages, access, onFault };
  const sockets = openSockets(serving, { ...LIMITS, ...limits });
  server.on('upgrade', sockets.upgrade);
  server.on('request', (request, response) => void respond(serving, request, response));
  return {
    address: `http://127.0.0.1:${port}/?token=${access.token}`,
    port,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      sockets.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
