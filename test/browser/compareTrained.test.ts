/** From two trainings to a report, in a real browser: runs are trained for real, compared, looked into, and reported. Nothing is made up. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, WITHOUT_CHROMIUM } from '../e2e/browser.ts';
import { type Opened, openInBrowser, screenshots, seriousViolations } from './application.ts';

const PATIENCE_MS = 20_000;

describe.skipIf(CHROMIUM === undefined)(`two trained runs, compared (${WITHOUT_CHROMIUM})`, () => {
  let opened: Opened;
  let page: Page;
  /** The entry of the second training. */
  let paused = 0;
  const fill = (name: string, text: string) => page.getByRole('textbox', { name, exact: true }).fill(text);
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const choose = async (field: string, option: string | RegExp) => {
    await page.getByRole('combobox', { name: field, exact: true }).click();
    await page.getByRole('option', { name: option }).click();
  };

  /** From within: a click may come when so short a training is over. @returns its entry */
  const pausedOnceItTrains = (run: string) =>
    new Promise<number>((resolve, reject) => {
      const { application } = opened;
      const leave = application.subscribe((event) => {
        if (event.name !== 'training' || event.live.name !== run) return;
        leave();
        const { entry } = event.live;
        application.call('training.pause', { entry }, new AbortController().signal).then(() => resolve(entry), reject);
      });
    });

  beforeAll(async () => {
    opened = await openInBrowser('sample');
    page = opened.page;
    page.setDefaultTimeout(PATIENCE_MS);
    await page.getByRole('link', { name: 'Train' }).click();
  });
  afterAll(() => opened.close());

  it('are ordered on the Train screen, and trained', async () => {
    await fill('Epochs', '2');
    await page.getByRole('button', { name: /^Network and input/ }).click();
    await fill('Image size', '16');
    await choose('Trained on', 'A share of each class');
    await choose('Computed on', /^Processor/);
    await fill('Name', 'Quick');
    await press('Add to the queue');
    await page.getByRole('heading', { name: 'Quick', exact: true }).waitFor();
    await page.getByRole('button', { name: 'New training' }).click();
    await fill('Epochs', '3');
    await fill('Name', 'Longer');
    const isPaused = pausedOnceItTrains('longer');
    await press('Add to the queue');
    paused = await isPaused;
    await page.getByRole('heading', { level: 2 }).locator('..').getByText('Paused', { exact: true }).waitFor();
  });

  it('are side by side before both are finished, and judged as soon as they are, without a hand', async () => {
    await page.getByRole('link', { name: 'Runs' }).click();
    for (const name of ['quick', 'longer']) await page.getByRole('checkbox', { name: `Choose ${name}`, exact: true }).check();
    await page.reload();
    await press('Compare');
    await page.getByText('Scores are not compared: longer has not finished.').waitFor();
    const address = page.url();
    await opened.application.call('training.resume', { entry: paused }, new AbortController().signal);
    await page.getByRole('heading', { name: 'Is it real?' }).waitFor();
    expect(page.url()).toBe(address);
    const epochs = page.getByRole('table', { name: 'What differs' }).getByRole('row', { name: /^Epochs/ });
    expect(await epochs.getByRole('cell').allTextContents()).toEqual(['2', '3']);
  });

  it('show the images of a matrix cell, and where both looked in them', async () => {
    const matrix = page.getByRole('table', { name: 'Confusion matrix of longer' });
    const cells = await matrix.getByRole('button', { name: /taken for/ }).all();
    const counts = await Promise.all(cells.map(async (cell) => Number(await cell.textContent())));
    // The fewest: each image is looked into by both networks.
    const some = counts.indexOf(Math.min(...counts.filter((count) => count > 0)));
    await cells[some]?.click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText(new RegExp(`^${counts[some]} image`)).waitFor();
    await drawer.getByRole('button', { name: 'Heat maps' }).click();
    const rows = drawer.getByRole('list', { name: /^Heat maps of / });
    await rows.first().waitFor();
    expect(await rows.count()).toBe(Math.min(6, counts[some] ?? 0));
    // Of the runs' own networks: each row has a map of each, as soon as it is computed.
    await expect.poll(() => rows.first().locator('canvas').count(), { timeout: PATIENCE_MS }).toBe(2);
    await rows
      .first()
      .getByRole('img', { name: /^longer: .+ \([\d.]+ %\): / })
      .waitFor();
    await expect.poll(() => rows.locator('canvas').count(), { timeout: PATIENCE_MS }).toBe(2 * (await rows.count()));
    await screenshots(page, 'runs-gallery-maps');
    expect(await seriousViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
  });

  it('are written as a report by one button, into the data folder and from there to the person', async () => {
    await press('Write report');
    const said = page.getByRole('status').filter({ hasText: 'The report was written' });
    await said.waitFor();
    await screenshots(page, 'runs-report-written');
    const saved = async (name: string) => {
      const [file] = await Promise.all([page.waitForEvent('download'), said.getByRole('link', { name }).click()]);
      return { name: file.suggestedFilename(), text: readFileSync((await file.path()) ?? '', 'latin1') };
    };
    const [pdf, html] = [await saved('Download PDF'), await saved('Download page')];
    expect(pdf.name).toMatch(/^[\d-]+-quick-and-longer\.pdf$/);
    expect(pdf.text.startsWith('%PDF-')).toBe(true);
    expect(html.name).toMatch(/\.html$/);
    for (const part of ['<svg', 'Is it real?', 'ROC of Neutrophil', 'Learning rate']) expect(html.text).toContain(part);
    const [folder = ''] = readdirSync(join(opened.folder, 'reports'));
    expect(readdirSync(join(opened.folder, 'reports', folder)).sort()).toEqual([html.name, pdf.name].sort());
    expect(readFileSync(join(opened.folder, 'reports', folder, html.name), 'latin1')).toBe(html.text);
  });
});
