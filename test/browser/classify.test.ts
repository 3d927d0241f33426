/** The Classify screen in a real browser. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, WITHOUT_CHROMIUM } from '../e2e/browser.ts';
import { type Opened, openInBrowser, screenshots, seriousViolations } from './application.ts';
import { sampleSlide } from './sampleSlide.ts';

describe.skipIf(CHROMIUM === undefined)(`the review of a slide (${WITHOUT_CHROMIUM})`, () => {
  let opened: Opened;
  let slide = 0;
  const button = (name: string | RegExp) => opened.page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
  const grid = () => opened.page.getByRole('grid', { name: 'Cells' });

  beforeAll(async () => {
    opened = await openInBrowser('sample');
    await opened.page.getByRole('link', { name: 'Classify' }).click();
  });
  afterAll(() => opened.close());

  it('says what will be here before there is a slide', async () => {
    await opened.page.getByText('No slide yet').waitFor();
    expect(await seriousViolations(opened.page)).toEqual([]);
    await screenshots(opened.page, 'classify-empty');
    await button('Open a slide').click();
    await opened.page.getByRole('textbox', { name: 'Folder with the cells' }).fill('/smears/H 26-0815');
    await opened.page.keyboard.press('Tab');
    expect(await seriousViolations(opened.page)).toEqual([]);
    await screenshots(opened.page, 'classify-open');
    await button('Cancel').click();
  });

  it('lists slides as soon as there are some', async () => {
    const { application, page } = opened;
    await sampleSlide(application, { accession: 'H 26-0815', cells: 60, far: 'open' });
    await sampleSlide(application, { accession: 'H 26-0816', cells: 120, far: 'interrupted' });
    slide = await sampleSlide(application, { accession: 'H 26-0817', cells: 1000, far: 'review' });
    application.desk.tell({ name: 'slide', slide: null });
    await page.getByRole('row', { name: /H 26-0817/ }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await screenshots(page, 'classify-slides');
  });

  it('shows cells', async () => {
    const { page } = opened;
    await button('H 26-0817').click();
    await grid().getByRole('gridcell').first().waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await screenshots(page, 'classify-review');
    expect(slide).toBeGreaterThan(0);
    await grid().getByRole('gridcell').first().click();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await screenshots(page, 'classify-large');
    await page.keyboard.press('Escape');
    await button('All slides').click();
    await button('H 26-0816').click();
    await grid().getByRole('gridcell').first().waitFor();
    await screenshots(page, 'classify-interrupted');
    await button('All slides').click();
    await button('H 26-0815').click();
    await grid().getByRole('gridcell').first().waitFor();
    await screenshots(page, 'classify-model');
  });
});
