/** The Runs screen in a real browser: from the table to a comparison, to the images of a matrix cell, to one image over all runs. */
import { readFileSync } from 'node:fs';
import type { Download } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeDataSet } from '../../app/application/runs/madeDataSet.fixture.ts';
import { madeRun } from '../../app/application/runs/madeRuns.fixture.ts';
import { addStudy } from '../../app/store/studies.ts';
import { CHROMIUM, WITHOUT_CHROMIUM } from '../e2e/browser.ts';
import { type Opened, openInBrowser, screenshots, seriousViolations } from './application.ts';

describe.skipIf(CHROMIUM === undefined)(`the Runs screen (${WITHOUT_CHROMIUM})`, () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await openInBrowser('sample');
    await opened.page.getByRole('link', { name: 'Runs' }).click();
  });
  afterAll(() => opened.close());

  it('says what will be here before anything was trained', async () => {
    await opened.page.getByText('No run yet').waitFor();
    await screenshots(opened.page, 'runs-empty');
  });

  it('lists runs as soon as there are some', async () => {
    const { application, page } = opened;
    makeRuns(opened);
    application.desk.tell({ name: 'runs' });
    await page.getByRole('row', { name: /wbc-10-masks-seed-2/ }).waitFor();
    await page.getByText('9 runs', { exact: true }).waitFor();
  });

  it('narrows down, sorts, tags and keeps a note, with the keyboard alone', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: 'wbc-10-ensemble', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Tags' }).focus();
    await page.keyboard.type('for the paper');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Note' }).focus();
    await page.keyboard.type('Weights 0.2, 0.6, 0.2');
    await page.getByRole('button', { name: 'Save' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('searchbox', { name: 'Search names, tags, notes' }).fill('PAPER');
    await page.getByText('1 of 9 runs').waitFor();
    await page.getByText('Weights 0.2, 0.6, 0.2').waitFor();
    await page.getByRole('searchbox').fill('nothing like it');
    await page.getByText('No run matches').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).first().click();
    await page.getByRole('button', { name: 'Macro-F1' }).click();
    const first = page.getByRole('row').nth(1);
    await expect.poll(() => first.textContent()).toContain('wbc-10-ensemble');
  });

  it('chooses runs with Space and arrow keys, and says what they differ in', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('checkbox', { name: 'Choose wbc-10-plain', exact: true }).focus();
    await page.keyboard.press('Space');
    await page.getByText('Choose at least two').waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    expect(await page.getByRole('checkbox', { name: 'Choose wbc-10-plain', exact: true }).isChecked()).toBe(true);
    await page.getByRole('checkbox', { name: 'Choose wbc-10-masks', exact: true }).check();
    await page.getByRole('checkbox', { name: 'Choose wbc-10-ensemble', exact: true }).check();
    await page.getByRole('button', { name: 'What differs' }).click();
    await page.getByRole('table', { name: 'What differs' }).getByRole('rowheader', { name: 'maskedCopies' }).waitFor();
    await screenshots(page, 'runs');
    expect(await seriousViolations(page)).toEqual([]);
  });

  it('compares them, with words about what is real', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByRole('heading', { name: 'Is it real?' }).waitFor();
    await page.getByText('wbc-10-masks is better than the baseline wbc-10-plain, beyond what chance explains.').waitFor();
    await page.getByText(/A, 3 seeds|A: 3 seeds/).waitFor();
    expect(await page.getByRole('img', { name: /^Macro-F1, validation/ }).count()).toBe(1);
    await screenshots(page, 'runs-compare');
    expect(await seriousViolations(page)).toEqual([]);
    await scrollTo('Scores per class');
    await screenshots(page, 'runs-compare-classes');
    await scrollTo('ROC and precision-recall');
    await screenshots(page, 'runs-compare-ranks');
  });

  it('makes another run the baseline, and finds no evidence where there is none', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: 'Make wbc-10-masks the baseline' }).click();
    await page.getByText('there is no evidence of a difference', { exact: false }).first().waitFor();
    await page.reload();
    await page.getByText('there is no evidence of a difference', { exact: false }).first().waitFor();
    await page.getByRole('button', { name: 'Difference to A' }).click();
    expect(await page.getByRole('table', { name: /^Confusion matrix/ }).count()).toBe(2);
    await page.getByRole('button', { name: 'Images', exact: true }).click();
  });

  it('opens the images of a matrix cell, and one of them over all runs', async () => {
    const { page } = opened;
    const matrix = page.getByRole('table', { name: 'Confusion matrix of wbc-10-plain' });
    const cell = matrix.getByRole('button', { name: /^Lymphocyte taken for Monocyte/ });
    const count = Number(await cell.textContent());
    expect(count).toBeGreaterThan(0);
    await cell.focus();
    await page.keyboard.press('Enter');
    await page
      .getByRole('dialog')
      .getByText(new RegExp(`^${count} image`))
      .waitFor();
    const images = page.getByRole('dialog').getByRole('button', { name: /^All runs on/ });
    expect(await images.count()).toBe(count);
    await screenshots(page, 'runs-gallery');
    await images.first().focus();
    await page.keyboard.press('Enter');
    await page
      .getByRole('dialog')
      .getByText(/right in \d of 7 runs/)
      .waitFor();
    await screenshots(page, 'runs-history');
    expect(await seriousViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('hands out curves and scores as CSV', async () => {
    const { page } = opened;
    const saved = async (what: string) => {
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: `Export CSV: ${what}` }).click()]);
      return textOf(file);
    };
    const curves = await saved('Learning curves');
    expect(curves.split('\r\n')[0]).toBe('run,name,epoch,train_loss,train_accuracy,val_loss,val_accuracy,val_macro_f1,seconds');
    expect(curves.trim().split('\r\n')).toHaveLength(1 + 3 * 12);
    expect((await saved('Scores per class')).trim().split('\r\n')).toHaveLength(1 + 3 * (5 * 3 + 2));
  });

  it('says why runs on other images are not compared', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: 'All runs' }).click();
    // What was chosen before the page was loaded anew is not kept.
    await page.getByRole('checkbox', { name: 'Choose wbc-10-plain', exact: true }).check();
    await page.getByRole('checkbox', { name: 'Choose tissue', exact: true }).check();
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByText('was judged on other images than the baseline').waitFor();
    await page.getByRole('heading', { name: 'Learning curves' }).waitFor();
    await page.getByRole('button', { name: 'All runs' }).click();
  });

  it('shows a study’s arms with the published rows', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: 'Study tables' }).click();
    await page.getByRole('table', { name: 'Plain against additional information' }).getByRole('row', { name: /^10 %/ }).waitFor();
    await page.getByText('covers 1,171 of 1,728 images').waitFor();
    await screenshots(page, 'runs-study');
  });

  async function scrollTo(heading: string): Promise<void> {
    await opened.page.getByRole('heading', { name: heading }).evaluate((element) => element.scrollIntoView());
  }
});

async function textOf(file: Download): Promise<string> {
  return readFileSync((await file.path()) ?? '', 'utf8');
}

/** As a study, a few more seeds of it, and trainings on another data set would leave them. */
function makeRuns({ application }: Opened): void {
  const { store } = application.desk.library;
  const sample = Number(store.database.prepare('SELECT id FROM data_sets ORDER BY id LIMIT 1').pluck().get());
  const studyId = addStudy(store, '{}');
  const made = (name: string, rest: Partial<Parameters<typeof madeRun>[1]>) =>
    madeRun(store, { studyId, dataSetId: sample, name, skill: 1.6, ...rest });
  made('wbc-10-plain', {});
  made('wbc-10-masks', { arm: 'masks', skill: 3 });
  made('wbc-10-ensemble', { arm: 'ensemble', network: 'ensemble', skill: 3.2 });
  made('wbc-50-plain', { subset: 50, isFinished: false });
  const later = addStudy(store, '{}');
  for (const seed of [2, 3]) {
    made(`wbc-10-plain-seed-${seed}`, { studyId: later, seed });
    made(`wbc-10-masks-seed-${seed}`, { studyId: later, seed, arm: 'masks', skill: 2.9 });
  }
  const other = madeDataSet(store, 'tissue', 40);
  madeRun(store, { studyId: later, dataSetId: other, name: 'tissue', skill: 2, network: 'cam16', arm: 'pretraining', subset: null });
}
