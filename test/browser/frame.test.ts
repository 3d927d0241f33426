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

  it('skips from any screen to its content, and stays there', async () => {
    const { page } = opened;
    await page.getByRole('link', { name: 'Subsets' }).click();
    await page.getByRole('heading', { level: 1, name: 'Subsets' }).waitFor();
    await page.getByRole('link', { name: 'Skip to the content' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('MAIN');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.closest("main") !== null && document.activeElement.tagName !== "MAIN"')).toBe(true);
    await page.getByRole('heading', { level: 1, name: 'Subsets' }).waitFor();
    expect(new URL(page.url()).hash).toMatch(/^#\/subsets/);
    expect(await page.locator('main').getAttribute('tabindex')).toBeNull();
  });

  it('has no serious violation of accessibility', async () => {
    expect(await seriousViolations(opened.page)).toEqual([]);
  });
});
