/** A page of Chromium as a window's content. Chromium itself cannot load app://, so the page sees it at an https address that nothing else has. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Frame, type Page, type Route } from 'playwright-core';
import { CHROMIUM } from '../../e2e/browser.ts';
import { app } from './app.ts';
import { did, tell } from './control.ts';
import { runPreload } from './preloadHost.ts';
import { emitPreventable } from './preventable.ts';
import { answerOf, mayLoad } from './session.ts';
import type { StandInContents } from './window.ts';

const OURS = 'app://smearlab';
const STAND_IN = 'https://smearlab.invalid';
const BINDING = 'standInSend';
const HEAR = 'standInHear';

const asApp = (url: string) => (url.startsWith(`${STAND_IN}/`) ? OURS + url.slice(STAND_IN.length) : url);

let context: Promise<BrowserContext> | undefined;

/** One Chromium for the whole program; the test looks into it through the port. */
async function chromiumContext(): Promise<BrowserContext> {
  const debuggingPort = await freePort();
  const opened = await chromium.launchPersistentContext(join(app.getPath('userData'), 'chromium'), {
    executablePath: CHROMIUM ?? '',
    args: ['--no-sandbox', `--remote-debugging-port=${debuggingPort}`],
    ...{ viewport: { width: 1280, height: 800 }, locale: 'en-GB' },
  });
  app.closeBrowser = () => opened.close();
  await opened.exposeBinding(BINDING, ({ frame }, channel: string, args: unknown[]) => hear(frame, channel, args));
  tell({ type: 'page', debuggingPort });
  return opened;
}

const contents = new WeakMap<Page, StandInContents>();

export async function openPage(of: StandInContents, preload: string, url: string): Promise<Page> {
  if (!existsSync(preload)) throw new Error(`There is no preload ${preload}.`);
  context ??= chromiumContext();
  const page = await (await context).newPage();
  contents.set(page, of);
  await page.route('**/*', (route) => answer(of, route));
  const host = JSON.stringify({ binding: BINDING, hear: HEAR });
  const module = `function (require, module, exports) {${readFileSync(preload, 'utf8')}\n}`;
  await page.addInitScript({ content: `(${runPreload.toString()})(${host}, ${module})` });
  page.on('popup', (popup) => {
    const { action } = of.windowOpenHandler({
      url: popup.url(),
      frameName: '',
      features: '',
      disposition: 'new-window',
      referrer: { url: '', policy: 'default' },
    });
    did('window open', action);
    if (action === 'deny') void popup.close();
  });
  page.on('crash', () => of.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }));
  await page.goto(url.replace(OURS, STAND_IN));
  return page;
}

/** What the frame sends goes on as an event of Electron's, with the frame that sent it. */
function hear(frame: Frame, channel: string, args: readonly unknown[]): void {
  const of = contents.get(frame.page());
  if (of === undefined) return;
  const url = asApp(frame.url());
  const senderFrame = { url, origin: url.startsWith(`${OURS}/`) ? OURS : new URL(url).origin, parent: frame.parentFrame() };
  of.ipc.emit(channel, { sender: of, senderFrame }, ...args);
}

async function answer(of: StandInContents, route: Route): Promise<void> {
  const request = route.request();
  const url = asApp(request.url());
  const isMainFrame = request.isNavigationRequest() && request.frame().parentFrame() === null;
  if (request.isNavigationRequest() && !mayGo(of, url, isMainFrame)) {
    did('navigation prevented', url);
    return route.abort('aborted');
  }
  if (!(await mayLoad(url))) {
    did('not loaded', url);
    return route.abort();
  }
  if (isMainFrame) of.emit('did-start-navigation', { url, isMainFrame, isSameDocument: false });
  const response = await answerOf(url, request.method());
  if (response === undefined) return route.abort();
  const body = Buffer.from(await response.arrayBuffer());
  return route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body });
}

/** Says something to the page. One that is just leaving hears nothing more, as in Electron. */
export function say(page: Page, channel: string, message: unknown): void {
  const said = { hear: HEAR, channel, message };
  page
    .evaluate((to) => {
      const hear: unknown = Reflect.get(globalThis, to.hear);
      if (typeof hear === 'function') hear(to.channel, to.message);
    }, said)
    .catch(() => undefined);
}

/** The program itself goes where it likes; a page asks. */
function mayGo(of: StandInContents, url: string, isMainFrame: boolean): boolean {
  return emitPreventable(
    (event) => {
      of.emit('will-frame-navigate', event);
      if (isMainFrame) of.emit('will-navigate', event);
    },
    { url, isMainFrame },
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
