/** The balance of classes, and leakage found, looked at and mended, in a real browser over planted copies. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, WITHOUT_CHROMIUM } from '../e2e/browser.ts';
import { type Opened, openInBrowser, screenshots, seriousViolations } from './application.ts';
import { leakyFolder } from './troubledFolder.ts';

/** Every file of a folder with its bytes. */
function contents(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(files.map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name), 'base64')]));
}

describe.skipIf(CHROMIUM === undefined)(`findings (${WITHOUT_CHROMIUM})`, () => {
  let lab: string;
  let before: Map<string, string>;
  let opened: Opened;
  beforeAll(async () => {
    lab = mkdtempSync(join(tmpdir(), 'smearlab-lab-'));
    await leakyFolder(lab);
    before = contents(lab);
    opened = await openInBrowser('empty');
    await opened.application.call('library.import', { root: lab, name: 'leaky' }, new AbortController().signal);
    await opened.page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
  });
  afterAll(async () => {
    await opened.close();
    rmSync(lab, { recursive: true, force: true });
  });
  const dialog = (name: string) => opened.page.getByRole('dialog', { name });

  it('are not made before somebody asks', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: 'Findings' }).click();
    await dialog('Findings').getByText('Not checked yet').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await screenshots(page, 'findings-none-yet');
  });

  it('come the gravest first, with a word beside each sign and the same pictures side by side', async () => {
    const { page } = opened;
    await dialog('Findings').getByRole('button', { name: 'Check', exact: true }).click();
    const findings = dialog('Findings').getByRole('article');
    await findings.first().waitFor({ timeout: 60_000 });
    const texts = await findings.allTextContents();
    const severities = texts.map((text) => /^(Serious|Warning|Note)/.exec(text)?.[1]);
    expect(severities).not.toContain(undefined);
    expect(severities.join()).toMatch(/^(?:Serious,?)+(?:Warning,?)*(?:Note,?)*$/);
    expect(texts[0]).toContain('file lies in two splits');
    expect(texts.some((text) => text.startsWith('Warning') && text.includes('two labels'))).toBe(true);
    const [files, pictures] = [
      findings.filter({ hasText: 'file lies in two splits' }),
      findings.filter({ hasText: 'picture lies in two' }),
    ];
    for (const name of ['n0.png', 'again.png']) await files.getByRole('img', { name }).first().waitFor();
    for (const name of ['n1.png', 'turned.jpg']) await pictures.getByRole('img', { name }).first().waitFor();
    await files.getByRole('button', { name: 'Show 2 files' }).click();
    await files.getByText('val/data/Neutrophil/again.png', { exact: true }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await screenshots(page, 'findings');
  });

  it('lead to moves that are looked through first', async () => {
    const { page } = opened;
    await dialog('Findings').getByRole('button', { name: 'Propose moves' }).click();
    const moves = dialog('Moves between splits');
    await moves.getByRole('table').waitFor({ timeout: 60_000 });
    const rows = await moves.getByRole('row').allTextContents();
    expect(rows.slice(1).map((row) => row.replace(/\s+/g, ' '))).toEqual([
      expect.stringMatching(/n0\.png.*Training.*Validation.*again\.png/),
      expect.stringMatching(/n1\.png.*Training.*Validation.*turned\.jpg/),
    ]);
    expect(await seriousViolations(page)).toEqual([]);
    await screenshots(page, 'moves');
    await moves.getByRole('button', { name: 'Move apart' }).click();
    const question = dialog('Move 2 images to other splits?');
    await question.getByText('No file is touched').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'detached' });
  });

  it('are mended without a file being touched, and the next check finds no leakage', async () => {
    const { page } = opened;
    const moves = dialog('Moves between splits');
    await moves.getByRole('button', { name: 'Move apart' }).click();
    await dialog('Move 2 images').getByRole('button', { name: 'Move apart' }).click();
    await moves.getByText('2 images are in other splits now. No file was touched.').waitFor({ timeout: 60_000 });
    await moves.getByRole('button', { name: 'Close' }).click();
    expect(contents(lab)).toEqual(before);
    await dialog('Findings').getByText('The data set has changed since this check.').waitFor();
    await dialog('Findings').getByRole('button', { name: 'Check again' }).click();
    await dialog('Findings').getByText('The data set has changed since this check.').waitFor({ state: 'detached', timeout: 60_000 });
    const texts = await dialog('Findings').getByRole('article').allTextContents();
    expect(texts.filter((text) => text.includes('Leakage'))).toEqual([]);
    expect(texts.some((text) => text.includes('two labels'))).toBe(true);
    await dialog('Findings').getByRole('button', { name: 'Close' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('stay until the next check, whatever screen was looked at in between', async () => {
    const { page } = opened;
    await page.getByRole('link', { name: 'Subsets' }).click();
    await page.getByRole('link', { name: 'Library' }).click();
    await page.getByRole('button', { name: 'Findings' }).click();
    await dialog('Findings').getByText('two labels').waitFor();
    await page.keyboard.press('Escape');
    await dialog('Findings').waitFor({ state: 'detached' });
  });
});

describe.skipIf(CHROMIUM === undefined)(`the balance of classes (${WITHOUT_CHROMIUM})`, () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await openInBrowser('sample');
    await opened.page.getByRole('button', { name: 'Overview' }).click();
  });
  afterAll(() => opened.close());

  it('says of each class and split how many images and how many per cent', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: 'Neutrophil 302 60% Training: show these images' }).waitFor();
    await page.getByRole('button', { name: 'Basophil 6 4.0% Validation: show these images' }).waitFor();
    await screenshots(page, 'balance');
    await page.getByRole('button', { name: 'As a table' }).click();
    await page
      .getByRole('row', { name: /^Eosinophil/ })
      .getByText('36 (7.2%)')
      .waitFor();
    await page.getByRole('row', { name: /^All/ }).getByText('500').waitFor();
    await screenshots(page, 'balance-table');
    await page.getByRole('button', { name: 'As bars' }).click();
  });

  it('filters the library by the bar that was chosen, by keyboard too', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: /^Monocyte 9 6.0% Validation/ }).focus();
    await page.keyboard.press('Enter');
    await page
      .getByText('9 of 650')
      .or(page.getByText(/^9 images/))
      .first()
      .waitFor();
  });

  it('has no serious violation of accessibility', async () => {
    expect(await seriousViolations(opened.page)).toEqual([]);
  });
});
