/** Where compared runs looked in an image, in a real browser: from a matrix cell to the heat maps of one of its images. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeRun } from '../../app/application/runs/madeRuns.fixture.ts';
import { addStudy } from '../../app/store/studies.ts';
import { studyFolder } from '../../app/study/libraryStudy.ts';
import { makeRunFolder } from '../../app/training/explanation/runFolder.fixture.ts';
import { CHROMIUM, WITHOUT_CHROMIUM } from '../e2e/browser.ts';
import { type Opened, openInBrowser, screenshots, seriousViolations } from './application.ts';

const ENSEMBLE = { name: 'ensemble', weights: [0.2, 0.6, 0.2] as [number, number, number], fineTune: true } as const;

describe.skipIf(CHROMIUM === undefined)(`where runs looked (${WITHOUT_CHROMIUM})`, () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await openInBrowser('sample');
    const { application, page } = opened;
    const { store, folder } = application.desk.library;
    const dataSets = await application.call('library.dataSets', {}, new AbortController().signal);
    const [wbc] = (dataSets as { id: number; classes: string[] }[]).filter(({ classes }) => classes.length === 5);
    if (wbc === undefined) throw new Error('The sample has no data set of five classes.');
    const studyId = addStudy(store, '{}');
    const made = { studyId, dataSetId: wbc.id };
    madeRun(store, { ...made, name: 'wbc-10-plain', skill: 1 });
    madeRun(store, { ...made, name: 'wbc-10-ensemble', network: 'ensemble', arm: 'ensemble', skill: 2 });
    // Its folder is gone.
    madeRun(store, { ...made, name: 'wbc-10-masks', arm: 'masks', skill: 2 });
    const runFolder = studyFolder(folder.root, studyId).runFolder;
    makeRunFolder(runFolder('wbc-10-plain'), { classes: wbc.classes, size: 64 });
    makeRunFolder(runFolder('wbc-10-ensemble'), { classes: wbc.classes, size: 64, network: ENSEMBLE });
    await page.getByRole('link', { name: 'Runs' }).click();
    for (const name of ['wbc-10-plain', 'wbc-10-ensemble', 'wbc-10-masks'])
      await page.getByRole('checkbox', { name: `Choose ${name}`, exact: true }).check();
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    const matrix = page.getByRole('table', { name: 'Confusion matrix of wbc-10-plain' });
    await matrix
      .getByRole('button', { name: /taken for/ })
      .first()
      .click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^All runs on/ })
      .first()
      .click();
  });
  afterAll(() => opened.close());

  it('is shown side by side, in words and as a picture, each with its layer', async () => {
    const { page } = opened;
    const maps = page.getByRole('region', { name: 'Where they looked' });
    await maps.getByRole('img', { name: /^wbc-10-plain: .+ \([\d.]+ %\): .+ of the image\.$|nothing in the image/ }).waitFor();
    await maps.getByText('wbc.layer2.1').waitFor();
    await maps.getByText('layer2.1', { exact: true }).waitFor();
    // The map is drawn: somewhere its canvas is opaque, and in the colours of the scale.
    const opaque = await page.evaluate(`(() => {
      const canvas = document.querySelector('canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      return data.filter((value, at) => at % 4 === 3 && value > 200).length;
    })()`);
    expect(opaque).toBeGreaterThan(0);
  });

  it('says of a run whose folder is gone what is the matter, and shows the others', async () => {
    const maps = opened.page.getByRole('region', { name: 'Where they looked' });
    await maps.getByRole('alert').getByText('The folder of the run wbc-10-masks is not there any more', { exact: false }).waitFor();
    expect(await maps.locator('canvas').count()).toBe(2);
  });

  it('is asked for another class and another branch with the keyboard alone', async () => {
    const { page } = opened;
    const maps = page.getByRole('region', { name: 'Where they looked' });
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
    await maps.scrollIntoViewIfNeeded();
    await screenshots(page, 'runs-heat-maps');
    expect(await seriousViolations(page)).toEqual([]);
  });
});
