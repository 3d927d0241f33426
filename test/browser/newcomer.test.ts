/** A newcomer's way in a real browser, and what the sample is that it begins with. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, WITHOUT_CHROMIUM } from '../e2e/browser.ts';
import { NEWCOMERS_WAY, takeSample } from '../newcomer/way.ts';
import { type Opened, openInBrowser, screenshots, seriousViolations } from './application.ts';

/** Loads the page anew, with a way to keep what the application tells it from it for a while; nothing is lost. */
async function heldNews(page: Page): Promise<{ hold(): void; letGo(): void }> {
  let held: (() => void)[] | null = null;
  await page.routeWebSocket(/./, (socket) => {
    socket.connectToServer().onMessage((message) => {
      if (held === null) socket.send(message);
      else held.push(() => socket.send(message));
    });
  });
  await page.reload();
  await page.getByRole('heading', { name: 'Welcome to Smearlab' }).waitFor();
  return {
    hold: () => {
      held = [];
    },
    letGo: () => {
      for (const send of held ?? []) send();
      held = null;
    },
  };
}

describe.skipIf(CHROMIUM === undefined)(`a newcomer in a browser (${WITHOUT_CHROMIUM})`, () => {
  let opened: Opened;
  let said: string | null;
  beforeAll(async () => {
    opened = await openInBrowser('empty');
    await opened.page.getByRole('heading', { name: 'Welcome to Smearlab' }).waitFor();
  });
  afterAll(() => opened.close());

  it('reads what there is to begin with', async () => {
    expect(await seriousViolations(opened.page)).toEqual([]);
    await screenshots(opened.page, 'first-start');
    said = await opened.page.getByRole('button', { name: 'Try the synthetic sample' }).textContent();
  });

  it(`${takeSample.does}, which says how far it is`, async () => {
    const { page } = opened;
    const news = await heldNews(page);
    await takeSample.go(page);
    await page
      .getByText(/^[1-9]\d* of 858/)
      .first()
      .waitFor();
    // The sample is soon made: the page hears of it once it has been looked at.
    news.hold();
    expect(await seriousViolations(page)).toEqual([]);
    await screenshots(page, 'first-start-working');
    await page.getByRole('heading', { name: 'Welcome to Smearlab' }).waitFor();
    news.letGo();
  });

  for (const step of NEWCOMERS_WAY.slice(1)) it(step.does, () => step.go(opened.page));

  it('was given what was said', () => {
    expect(said).toContain('650 made-up cells of five classes, 52 of them with masks, and 208 pieces of tissue');
    const made = readdirSync(join(opened.folder, 'sample'), { recursive: true, encoding: 'utf8' });
    const pictures = (set: RegExp) => made.filter((path) => path.endsWith('.png') && set.test(path)).length;
    expect([pictures(/^wbc.+data/), pictures(/^wbc.+mask/), pictures(/^cam16.+data|^prcc/)]).toEqual([650, 52, 208]);
  });
});
