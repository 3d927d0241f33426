/** From the first start to a library that is kept up to date, in a real browser: folders with trouble, a stop, a re-scan, forgetting. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { cells } from '../../app/library/duplicates/pictures.fixture.ts';
import { CHROMIUM, WITHOUT_CHROMIUM } from '../e2e/browser.ts';
import { type Opened, openInBrowser, screenshots, seriousViolations } from './application.ts';
import { largeFolder, troubledFolder, unlabelledFolder, writeFiles } from './troubledFolder.ts';

/** The lab's folder, which is not the data folder. */
let lab: string;
beforeAll(() => {
  lab = mkdtempSync(join(tmpdir(), 'smearlab-lab-'));
});
afterAll(() => rmSync(lab, { recursive: true, force: true }));

/** Opens the import dialog and looks into a folder. */
async function lookInto({ page }: Opened, folder: string): Promise<void> {
  await page.getByRole('button', { name: 'Import a folder' }).click();
  await page.getByRole('textbox', { name: 'Folder' }).fill(folder);
  await page.keyboard.press('Enter');
}

const preview = ({ page }: Opened) => page.getByRole('region', { name: 'What the folder holds' });
const outcomes = ({ page }: Opened) => page.getByRole('region', { name: 'How imports ended' });
const importNow = ({ page }: Opened) => page.getByRole('button', { name: 'Import', exact: true }).click();

describe.skipIf(CHROMIUM === undefined)(`a first start (${WITHOUT_CHROMIUM})`, () => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await openInBrowser('empty');
    await opened.page.getByRole('heading', { name: 'Welcome to Smearlab' }).waitFor();
  });
  afterEach(() => opened.close());

  it('takes a folder with all kinds of trouble in and says each of them', async () => {
    const { page } = opened;
    const folder = join(lab, 'troubled');
    await troubledFolder(folder);
    await lookInto(opened, folder);
    await preview(opened).getByText('by split and class').waitFor();
    await preview(opened).getByText('Training 12 · Validation 5').waitFor();
    for (const name of ['Lymphocyte', 'Monocyte', 'Neutrophil']) await preview(opened).getByText(name, { exact: true }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await screenshots(page, 'import-preview');
    await importNow(opened);
    await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
    const told = outcomes(opened);
    await told.getByText('troubled is in the library: 15 images').waitFor();
    await told.getByText('15 new · 3 files could not be used').waitFor();
    await told.getByRole('button', { name: /^Show all/ }).click();
    for (const trouble of [
      'cut.png',
      'notes.png',
      'l0.png',
      'overview.png',
      'Basophil',
      'Class Monocyte has images in val but none in train',
    ]) {
      await told.getByText(trouble).first().waitFor();
    }
    expect(await seriousViolations(page)).toEqual([]);
    await screenshots(page, 'import-summary');
    // It stays on every screen until it is closed.
    await page.getByRole('link', { name: 'Settings' }).click();
    await told.getByText('troubled is in the library').waitFor();
    await told.getByRole('button', { name: 'Close' }).click();
    expect(await told.count()).toBe(0);
  });

  it('checks the name and the advanced settings while they are typed', async () => {
    const { page } = opened;
    const folder = join(lab, 'unlabelled');
    await unlabelledFolder(folder);
    await lookInto(opened, folder);
    await preview(opened).getByText('images without classes').waitFor();
    const name = page.getByRole('textbox', { name: 'Name of the data set' });
    await name.fill('/etc');
    await page.getByText('A name begins with a letter or digit').waitFor();
    await importNow(opened);
    expect(await name.isVisible()).toBe(true);
    await name.fill('cells');
    await page.getByRole('button', { name: 'Advanced settings' }).click();
    await page.getByRole('textbox', { name: 'Group pattern' }).fill('(');
    await page.getByText('This is no regular expression').waitFor();
    await page.getByRole('textbox', { name: 'Group pattern' }).fill('(cell)-');
    await page.getByRole('textbox', { name: 'Try it on a path' }).fill('cell-1.png');
    await page.getByText('Group: cell').waitFor();
    await page.getByRole('textbox', { name: 'Seed' }).fill('one');
    await page.getByText('A seed is a whole number').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await screenshots(page, 'import-advanced');
    await page.getByRole('textbox', { name: 'Seed' }).fill('3');
    await importNow(opened);
    await outcomes(opened).getByText('cells is in the library: 4 images').waitFor();
  });

  it('says what is wrong with a folder and what can be done', async () => {
    const { page } = opened;
    await lookInto(opened, join(lab, 'nowhere'));
    await page.getByRole('alert').getByText('nowhere').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    const folder = join(lab, 'broken');
    writeFiles(folder, { 'A/1.png': 'none', 'A/2.png': 'none', 'B/3.png': 'none' });
    await page.getByRole('textbox', { name: 'Folder' }).fill(folder);
    await page.keyboard.press('Enter');
    await preview(opened).waitFor();
    await importNow(opened);
    const told = outcomes(opened);
    await told.getByText('broken could not be imported').waitFor();
    await told.getByText('could be read as an image').waitFor();
    await screenshots(page, 'import-failed');
    expect(await seriousViolations(page)).toEqual([]);
    const [first] = await cells(1);
    writeFiles(folder, { 'A/1.png': first ?? '' });
    await told.getByRole('button', { name: 'Try again' }).click();
    await told.getByText('broken is in the library: 1 image').waitFor();
  });

  it('can be stopped in the middle, keeps what was read and goes on from there', async () => {
    const { page } = opened;
    const folder = join(lab, 'large');
    largeFolder(join(inject('sampleLibrary'), 'sample/wbc'), folder);
    await lookInto(opened, folder);
    await importNow(opened);
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/^[1-9][\d,]* of 2,600/).waitFor();
    await dialog.getByRole('button', { name: 'Stop' }).click();
    const told = outcomes(opened);
    await told.getByText('large: stopped').waitFor();
    const kept = Number(
      /([\d,]+) images? (?:is|are) kept/.exec((await told.getByText(/kept in the library/).textContent()) ?? '')?.[1]?.replace(',', ''),
    );
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(2600);
    await screenshots(page, 'import-stopped');
    expect(await seriousViolations(page)).toEqual([]);
    // What a person stopped is no failure that has to be told.
    expect(await page.getByRole('alert').count()).toBe(0);
    // Also after a reload the library knows that something is left to do.
    await page.reload();
    await page.getByText(/has not come to its end/).waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    await told.getByText('large is in the library: 2,600 images').waitFor({ timeout: 60_000 });
    const rest = Number(/([\d,]+) new/.exec((await told.textContent()) ?? '')?.[1]?.replace(',', ''));
    expect(rest).toBe(2600 - kept);
  });

  it('goes on when the dialog is closed, and work is there again after a reload', async () => {
    const { page } = opened;
    const folder = join(lab, 'background');
    largeFolder(join(inject('sampleLibrary'), 'sample/wbc'), folder);
    await lookInto(opened, folder);
    await importNow(opened);
    await page.getByRole('button', { name: 'Go on in the background' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('region', { name: 'Work in progress' }).getByText('Importing a folder').waitFor();
    await page.getByRole('status').getByText('Importing a folder: done.').waitFor({ timeout: 60_000 });
    await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
  });
});

describe.skipIf(CHROMIUM === undefined)(`a library that is kept up to date (${WITHOUT_CHROMIUM})`, () => {
  let opened: Opened;
  const folder = () => join(lab, 'growing');
  beforeAll(async () => {
    await unlabelledFolder(folder());
    opened = await openInBrowser('empty');
    await lookInto(opened, folder());
    await importNow(opened);
    await outcomes(opened).getByText('growing is in the library: 4 images').waitFor();
    await opened.page.getByRole('button', { name: 'Close' }).click();
  });
  afterAll(() => opened.close());

  const fromMenu = async (name: string) => {
    await opened.page.getByRole('button', { name: 'More about this data set' }).click();
    await opened.page.getByRole('menuitem', { name }).click();
  };

  it('finds a file that was added and one that is gone', async () => {
    const [added] = await cells(1, 0, 5);
    writeFiles(folder(), { 'new-cell.png': added ?? '' });
    rmSync(join(folder(), 'cell-0.png'));
    await fromMenu('Look for changes');
    const told = outcomes(opened);
    await told.getByText('1 new · 1 missing').waitFor();
    await told.getByText(/cell-0\.png/).waitFor();
    await told.getByRole('button', { name: 'Close' }).click();
  });

  it('says so when nothing has changed', async () => {
    await fromMenu('Look for changes');
    await outcomes(opened).getByText('Nothing has changed since the last time.').waitFor();
    await outcomes(opened).getByRole('button', { name: 'Close' }).click();
  });

  it('knows the folder again by its name', async () => {
    await lookInto(opened, folder());
    await opened.page.getByText('‘growing’ is in the library already').waitFor();
    await opened.page.getByRole('button', { name: 'Cancel' }).click();
  });

  it('tells once, with its sentence, of work that failed, whoever began it', async () => {
    const { page, application } = opened;
    const elsewhere = application.call('library.import', { root: join(lab, 'nowhere'), name: 'elsewhere' }, new AbortController().signal);
    await expect(elsewhere).rejects.toThrow('nowhere');
    const notice = page.getByRole('alert').filter({ hasText: 'Importing a folder:' });
    await notice.getByText(/nowhere/).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await screenshots(page, 'work-failed');
    await notice.getByRole('button', { name: 'Close' }).click();
    await notice.waitFor({ state: 'detached' });
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('forgets a data set only after it was said that the files stay, and they do', async () => {
    const { page } = opened;
    const before = readdirSync(folder());
    await fromMenu('Take out of the library');
    await page.getByRole('dialog').getByText('stay as they are').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await screenshots(page, 'forget');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await fromMenu('Take out of the library');
    await page.getByRole('button', { name: 'Take it out' }).click();
    await page.getByRole('heading', { name: 'Welcome to Smearlab' }).waitFor();
    expect(readdirSync(folder())).toEqual(before);
    expect(existsSync(join(folder(), 'new-cell.png'))).toBe(true);
  });
});
