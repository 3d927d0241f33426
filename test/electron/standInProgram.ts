/** The program in the stand-in of Electron. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { CHROMIUM, WITHOUT_CHROMIUM } from '../e2e/browser.ts';
import { layOut, makePackage, type Package, WITHOUT_PACKAGE } from './package.ts';
import { type Folders, type Kind, type Program, ROOT } from './program.ts';
import type { Happened, ToStandIn } from './standIn/control.ts';

const MAIN = join(ROOT, 'dist/main/main.js');
const REGISTER = new URL('./standIn/register.ts', import.meta.url).href;

export const standIn: Kind = {
  name: 'Electron’s stand-in',
  missing: CHROMIUM === undefined ? WITHOUT_CHROMIUM : undefined,
  start: (folders) => start(folders, MAIN),
};

/** Packaged once, when it is first started. */
let packaged: Promise<Package> | undefined;
let installed: string | undefined;

/** The files of an installer, as they lie when it has run; nothing of the sources or of node_modules is near them. */
export const installedStandIn: Kind = {
  name: 'Electron’s stand-in, as installed',
  missing: standIn.missing ?? WITHOUT_PACKAGE,
  start: async (folders) => {
    packaged ??= makePackage();
    installed ??= layOut(await packaged);
    return start(folders, installed);
  },
  remove: async () => (await packaged)?.remove(),
};

type Told = { readonly what: string; readonly details?: unknown };

async function start(folders: Folders, main: string): Promise<Program> {
  const told: Told[] = [];
  const child = begin(folders, main);
  const ended = endOf(child);
  const port = new Promise<number>((resolve, reject) => {
    child.on('message', (happened: Happened) => {
      if (happened.type === 'page') resolve(happened.debuggingPort);
      else told.push(happened);
    });
    void ended.then((status) => reject(new Error(`It ended with ${status} before it showed a window: ${JSON.stringify(told)}`)));
  });
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${await port}`);
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('Chromium has no window.');
  const isOurs = (page: Page) => page.url().startsWith('https://smearlab.invalid/');
  // The window's page is there before it has an address.
  const page = await until(() => Promise.resolve(context.pages().find(isOurs)));
  const order = (message: ToStandIn) => {
    child.send(message);
    return Promise.resolve();
  };
  const isLast = (what: string, other: string) =>
    told.findLastIndex((of) => of.what === what) > told.findLastIndex((of) => of.what === other);
  const count = (what: string) => told.filter((of) => of.what === what).length;
  return {
    ...{ page, told, ended, process: child.pid ?? 0 },
    answer: (answers) => order({ type: 'answers', answers }),
    closeWindow: () => order({ type: 'close-window' }),
    quit: () => order({ type: 'quit' }),
    minimize: () => order({ type: 'minimize' }),
    isMinimized: () => Promise.resolve(isLast('minimize', 'restore')),
    openWindows: () => Promise.resolve(count('window') - count('closed')),
    startAgain: () => endOf(begin(folders, main)),
  };
}

/** Starts the main bundle, which finds the stand-in where it asks for Electron. */
export function begin({ library, own }: Folders, main = MAIN): ChildProcess {
  return fork(main, ['--library', library], { execArgv: ['--import', REGISTER], env: { ...process.env, SMEARLAB_STAND_IN_DATA: own } });
}

export function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', resolve));
}

/** Looks until there is something to see. @throws Error after half a minute */
export async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  const late = performance.now() + 30_000;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (performance.now() > late) throw new Error(`What was waited for did not happen: ${look.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
