/** The Classify screen in a real browser, over slides of the sample as a model might have left them. From a folder on: `signedCount.test.ts`. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, WITHOUT_CHROMIUM } from '../e2e/browser.ts';
import { type Opened, openInBrowser, screenshots, seriousViolations } from './application.ts';
import { sampleSlide } from './sampleSlide.ts';

describe.skipIf(CHROMIUM === undefined)(`the review of a slide (${WITHOUT_CHROMIUM})`, () => {
  let opened: Opened;
  const button = (name: string | RegExp) => opened.page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
  const cells = () => opened.page.getByRole('grid', { name: 'Cells' }).getByRole('gridcell');
  const text = (words: string | RegExp) => opened.page.getByText(words).first().waitFor();

  beforeAll(async () => {
    opened = await openInBrowser('sample');
    await opened.page.getByRole('link', { name: 'Classify' }).click();
  });
  afterAll(() => opened.close());

  it('says what will be here before there is a slide, and why a folder is none', async () => {
    const { page } = opened;
    await text('No slide yet');
    expect(await seriousViolations(page)).toEqual([]);
    await screenshots(page, 'classify-empty');
    await button('Open a slide').click();
    expect(await button('Open').isDisabled()).toBe(true);
    await page.getByRole('textbox', { name: 'Folder with the cells' }).fill('/no/such/folder');
    await page.getByRole('textbox', { name: 'Accession number' }).fill('H 26-0815');
    await button('Open').click();
    await page.getByRole('dialog').getByRole('alert').first().waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await screenshots(page, 'classify-open');
    await button('Cancel').click();
  });

  it('lists slides as soon as there are some', async () => {
    const { application, page } = opened;
    await sampleSlide(application, { accession: 'H 26-0815', cells: 60, far: 'open' });
    await sampleSlide(application, { accession: 'H 26-0816', cells: 120, far: 'interrupted' });
    await sampleSlide(application, { accession: 'H 26-0817', cells: 1000, far: 'review' });
    application.desk.tell({ name: 'slide', slide: null });
    await page.getByRole('row', { name: /H 26-0817 .*In review/ }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await screenshots(page, 'classify-slides');
  });

  it('draws of a thousand cells those that are near, and leads through all of them by keys', async () => {
    const { page } = opened;
    await button('H 26-0817').click();
    await cells().first().waitFor();
    await text(/exact 95 % interval/);
    expect(await cells().count()).toBeLessThan(100);
    expect(await seriousViolations(page)).toEqual([]);
    await screenshots(page, 'classify-review');
    const focusedAt = () =>
      page.locator('[role=gridcell]:focus').evaluate((cell) => cell.closest('[role=row]')?.getAttribute('aria-rowindex'));
    await cells().first().focus();
    await page.keyboard.press('End');
    const rows = await page.getByRole('grid', { name: 'Cells' }).getAttribute('aria-rowcount');
    await expect.poll(focusedAt).toBe(rows);
    expect(await cells().count()).toBeLessThan(100);
    await page.keyboard.press('Home');
    await expect.poll(focusedAt).toBe('2');
    await button(/^Flagged/).click();
    await text('The picture may be no single cell in focus');
    await screenshots(page, 'classify-flagged');
  });

  it('is smaller on a smaller screen, and in German', async () => {
    const { application, page } = opened;
    await page.setViewportSize({ width: 1024, height: 700 });
    await screenshots(page, 'classify-review-1024');
    await page.setViewportSize({ width: 1600, height: 1000 });
    await application.call('settings.change', { language: 'de' }, new AbortController().signal);
    await text('Differentialblutbild');
    await screenshots(page, 'classify-review-german');
    await page.setViewportSize({ width: 1280, height: 800 });
    await application.call('settings.change', { language: 'en' }, new AbortController().signal);
    await text('Differential count');
  });

  it('goes on with a slide that was interrupted, or says why it cannot', async () => {
    const { page } = opened;
    await button('All slides').click();
    await button('H 26-0816').click();
    await text(/^Interrupted: \d+ of 120 cells are not classified yet/);
    await screenshots(page, 'classify-interrupted');
    await button('Go on').click();
    await page.getByRole('main').getByRole('alert').nth(1).waitFor();
    await screenshots(page, 'classify-cannot');
    await button('All slides').click();
    await button('H 26-0815').click();
    await text('No model yet');
    await cells().first().waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await screenshots(page, 'classify-no-model');
  });
});
