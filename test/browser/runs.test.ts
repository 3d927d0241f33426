/** The Runs screen in a real browser: from the table to a comparison, to the images of a matrix cell, to one image over all runs. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Download } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeDataSet } from '../../app/application/runs/madeDataSet.fixture.ts';
import { madeRun } from '../../app/application/runs/madeRuns.fixture.ts';
import { trainingOrderSchema } from '../../app/contract/training.ts';
import { listPlaced } from '../../app/store/dataSets.ts';
import { addStudy } from '../../app/store/studies.ts';
import { addQueued, setQueuedState, setQueuedStudy } from '../../app/store/trainingQueue.ts';
import { studyFolder } from '../../app/study/libraryStudy.ts';
import { makeRunFolder } from '../../app/training/explanation/runFolder.fixture.ts';
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
    await page.getByRole('table', { name: 'What differs' }).getByRole('rowheader', { name: 'Masked copies' }).waitFor();
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
  });

  it('shows where the runs looked in it, side by side, for another class and branch too, with the keyboard alone', async () => {
    const { page } = opened;
    const maps = page.getByRole('region', { name: 'Where they looked' });
    await maps.getByRole('img', { name: /^wbc-10-plain: .+ \([\d.]+ %\): .+ of the image\.$|nothing in the image/ }).waitFor();
    await maps.getByText('wbc.layer2.1').waitFor();
    await maps.getByRole('alert').getByText('The folder of the run wbc-10-masks is not there any more', { exact: false }).waitFor();
    expect(await maps.locator('canvas').count()).toBe(2);
    // The map is drawn: somewhere its canvas is opaque, and in the colours of the scale.
    const opaque = await page.evaluate(`(() => {
      const canvas = document.querySelector('canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      return data.filter((value, at) => at % 4 === 3 && value > 200).length;
    })()`);
    expect(opaque).toBeGreaterThan(0);
    await maps.getByRole('combobox', { name: 'What speaks for' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'Monocyte' }).waitFor();
    await page.keyboard.type('Mono');
    await page.keyboard.press('Enter');
    await maps.getByRole('img', { name: /^wbc-10-plain: Monocyte/ }).waitFor();
    await maps.getByRole('img', { name: /^wbc-10-ensemble: Monocyte/ }).waitFor();
    await maps.getByRole('combobox', { name: 'Branch' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await maps.getByText('cam16.conv3').waitFor();
    const opacity = maps.getByRole('slider', { name: 'Opacity' });
    await opacity.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => page.evaluate(`getComputedStyle(document.querySelector('canvas')).opacity`)).toBe('0');
    await page.keyboard.press('End');
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
    expect(curves.split('\r\n')[0]).toMatch(/^run,name,epoch,train_loss,.*,val_macro_f1_low,/);
    expect(curves.trim().split('\r\n')).toHaveLength(1 + 3 * 12);
    expect((await saved('Scores per class')).trim().split('\r\n')).toHaveLength(1 + 3 * (5 * 3 + 2));
    expect(await saved('What differs')).toContain('maskedCopies,true,');
    const parts = await page.getByRole('heading', { level: 2 }).allTextContents();
    // Every part of the comparison hands out what it shows.
    expect(await page.getByRole('button', { name: /^Export CSV: / }).count()).toBe(parts.length);
  });

  it('says why runs on other images are not compared', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: 'All runs' }).click();
    // The page was loaded anew at the comparison: what it compares is chosen.
    for (const name of ['plain', 'masks', 'ensemble'])
      expect(await page.getByRole('checkbox', { name: `Choose wbc-10-${name}`, exact: true }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Clear choice' }).click();
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
    await page.getByRole('button', { name: 'Write report' }).click();
    await page.getByRole('link', { name: 'Download PDF' }).waitFor();
    await screenshots(page, 'runs-study');
    expect(await seriousViolations(page)).toEqual([]);
  });

  it('leads from a finished study on the Train screen to its table', async () => {
    const { page } = opened;
    await page.getByRole('link', { name: 'Train' }).click();
    await page.getByRole('button', { name: /^Winter/ }).click();
    await page.getByText('The study’s report: ').waitFor();
    await screenshots(page, 'training-study-finished');
    await page.getByRole('button', { name: 'Table and PDF' }).click();
    await page.getByRole('table', { name: 'Plain against additional information' }).getByText('ensemble').first().waitFor();
    expect(page.url()).toMatch(/study\/1$/);
  });

  async function scrollTo(heading: string): Promise<void> {
    await opened.page.getByRole('heading', { name: heading }).evaluate((element) => element.scrollIntoView());
  }
});

async function textOf(file: Download): Promise<string> {
  return readFileSync((await file.path()) ?? '', 'utf8');
}

const ENSEMBLE = { name: 'ensemble', weights: [0.2, 0.6, 0.2] as [number, number, number], fineTune: true } as const;

/** As a study, a few more seeds of it, and trainings on another data set would leave them. */
function makeRuns({ application }: Opened): void {
  const { store, folder } = application.desk.library;
  const sample = Number(store.database.prepare('SELECT id FROM data_sets ORDER BY id LIMIT 1').pluck().get());
  const studyId = addStudy(store, '{}');
  const made = (name: string, rest: Partial<Parameters<typeof madeRun>[1]>) =>
    madeRun(store, { studyId, dataSetId: sample, name, skill: 1.6, ...rest });
  made('wbc-10-plain', {});
  made('wbc-10-masks', { arm: 'masks', skill: 3 });
  made('wbc-10-ensemble', { arm: 'ensemble', network: 'ensemble', skill: 3.2 });
  // Two of them left their networks; the folder of the third is gone.
  const { runFolder } = studyFolder(folder.root, studyId);
  const classes = listPlaced(store).find(({ id }) => id === sample)?.classes ?? [];
  makeRunFolder(runFolder('wbc-10-plain'), { classes, size: 64 });
  makeRunFolder(runFolder('wbc-10-ensemble'), { classes, size: 64, network: ENSEMBLE });
  made('wbc-50-plain', { subset: 50, isFinished: false });
  const later = addStudy(store, '{}');
  for (const seed of [2, 3]) {
    made(`wbc-10-plain-seed-${seed}`, { studyId: later, seed });
    made(`wbc-10-masks-seed-${seed}`, { studyId: later, seed, arm: 'masks', skill: 2.9 });
  }
  // As if it had been ordered as a study, and had left its report.
  const { report } = studyFolder(folder.root, studyId);
  writeFileSync(report, '<p>Made by Smearlab on a Monday.</p>');
  const order = trainingOrderSchema.parse({ kind: 'study', name: 'Winter', dataSets: { wbc: sample, cam16: sample, prcc: sample } });
  const entry = addQueued(store, order);
  setQueuedStudy(store, entry, studyId);
  setQueuedState(store, entry, 'finished');
  const other = madeDataSet(store, 'tissue', 40);
  madeRun(store, { studyId: later, dataSetId: other, name: 'tissue', skill: 2, network: 'cam16', arm: 'pretraining', subset: null });
}
