/** The Settings screen in a real browser. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, WITHOUT_CHROMIUM } from '../e2e/browser.ts';
import { type Opened, openInBrowser, screenshots, seriousViolations } from './application.ts';

describe.skipIf(CHROMIUM === undefined)(`the Settings screen (${WITHOUT_CHROMIUM})`, () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await openInBrowser('sample');
    await opened.page.getByRole('link', { name: 'Settings' }).click();
  });
  afterAll(() => opened.close());

  it('says where everything lies, and how much room it takes', async () => {
    const { page, folder } = opened;
    await page.getByText(folder, { exact: true }).waitFor();
    expect(await page.getByRole('definition').first().textContent()).toMatch(/\d [kM]B/);
    await page.getByText('Trained runs', { exact: true }).waitFor();
    await page.getByText(/^About [\d.]+ [kM]B\.$/).waitFor();
  });

  it('tries the devices and gives a reason for each that does not open', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: 'Try all devices' }).click();
    const list = page.getByRole('list', { name: 'Devices' });
    await list.getByText('Processor: Opens').waitFor({ timeout: 90_000 });
    for (const row of await list.getByRole('listitem').filter({ hasText: 'Does not open' }).all()) {
      expect((await row.textContent())?.length).toBeGreaterThan(40);
    }
  });

  it('backs up, and lists the copy', async () => {
    const { page, folder } = opened;
    await page.getByRole('button', { name: 'Back up now' }).click();
    const said = (await page.getByText('Saved as').textContent()) ?? '';
    const file = said.replace('Saved as ', '').replace(/\.$/, '');
    expect(file.startsWith(join(folder, 'backups'))).toBe(true);
    expect(existsSync(join(file, 'smearlab.db'))).toBe(true);
    await page.getByRole('table', { name: 'Backups in the data folder' }).getByRole('row').nth(1).waitFor();
  });

  it('chooses another data folder for the next start, and refuses what is no whole path in words', async () => {
    const { page, folder } = opened;
    const field = page.getByRole('textbox', { name: 'Another data folder' });
    await field.fill('not/whole');
    await page.getByRole('button', { name: 'Use it from the next start' }).click();
    await page.getByText('is no whole path').waitFor();
    await field.fill(join(folder, 'other'));
    await page.getByRole('button', { name: 'Use it from the next start' }).click();
    await page.getByText('From the next start on the data folder is').waitFor();
    expect(existsSync(join(folder, 'other'))).toBe(true);
  });

  it('looks right and is accessible in both themes', async () => {
    await screenshots(opened.page, 'settings');
    expect(await seriousViolations(opened.page)).toEqual([]);
  });

  it('shows another theme and language at once, and keeps them', async () => {
    const { page, folder } = opened;
    const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    await page.emulateMedia({ colorScheme: 'light' });
    const light = await background();
    await page.getByRole('combobox', { name: 'Theme' }).click();
    await page.getByRole('option', { name: 'Dark' }).click();
    await expect.poll(background).not.toBe(light);
    await page.getByRole('combobox', { name: 'Language' }).click();
    await page.getByRole('option', { name: 'Deutsch' }).click();
    await page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('de');
    await page.reload();
    await page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
    expect(JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'))).toEqual({ theme: 'dark', language: 'de' });
  });
});
