/** A slide in a real browser, from its folder to the signed count: what a technician does in a day, with a network that was trained for it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type AskedOf, CONTRACT, type OutputOf, type ProcedureName } from '../../app/contract/contract.ts';
import { WBC_CLASSES } from '../../app/contract/words.ts';
import { CHROMIUM, WITHOUT_CHROMIUM } from '../e2e/browser.ts';
import { type Opened, openInBrowser, screenshots, seriousViolations } from './application.ts';
import { cellFolders, SLIDE_CELLS } from './cellFolders.ts';

const PATIENCE_MS = 20_000;
const PIN = 'blue smear 17';

describe.skipIf(CHROMIUM === undefined)(`a slide from its folder to the signed count (${WITHOUT_CHROMIUM})`, () => {
  let opened: Opened;
  let page: Page;
  let folder = '';
  const button = (name: string | RegExp) => page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
  const dialog = () => page.getByRole('dialog');
  const cells = (name?: string | RegExp) =>
    page.getByRole('grid', { name: 'Cells' }).getByRole('gridcell', name === undefined ? {} : { name });
  const ask = async <Name extends ProcedureName>(name: Name, input: AskedOf<Name>): Promise<OutputOf<Name>> =>
    CONTRACT[name].output.parse(await opened.application.call(name, input, new AbortController().signal)) as OutputOf<Name>;
  const slide = () => ask('slides.get', { slide: 1 });
  const eventually = <T>(found: () => Promise<T>) => expect.poll(found, { timeout: 20_000 });
  const focused = async () => Number(await page.locator('[role=gridcell]:focus').getAttribute('data-cell'));

  beforeAll(async () => {
    opened = await openInBrowser('sample');
    page = opened.page;
    page.setDefaultTimeout(PATIENCE_MS);
    const made = await cellFolders(join(inject('sampleLibrary'), 'sample/wbc'), join(opened.folder, 'cells'));
    folder = made.slide;
    const { dataSet } = await ask('library.import', { root: made.training, name: 'cells' });
    const recipe = { network: { name: 'wbc' as const }, imageSize: 32, training: { epochs: 8, batchSize: 16 } };
    const order = { kind: 'run' as const, name: 'trained', dataSet, trainedOn: { kind: 'whole' as const }, maskedCopies: false, recipe };
    const { entry } = await ask('training.add', { order: { ...order, seeds: [1], device: 'cpu' } });
    const state = async () => (await ask('training.queue', {})).entries.find(({ id }) => id === entry)?.state;
    while ((await state()) !== 'finished') await new Promise((resolve) => setTimeout(resolve, 20));
    await page.reload();
    await page.getByRole('link', { name: 'Classify' }).click();
  });
  afterAll(() => opened.close());

  it('is opened from a folder', async () => {
    await button('Open a slide').click();
    await page.getByRole('textbox', { name: 'Folder with the cells' }).fill(folder);
    await page.getByRole('textbox', { name: 'Accession number' }).fill('H 26-0417');
    await page.getByRole('textbox', { name: 'Notes' }).fill('EDTA blood, Pappenheim');
    await button('Open').click();
    await page.getByRole('heading', { level: 1, name: 'H 26-0417' }).waitFor();
    await page.getByText(`${SLIDE_CELLS} cells`, { exact: true }).waitFor();
    expect((await slide()).standings).toMatchObject({ waiting: SLIDE_CELLS - 2, unclassified: 1, duplicate: 1 });
  });

  it('is classified with a model whose threshold a person chose by the error aimed at', async () => {
    await page.getByRole('radio', { name: /trained/ }).waitFor();
    await page.getByRole('textbox', { name: 'Wrong among the certain, at most' }).fill('10');
    await button('Keep').click();
    await page.getByText(/^Certain from .* on: at most 10%/).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await screenshots(page, 'classify-model');
    await page.getByRole('switch', { name: 'Look at each cell in all eight turns and flips' }).check();
    await button(`Classify ${SLIDE_CELLS} cells`).click();
    await page.getByText('In review', { exact: true }).waitFor();
    const { standings, state } = await slide();
    expect(state).toMatchObject({ kind: 'review', model: { name: 'trained', targetError: 0.1, testTimeAugmentation: true } });
    expect(Object.values(standings).reduce((sum, count) => sum + count, 0)).toBe(SLIDE_CELLS);
    expect(standings).toMatchObject({ waiting: 0, unclassified: 1, duplicate: 1 });
    await button(/^Not classified\s*1$/).click();
    await cells(/^damaged.png.*Cannot be read/).waitFor();
  });

  it('is reviewed with the keyboard alone: what a cell is, undone, several at once, and that the model is right', async () => {
    await cells().first().focus();
    await page.keyboard.press('Home');
    const first = await focused();
    await page.keyboard.press('4');
    await eventually(async () => (await ask('slides.cell', { cell: first })).label).toEqual({ kind: 'class', class: 'Monocyte' });
    await eventually(focused).not.toBe(first);
    await page.keyboard.press('Control+z');
    await eventually(async () => (await ask('slides.cell', { cell: first })).label).toBeNull();
    await eventually(focused).toBe(first);
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByText('3 cells', { exact: true }).waitFor();
    // As something that the model took none of them for.
    const shown = (await cells().allTextContents()).slice(0, 3);
    const other = WBC_CLASSES.findIndex((name) => shown.every((text) => !text.startsWith(name)));
    await page.keyboard.press(String(other + 1));
    await eventually(async () => (await slide()).corrected).toBe(3);
    const next = await ask('slides.cell', { cell: await focused() });
    await page.keyboard.press('Space');
    await eventually(async () => (await ask('slides.cell', { cell: next.id })).label?.kind).toBe('class');
    await page.keyboard.press('0');
    await eventually(async () => (await slide()).standings['not counted']).toBe(1);
    expect(await seriousViolations(page)).toEqual([]);
    await screenshots(page, 'classify-review-real');
  });

  it('shows a cell large, and what in it speaks for a class', async () => {
    await cells().first().focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await dialog().waitFor();
    await page.keyboard.press('h');
    await dialog()
      .getByText(/^What speaks for .* lies .*, on .* of the picture\.$|^Nothing in the picture/)
      .waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await screenshots(page, 'classify-heat');
    await page.keyboard.press('ArrowRight');
    await dialog().getByText(`2 of ${SLIDE_CELLS}`, { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  });

  it('gives what was corrected back to the library', async () => {
    const { corrected } = await slide();
    expect(corrected).toBeGreaterThan(2);
    await button(/^Send \d+ corrections? to the library$/).click();
    await page.getByRole('combobox', { name: 'Data set' }).fill('Corrected cells');
    await screenshots(page, 'classify-send');
    await button('Send').click();
    await page.getByText(/is now in Corrected cells|are now in Corrected cells/).waitFor();
    await button('Close').click();
    expect((await ask('library.dataSets', {})).find(({ name }) => name === 'Corrected cells')?.images).toBe(corrected);
  });

  it('is signed by a user, with a reason for what stays open, and is frozen', async () => {
    await page.getByText(/cells? (is|are) (uncertain|not classified)/).waitFor();
    await button('Set up users').click();
    await page.getByRole('textbox', { name: 'Name' }).fill('R. Sander');
    await page.getByLabel(/^PIN or passphrase/).fill(PIN);
    await button('Add a user').click();
    await button('Sign …').click();
    expect(await button('Sign').isDisabled()).toBe(true);
    await page.getByRole('textbox', { name: 'Why cells stay open' }).fill('Smudge cells, looked at in the microscope');
    await page.getByLabel(/^Your PIN or passphrase/).fill('wrong one 99');
    await button('Sign').click();
    await dialog().getByRole('alert').nth(1).waitFor();
    await page.getByLabel(/^Your PIN or passphrase/).fill(PIN);
    await screenshots(page, 'classify-sign');
    await button('Sign').click();
    await page.getByText('Version 1 · Signed and frozen').waitFor();
    await page.getByText('Signed: nothing is changed any more.').waitFor();
    const before = await slide();
    expect(before.state).toMatchObject({ kind: 'signed', signedBy: 'R. Sander' });
    await cells().first().focus();
    await page.keyboard.press('1');
    await page.keyboard.press('Control+z');
    expect((await slide()).counts).toEqual(before.counts);
    expect(await seriousViolations(page)).toEqual([]);
    await screenshots(page, 'classify-signed');
  });

  it.each([
    ['PDF', (bytes: Buffer) => expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')],
    ['CSV', (bytes: Buffer) => expect(bytes.toString()).toContain('Lymphocyte')],
    ['JSON', (bytes: Buffer) => expect(JSON.stringify(JSON.parse(bytes.toString()))).toContain('H 26-0417')],
    ['FHIR', (bytes: Buffer) => expect(JSON.stringify(JSON.parse(bytes.toString()))).toContain('DiagnosticReport')],
  ])('is reported as %s', async (format, holds) => {
    const [file] = await Promise.all([page.waitForEvent('download'), button(`Save version 1 as ${format}`).click()]);
    holds(readFileSync((await file.path()) ?? ''));
  });

  it('is amended as another version, and the one before stays', async () => {
    await button('Amend …').click();
    await page.getByRole('textbox', { name: 'Why it is amended' }).fill('A second look at the smudge cells');
    await page.getByLabel(/^Your PIN or passphrase/).fill(PIN);
    await screenshots(page, 'classify-amend');
    await dialog().getByRole('button', { name: 'Amend …' }).click();
    await page.getByText('In review', { exact: true }).waitFor();
    expect(await slide()).toMatchObject({ version: 2, state: { kind: 'review' } });
    await button('Save version 1 as PDF').waitFor();
    await button('Save as PDF, not signed').waitFor();
  });

  it('has its model’s calibration on the run, and who did what on the Settings screen', async () => {
    await page.getByRole('link', { name: 'Runs' }).click();
    await button('trained').click();
    await dialog()
      .getByText(/^Certain from .* Kept for the slides to come\.$/)
      .waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await screenshots(page, 'runs-calibration');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Settings' }).click();
    await button('Check the trail').click();
    await page.getByText(/^\d+ rows, nothing altered or missing\.$/).waitFor();
    await page
      .getByRole('table', { name: 'Users' })
      .getByRole('row', { name: /R\. Sander/ })
      .waitFor();
    await page.getByRole('heading', { name: 'Users' }).evaluate((element) => element.scrollIntoView());
    expect(await seriousViolations(page)).toEqual([]);
    await screenshots(page, 'settings-users');
  });
});
