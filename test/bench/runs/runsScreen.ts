/** How long the Runs screen takes in a browser, from a click to what it asks for being there. */
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import type { Application } from '../../../app/application/application.ts';
import { SCREENS } from '../../../main/open/parts.ts';
import { startServer } from '../../../main/server/server.ts';
import { built } from '../../build.ts';
import { CHROMIUM } from '../../e2e/browser.ts';
import { median, rounded } from '../figures.ts';

const PAGES = fileURLToPath(new URL('../../../dist/renderer', import.meta.url));

/** In milliseconds. The table is opened anew each time, with nothing of it in the page. */
export async function measureRunsScreen(application: Application, six: (round: number) => readonly number[], rounds: number) {
  await built([SCREENS]);
  const server = await startServer({ application, pages: PAGES, port: 0 });
  const browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(server.address);
    await page.getByRole('link', { name: 'Library' }).waitFor();
    const [table, comparison]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      await page.reload();
      await page.getByRole('link', { name: 'Library' }).waitFor();
      table.push(await shownAfter(page, '#/runs', '[role=row].body'));
      comparison.push(
        await shownAfter(page, `#/runs/compare/${six(rounds + 1 + round).join('-')}`, 'table[aria-label^="Confusion matrix"]'),
      );
    }
    const told = (times: readonly number[]) => ({ medianMs: rounded(median(times)), mostMs: rounded(Math.max(...times)) });
    return { table: told(table), comparison: told(comparison) };
  } finally {
    await browser.close();
    await server.close();
  }
}

/** From the address to the second frame in which `selector` is there, by the page's own clock. */
async function shownAfter(page: Page, hash: string, selector: string): Promise<number> {
  const found: unknown = await page.evaluate(`new Promise((done) => {
    const began = performance.now();
    location.hash = ${JSON.stringify(hash)};
    const look = () => document.querySelector(${JSON.stringify(selector)}) === null
      ? requestAnimationFrame(look)
      : requestAnimationFrame(() => done(performance.now() - began));
    look();
  })`);
  return Number(found);
}
