/** The frame around the screens, in a real browser. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, WITHOUT_CHROMIUM } from '../e2e/browser.ts';
import { type Opened, openInBrowser, seriousViolations } from './application.ts';

describe.skipIf(CHROMIUM === undefined)(`the frame (${WITHOUT_CHROMIUM})`, () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await openInBrowser('sample');
  });
  afterAll(() => opened.close());

  it('leads to every screen by the keyboard alone', async () => {
    const { page } = opened;
    for (const screen of ['Masks', 'Subsets', 'Settings', 'Library']) {
      await page.getByRole('link', { name: screen }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: screen }).waitFor();
    }
  });

  it('has no serious violation of accessibility', async () => {
    expect(await seriousViolations(opened.page)).toEqual([]);
  });
});
