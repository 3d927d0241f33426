/** Opens the application for a browser: serves it, says where and why, and ends it whole when it is asked to. */
import { join } from 'node:path';
import { openApplication } from '../../app/application/application.ts';
import { servicesOf } from '../faces/services.ts';
import { startServer } from '../server/server.ts';
import { openSystemBrowser } from './systemBrowser.ts';

export type BrowserFace = {
  readonly root: string;
  readonly dataFolder: string;
  readonly port: number;
  /** Why it is not the window: a sentence. */
  readonly because: string;
  /** Whether the system's browser can be opened. */
  readonly hasDisplay: boolean;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
};

/**
 * @returns when `signal` has aborted and all work has ended, the data folder let go
 * @throws SmearlabError in-use for a data folder or a port that another program has, and what opening a store throws
 */
export async function serveForBrowser({ root, dataFolder, port, because, hasDisplay, signal, say }: BrowserFace): Promise<void> {
  const application = openApplication(dataFolder, servicesOf(null));
  try {
    const server = await startServer({ application, pages: join(root, 'dist/renderer'), port });
    say(`${because} The data folder is ${dataFolder}.`);
    say(`\n  ${server.address}\n`);
    say('Only this computer reaches it, and only with this address. Ctrl-C ends Smearlab.');
    if (hasDisplay) openSystemBrowser(server.address, say);
    await aborted(signal);
    say(application.isBusy() ? 'Ending; work that goes on is stopped and kept.' : 'Ending.');
    await server.close();
  } finally {
    await application.close();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
