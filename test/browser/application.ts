/** The whole application for a browser test: a data folder of its own, the loopback server, Chromium in front of it. Nothing is mocked. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { type Application, openApplication } from '../../app/application/application.ts';
import { servicesOf } from '../../main/faces/services.ts';
import { startServer } from '../../main/server/server.ts';
import { CHROMIUM } from '../e2e/browser.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SCREENSHOTS = join(ROOT, 'test/screenshots');

export type Opened = {
  readonly application: Application;
  readonly page: Page;
  /** The data folder. */
  readonly folder: string;
  close(): Promise<void>;
};

/** @param start `empty`: as after the installation; `sample`: the synthetic sample was imported */
export async function openInBrowser(start: 'empty' | 'sample'): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'smearlab-library-'));
  if (start === 'sample') cpSync(inject('sampleLibrary'), folder, { recursive: true });
  const application = openApplication(folder, servicesOf(null, { platform: process.platform, home: folder, environment: {} }));
  const server = await startServer({ application, pages: join(ROOT, 'dist/renderer'), port: 0 });
  const browser: Browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'light', locale: 'en-GB' });
  const broken: string[] = [];
  page.on('pageerror', (error) => broken.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') broken.push(message.text());
  });
  await page.goto(server.address);
  // The address that lets in leads on to the page itself.
  await page.waitForURL(`http://127.0.0.1:${server.port}/`);
  return {
    ...{ application, page, folder },
    close: async () => {
      await browser.close();
      await server.close();
      await application.close();
      rmSync(folder, { recursive: true, force: true });
      expect(broken).toEqual([]);
    },
  };
}

const THEMES = ['dark', 'light'] as const;

/** A change of theme comes with a frame after it, which on a busy machine comes late; where another theme is set, it never comes. */
const PATIENCE_WITH_THEME_MS = 200;

/** In the page. */
const seesTheme = `(theme, patience) => new Promise((done) => {
  const began = performance.now();
  const look = () => {
    const isThere = getComputedStyle(document.documentElement).colorScheme === theme;
    if (isThere || performance.now() - began > patience) done();
    else requestAnimationFrame(look);
  };
  look();
})`;

async function show(page: Page, colorScheme: (typeof THEMES)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.evaluate(`(${seesTheme})('${colorScheme}', ${PATIENCE_WITH_THEME_MS})`);
  await settle(page);
}

/** Writes test/screenshots/NAME-light.png and NAME-dark.png, for people to look at. */
export async function screenshots(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  for (const colorScheme of THEMES) {
    await show(page, colorScheme);
    await page.screenshot({ path: join(SCREENSHOTS, `${name}-${colorScheme}.png`) });
  }
}

/** The screenshots of a page and its violations in one go: a change of theme is most of what either takes. */
export async function lookedAt(page: Page, name: string): Promise<string[]> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  const found: string[] = [];
  for (const colorScheme of THEMES) {
    await show(page, colorScheme);
    await page.screenshot({ path: join(SCREENSHOTS, `${name}-${colorScheme}.png`) });
    found.push(...(await violationsIn(page, colorScheme)));
  }
  return found;
}

/** Pictures that were asked for are there, and MUI's transitions are over; what moves for ever, such as a skeleton, is not waited for. */
async function settle(page: Page): Promise<void> {
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  // Asked again and again from here: the page itself may not evaluate a text.
  const isSettled = () =>
    page.evaluate(`[...document.images].every((image) => image.complete) && document.getAnimations()
      .every(({ playState, effect }) => playState !== 'running' || effect.getTiming().iterations === Infinity)`);
  await expect.poll(isSettled, { timeout: 20_000 }).toBe(true);
}

const axe = readFileSync(join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** What axe calls serious or critical on the page as it is, in both themes; a test expects none. */
export async function seriousViolations(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of THEMES) {
    await show(page, colorScheme);
    found.push(...(await violationsIn(page, colorScheme)));
  }
  return found;
}

/** Of a page in one of its themes; what does not hang on colours is the same in both, and is looked for in the first alone. */
async function violationsIn(page: Page, colorScheme: (typeof THEMES)[number]): Promise<string[]> {
  const rules = colorScheme === THEMES[0] ? '' : "runOnly: ['color-contrast', 'link-in-text-block'],";
  const violations: unknown =
    await page.evaluate(`${axe}; axe.run({ ${rules} resultTypes: ['violations'] }).then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => id + ': ' + help + ' ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 200)).join(' | ')))`);
  return Array.isArray(violations) ? violations.map((violation) => `${colorScheme}: ${String(violation)}`) : [];
}
