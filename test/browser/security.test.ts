/** What a real browser lets our page do, and other pages do to it: the headers, the cookie and the checks together. */

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type Application, openApplication } from '../../app/application/application.ts';
import { classifierInThisProcess } from '../../app/slides/classification/inThisProcess.fixture.ts';
import { explainerInThisProcess } from '../../app/training/explanation/inThisProcess.fixture.ts';
import { executorInThisProcess } from '../../app/training/inThisProcess.fixture.ts';
import { startServer } from '../../main/server/server.ts';
import { CHROMIUM, WITHOUT_CHROMIUM } from '../e2e/browser.ts';

const PAGES = fileURLToPath(new URL('../../dist/renderer', import.meta.url));

describe.skipIf(CHROMIUM === undefined)(`the browser face in a real browser (${WITHOUT_CHROMIUM})`, () => {
  let folder: string;
  let application: Application;
  let ours: Awaited<ReturnType<typeof startServer>>;
  let foreign: Server;
  let foreignPort: number;
  let asked: string[];
  let browser: Browser;
  /** Of a browser that was let in. */
  let page: Page;
  let script: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'smearlab-security-'));
    application = openApplication(folder, {
      chooseFolder: null,
      devices: async () => [],
      useDataFolder: () => undefined,
      openExecutor: executorInThisProcess,
      openExplainer: explainerInThisProcess,
      openClassifier: classifierInThisProcess,
    });
    ours = await startServer({ application, pages: PAGES, port: 0 });
    foreign = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.setHeader('content-type', 'text/html');
      response.end(`<!doctype html><title>foreign</title><a href="${ours.address}">in</a>`);
    });
    await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
    const address = foreign.address();
    foreignPort = typeof address === 'object' && address !== null ? address.port : 0;
    // As a rebinding name server would: another name leads to this computer.
    const rules = '--host-resolver-rules=MAP evil.example 127.0.0.1';
    browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox', rules] });
    page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await enter(page);
    script = new URL((await page.locator('script[src]').getAttribute('src')) ?? '', `${own()}/`).href;
  });
  afterAll(async () => {
    await browser.close();
    await new Promise((resolve) => foreign.close(resolve).closeAllConnections());
    await ours.close();
    await application.close();
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    asked = [];
  });

  const own = () => `http://127.0.0.1:${ours.port}`;
  /** A page of a browser that has not been let in. */
  async function newPage(): Promise<Page> {
    const context = await browser.newContext({ locale: 'en-GB' });
    onTestFinished(() => context.close());
    return context.newPage();
  }
  async function enter(page: Page): Promise<void> {
    await page.goto(ours.address);
    await page.getByRole('heading', { level: 1 }).waitFor();
  }

  it('leaves the token in no address, no history and no referrer, and its cookie out of the reach of scripts', async () => {
    const page = await newPage();
    await page.goto('about:blank');
    await enter(page);
    const token = new URL(ours.address).searchParams.get('token') ?? '';
    expect(page.url()).toBe(`${own()}/`);
    const seen = await page.evaluate(`({
      cookie: document.cookie, referrer: document.referrer, html: document.documentElement.outerHTML,
      loaded: performance.getEntries().map(({ name }) => name),
    })`);
    expect(seen).toMatchObject({ cookie: '', referrer: '' });
    expect(JSON.stringify(seen)).not.toContain(token);
    await page.goBack();
    expect(page.url()).toBe('about:blank');
    expect((await page.context().cookies(own()))[0]).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
  });

  it('shows itself with the styles it needs, and the browser complains of nothing', async () => {
    const page = await newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(error.message));
    await enter(page);
    const rules = await page.evaluate('[...document.styleSheets].reduce((sum, { cssRules }) => sum + cssRules.length, 0)');
    expect(rules).toBeGreaterThan(50);
    expect(complaints.filter((complaint) => /^(error|warning)/.test(complaint))).toEqual([]);
  });

  it.each<[string, string, string]>([
    [
      'a script in the page',
      'script-src-elem',
      "const s = document.createElement('script'); s.textContent = 'window.done = true'; document.body.append(s)",
    ],
    [
      'a script of an attribute',
      'script-src-attr',
      "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.done = true\">')",
    ],
    [
      'a script of an address',
      'script-src-elem',
      "const a = document.createElement('a'); a.href = 'javascript:window.done=true'; document.body.append(a); a.click()",
    ],
    ['a script as data', 'script-src-elem', "import('data:text/javascript,window.done=true').catch(() => undefined)"],
    [
      'a script of another address',
      'script-src-elem',
      "const s = document.createElement('script'); s.src = 'FOREIGN/a.js'; document.body.append(s)",
    ],
    ['text as a script', 'script-src', "setTimeout(() => new Function('window.done = true')())"],
    [
      'a style in the page',
      'style-src-elem',
      "const s = document.createElement('style'); s.textContent = 'body { --done: 1 }'; document.body.append(s)",
    ],
    ['a style as an attribute', 'style-src-attr', "document.body.setAttribute('style', '--done: 1')"],
    [
      'a style of another address',
      'style-src-elem',
      "document.head.insertAdjacentHTML('beforeend', '<link rel=stylesheet href=FOREIGN/a.css>')",
    ],
    ['a picture of another address', 'img-src', "document.body.append(Object.assign(new Image(), { src: 'FOREIGN/a.png' }))"],
    ['a frame', 'frame-src', "document.body.insertAdjacentHTML('beforeend', '<iframe src=FOREIGN/frame></iframe>')"],
    ['a question to another address', 'connect-src', "fetch('FOREIGN/fetch', { mode: 'no-cors' }).catch(() => undefined)"],
    ['a beacon to another address', 'connect-src', "navigator.sendBeacon('FOREIGN/beacon')"],
    ['a WebSocket to another address', 'connect-src', "try { new WebSocket('FOREIGN/socket'.replace('http', 'ws')) } catch {}"],
    [
      'a form to another address',
      'form-action',
      "document.body.insertAdjacentHTML('beforeend', '<form action=FOREIGN/form></form>'); document.forms[0].submit()",
    ],
    ['another base', 'base-uri', "document.head.insertAdjacentHTML('beforeend', '<base href=FOREIGN/>')"],
    ['a worker of text', 'worker-src', "try { new Worker(URL.createObjectURL(new Blob(['1']))) } catch {}"],
  ])('lets nobody put %s into the page (%s)', async (_, directive, code) => {
    const attempt = `new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective));
      setTimeout(() => resolve('nothing was refused'), 3000);
      ${code.replaceAll('FOREIGN', `http://127.0.0.1:${foreignPort}`)}
    })`;
    const violated = await page.evaluate(attempt);
    expect(violated).toBe(directive);
    await page.waitForTimeout(100);
    const outcome = await page.evaluate("[window.done ?? null, getComputedStyle(document.body).getPropertyValue('--done')]");
    expect(outcome).toEqual([null, '']);
    expect(asked).toEqual([]);
  });

  describe.each([
    ['another program’s page on this computer', () => `http://127.0.0.1:${foreignPort}/`],
    ['another site’s page', () => `http://evil.example:${foreignPort}/`],
  ])('from %s', (_, address) => {
    it.each<[string, string]>([
      ['read the page', "fetch('OURS/', { credentials: 'include' }).then((r) => r.text())"],
      ['read a file', "fetch('OURS/icon.svg', { credentials: 'include' }).then((r) => r.text())"],
      ['show a file as a picture', loading('img', 'OURS/icon.svg')],
      ['run our script', loading('script', 'SCRIPT')],
      [
        'be connected',
        "new Promise((resolve, reject) => { const s = new WebSocket('OURS/'.replace('http', 'ws')); s.onopen = resolve; s.onerror = reject })",
      ],
      ['give an order', "fetch('OURS/', { method: 'POST', credentials: 'include', body: '{}' })"],
    ])('nobody can %s', async (_, code) => {
      await page.goto(address());
      const tried = code.replaceAll('OURS', own()).replaceAll('SCRIPT', script);
      expect(await page.evaluate(`${tried}.then(() => 'it could', () => 'refused')`)).toBe('refused');
    });

    it('nobody can put our page into a frame', async () => {
      await page.goto(address());
      await page.evaluate(`document.body.insertAdjacentHTML('beforeend', '<iframe src="${own()}/"></iframe>')`);
      await page.waitForTimeout(1000);
      const texts = await Promise.all(
        page
          .frames()
          .slice(1)
          .map((frame) => frame.locator('#application').count()),
      );
      expect(texts).toEqual([0]);
    });

    it('a link with the address leads in', async () => {
      const page = await newPage();
      await page.goto(address());
      await page.getByRole('link').click();
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(page.url()).toBe(`${own()}/`);
    });
  });

  it('is not reached under another name that leads to this computer', async () => {
    const page = await newPage();
    const response = await page.goto(ours.address.replace('127.0.0.1', 'evil.example'));
    expect(response?.status()).toBe(403);
    expect(await page.locator('body').innerText()).toContain('answers only at');
    expect(await page.context().cookies()).toEqual([]);
  });

  it('says what to do where the address has no token', async () => {
    const page = await newPage();
    const response = await page.goto(`${own()}/`);
    expect(response?.status()).toBe(403);
    expect(await page.locator('body').innerText()).toContain('Copy the address');
  });
});

/** Loads an element of a page. */
function loading(element: string, address: string): string {
  return `new Promise((resolve, reject) => {
    const made = document.createElement('${element}');
    Object.assign(made, { src: '${address}', onload: resolve, onerror: reject });
    document.body.append(made);
  })`;
}
