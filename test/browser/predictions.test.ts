/** The Library screen narrowed to what runs predicted, in a real browser, over the sample with two runs. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finishedRun } from '../../app/application/runs.fixture.ts';
import { imagePageSchema } from '../../app/contract/library.ts';
import { CHROMIUM, WITHOUT_CHROMIUM } from '../e2e/browser.ts';
import { type Opened, openInBrowser, screenshots, seriousViolations } from './application.ts';

const CLASSES = ['Basophil', 'Eosinophil', 'Lymphocyte', 'Monocyte', 'Neutrophil'];

describe.skipIf(CHROMIUM === undefined)(`what runs predicted, on the Library screen (${WITHOUT_CHROMIUM})`, () => {
  let opened: Opened;
  const button = (name: string) => opened.page.getByRole('button', { name, exact: true });
  const says = (text: string) => opened.page.getByText(text, { exact: true }).last().waitFor();
  const option = (name: string) => opened.page.getByRole('menuitemradio', { name, exact: true });

  beforeAll(async () => {
    opened = await openInBrowser('sample');
    const { application, page } = opened;
    const request = { filter: { dataSet: 1, splits: ['val'] }, sort: { by: 'path', descending: false }, offset: 0, limit: 500 };
    const { images } = imagePageSchema.parse(await application.call('library.page', request, new AbortController().signal));
    // The first run takes all monocytes for lymphocytes, and the second every image for a neutrophil.
    const taken = images.map(({ path, class: name }) => [path, name === 'Monocyte' ? 'Lymphocyte' : (name ?? '')] as const);
    const { store } = application.desk.library;
    finishedRun(store, 1, 'wbc-100-plain', CLASSES, Object.fromEntries(taken));
    finishedRun(store, 1, 'all-neutrophils', ['Neutrophil', 'Basophil'], Object.fromEntries(taken.map(([path]) => [path, 'Neutrophil'])));
    await page.reload();
    await says('650 images');
  });
  afterAll(() => opened.close());

  /** Of the validation split, by what it is labelled. */
  const count = async (classes?: readonly string[]) => {
    const filter = { dataSet: 1, splits: ['val'], ...(classes === undefined ? {} : { classes }) };
    const request = { filter, sort: { by: 'path', descending: false }, offset: 0, limit: 1 };
    return imagePageSchema.parse(await opened.application.call('library.page', request, new AbortController().signal)).total;
  };

  it('offers the runs, the classes of the latest, and right or wrong', async () => {
    const { page } = opened;
    await button('Prediction').click();
    const names = await page.getByRole('menuitemradio').evaluateAll((items) => items.map((item) => item.getAttribute('aria-label')));
    expect(names).toEqual([
      'Run: all-neutrophils',
      'Run: wbc-100-plain',
      'It took the image for: Neutrophil',
      'It took the image for: Basophil',
      'Compared with its label: Right',
      'Compared with its label: Wrong',
    ]);
  });

  it('finds the images of a run, those it took for a class, and of them those it took wrong', async () => {
    const { page } = opened;
    await option('Run: wbc-100-plain').click();
    await says(`${await count()} of 650 images`);
    await option('It took the image for: Lymphocyte').click();
    await says(`${await count(['Lymphocyte', 'Monocyte'])} of 650 images`);
    await option('Compared with its label: Wrong').click();
    await says(`${await count(['Monocyte'])} of 650 images`);
    expect(await option('Compared with its label: Wrong').getAttribute('aria-checked')).toBe('true');
    expect(await seriousViolations(page)).toEqual([]);
    await screenshots(page, 'library-predictions');
    await page.keyboard.press('Escape');
    await says('wbc-100-plain: took for Lymphocyte, wrong');
    const shown = await page.getByRole('gridcell').evaluateAll((cells) => cells.map(({ textContent }) => textContent));
    expect(shown.length).toBeGreaterThan(2);
    for (const text of shown) expect(text).toMatch(/Monocyte.*val$/);
  });

  it('keeps what narrows the grid while another screen is looked at', async () => {
    const { page } = opened;
    await page.getByRole('link', { name: 'Masks' }).click();
    await page.getByRole('heading', { level: 1, name: 'Masks' }).waitFor();
    await page.getByRole('link', { name: 'Library' }).click();
    await says('wbc-100-plain: took for Lymphocyte, wrong');
    await says(`${await count(['Monocyte'])} of 650 images`);
  });

  it('asks another run the same as far as it knows the class, and is taken away by itself', async () => {
    await button('Prediction').click();
    await option('Run: all-neutrophils').click();
    await opened.page.keyboard.press('Escape');
    await says('all-neutrophils: predicted, wrong');
    await says(`${(await count()) - (await count(['Neutrophil']))} of 650 images`);
    await button('Clear filters').first().click();
    await says('650 images');
  });

  it('is said of an image in the large view', async () => {
    const { page } = opened;
    await page.getByRole('searchbox', { name: 'Search by name' }).fill('monocyte-0039');
    await page.getByRole('gridcell').first().focus();
    await says('1 of 650 images');
    await page.locator('[role=gridcell][data-index="0"]').press('Enter');
    await page.getByRole('dialog').getByText('wbc-100-plain').waitFor();
    await page.keyboard.press('Escape');
    await button('Clear filters').first().click();
  });
});
