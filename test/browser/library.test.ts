/** The Library screen in a real browser, over the synthetic sample: 650 cells of five classes. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { imagePageSchema } from '../../app/contract/library.ts';
import { CHROMIUM, WITHOUT_CHROMIUM } from '../e2e/browser.ts';
import { type Opened, openInBrowser, screenshots, seriousViolations } from './application.ts';

describe.skipIf(CHROMIUM === undefined)(`the Library screen (${WITHOUT_CHROMIUM})`, () => {
  let opened: Opened;
  const cell = (index: number) => opened.page.locator(`[role=gridcell][data-index="${index}"]`);
  const button = (name: string) => opened.page.getByRole('button', { name, exact: true });
  const says = (text: string) => opened.page.getByText(text, { exact: true }).last().waitFor();
  const keys = async (...all: readonly string[]) => {
    for (const key of all) await opened.page.keyboard.press(key);
  };
  /** The place and the name of what has the focus. */
  const focused = async () =>
    String(
      await opened.page.evaluate('document.activeElement.dataset.index + " " + document.activeElement.querySelector(".file")?.textContent'),
    );
  const choose = async (menu: string, ...options: readonly string[]) => {
    await button(menu).click();
    for (const option of options) await opened.page.getByRole('menu').getByText(option, { exact: true }).click();
    if (await opened.page.getByRole('menu').isVisible()) await keys('Escape');
    await opened.page.getByRole('menu').waitFor({ state: 'detached' });
  };
  const noViolation = async () => expect(await seriousViolations(opened.page)).toEqual([]);

  beforeAll(async () => {
    opened = await openInBrowser('sample');
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    const clear = button('Clear filters').first();
    if (await clear.isVisible()) await clear.click();
    await says('650 images');
    await cell(0).locator('img').waitFor();
  });

  describe('the grid', () => {
    it('shows thumbnails, with no serious violation of accessibility', async () => {
      await opened.page.getByRole('gridcell', { name: 'Basophil basophil-0001.png Training', exact: true }).waitFor();
      await noViolation();
      await screenshots(opened.page, 'library');
    });

    it('is narrowed by class and split, and each of both can be taken away by itself', async () => {
      const { page } = opened;
      await choose('Class', 'Monocyte', 'Basophil');
      await says('57 of 650 images');
      await choose('Split', 'Validation');
      await says('15 of 650 images');
      const names = await page.getByRole('gridcell').evaluateAll((cells) => cells.map(({ textContent }) => textContent));
      expect(names).toHaveLength(15);
      for (const name of names) expect(name).toMatch(/(Monocyte|Basophil).*val$/);
      await page.getByRole('button', { name: 'Basophil' }).press('Delete');
      await says('9 of 650 images');
      await page.getByRole('button', { name: 'Monocyte' }).press('Delete');
      await says('150 of 650 images');
    });

    it('is narrowed by what is typed, also to nothing, from where a button leads back', async () => {
      const { page } = opened;
      await page.getByRole('searchbox', { name: 'Search by name' }).fill('NEUTROPHIL-0012');
      await says('1 of 650 images');
      expect(await cell(0).textContent()).toContain('neutrophil-0012.png');
      await page.getByRole('searchbox', { name: 'Search by name' }).fill('100%_');
      await says('No image matches');
      await noViolation();
      await screenshots(page, 'library-empty-filter');
      await page.getByRole('button', { name: 'Clear filters' }).last().click();
      await says('650 images');
    });

    it('is sorted in both directions', async () => {
      const { application } = opened;
      const first = async (by: 'bytes' | 'path', descending: boolean) => {
        const request = { filter: { dataSet: 1 }, sort: { by, descending }, offset: 0, limit: 1 };
        const asked = await application.call('library.page', request, new AbortController().signal);
        return imagePageSchema.parse(asked).images[0]?.path.split('/').at(-1) ?? '';
      };
      const shown = async (name: string) => expect.poll(() => cell(0).textContent()).toContain(name);
      await choose('Sort by: Name', 'File size');
      await shown(await first('bytes', false));
      await button('Ascending').click();
      await shown(await first('bytes', true));
      await choose('Sort by: File size', 'Name');
      await shown(await first('path', true));
      await button('Descending').click();
      await shown('basophil-0001.png');
    });

    it('shows larger pictures, and keeps the image at the top there', async () => {
      const { page } = opened;
      await page.getByRole('grid').evaluate((grid) => grid.scrollTo({ top: 4000 }));
      const top = () =>
        page.getByRole('gridcell').evaluateAll((cells) => {
          const edge = cells[0]?.closest('[role=grid]')?.getBoundingClientRect().top ?? 0;
          return Number(cells.find((one) => one.getBoundingClientRect().bottom > edge + 50)?.getAttribute('data-index'));
        });
      await expect.poll(top).toBeGreaterThan(100);
      const before = await top();
      await page.getByRole('slider', { name: 'Size of the pictures' }).press('End');
      await expect.poll(() => page.getByRole('grid').getAttribute('aria-colcount')).toBe('3');
      await expect.poll(async () => Math.abs((await top()) - before)).toBeLessThanOrEqual(8);
      const slider = page.getByRole('slider', { name: 'Size of the pictures' });
      for (const key of ['Home', ...Array(3).fill('ArrowRight')]) await slider.press(key);
      await page.getByRole('grid').evaluate((grid) => grid.scrollTo({ top: 0 }));
    });
  });

  describe('by the keyboard alone', () => {
    it('the focus walks to any image and outlives the rows that are drawn', async () => {
      const { page } = opened;
      await page.getByRole('searchbox').focus();
      for (let tab = 0; tab < 12 && !(await focused()).startsWith('0 basophil'); tab++) await keys('Tab');
      expect(await focused()).toContain('0 basophil-0001.png');
      const columns = Number(await page.getByRole('grid').getAttribute('aria-colcount'));
      await keys('ArrowRight', 'ArrowDown');
      expect(await focused()).toContain(`${columns + 1} `);
      await keys('End');
      await expect.poll(focused).toContain('649 neutrophil-0391.png');
      await page.mouse.move(600, 400);
      await page.mouse.wheel(0, -100_000);
      await cell(0).waitFor();
      await keys('ArrowLeft');
      await expect.poll(focused).toContain('648 neutrophil-0390.png');
      await keys('Home', 'PageDown');
      expect(Number((await focused()).split(' ')[0])).toBeGreaterThan(columns);
      await keys('Home');
      await expect.poll(focused).toContain('0 basophil-0001.png');
    });

    it('images are selected one by one, in a row, and all of them', async () => {
      await cell(0).focus();
      await keys(' ', 'Shift+ArrowRight', 'Shift+ArrowRight');
      await says('3 selected');
      expect(await cell(2).getAttribute('aria-selected')).toBe('true');
      await noViolation();
      await screenshots(opened.page, 'library-selected');
      await keys('Escape');
      await expect.poll(() => cell(2).getAttribute('aria-selected')).toBe('false');
      await keys('Control+a');
      await says('650 selected');
    });

    it('another filter lets the selection go, so that nobody relabels what they cannot see', async () => {
      await cell(0).focus();
      await keys('Control+a');
      await says('650 selected');
      await choose('Class', 'Monocyte');
      await says('39 of 650 images');
      expect(await cell(0).getAttribute('aria-selected')).toBe('false');
      expect(await button('Relabel').isVisible()).toBe(false);
    });

    it('selected images are given another class by a number, and that is undone', async () => {
      await choose('Class', 'Basophil');
      await says('18 of 650 images');
      await cell(0).focus();
      await keys(' ', 'Shift+ArrowRight', 'Shift+ArrowRight', '4');
      await says('3 images are now Monocyte.');
      await says('15 of 650 images');
      await button('Undo: 3 images → Monocyte').waitFor();
      await keys('Control+z');
      await says('3 images have their classes back.');
      await says('18 of 650 images');
      expect(await button('Undo: 3 images → Monocyte').isVisible()).toBe(false);
    });
  });

  it('the mouse selects with Ctrl and Shift, and a class can be a new one', async () => {
    const { page } = opened;
    await cell(1).click();
    await cell(4).click({ modifiers: ['Shift'] });
    await cell(6).click({ modifiers: ['ControlOrMeta'] });
    await cell(2).click({ modifiers: ['ControlOrMeta'] });
    await says('4 selected');
    await choose('Relabel', 'New class …');
    await noViolation();
    await page.getByRole('textbox', { name: 'Name of the class' }).fill('  Blast ');
    await keys('Enter');
    await says('4 images are now Blast.');
    await choose('Class', 'Blast');
    await says('4 of 650 images');
    await button('Undo: 4 images → Blast').click();
    await says('No image matches');
  });

  describe('the large view', () => {
    const picture = () => opened.page.getByRole('dialog').locator('.picture');
    const scale = async () => Number(/scale\(([\d.]+)\)/.exec((await picture().getAttribute('style')) ?? '')?.[1]);

    it('opens over the grid, zooms at the pointer and moves', async () => {
      const { page } = opened;
      await choose('Mask', 'Mask of the lab');
      await cell(0).focus();
      await keys('Enter');
      await page.getByRole('dialog').getByText('96 × 96 pixels').waitFor();
      const whole = await scale();
      await keys('+', '+');
      expect(await scale()).toBeGreaterThan(whole * 1.5);
      await page.mouse.move(300, 300);
      await page.mouse.wheel(0, -200);
      await expect.poll(scale).toBeGreaterThan(whole * 2);
      const before = await picture().getAttribute('style');
      await keys('ArrowRight');
      expect(await picture().getAttribute('style')).not.toBe(before);
      await page.mouse.down();
      await page.mouse.move(350, 340);
      await page.mouse.up();
      expect(await picture().locator('img').last().getAttribute('style')).toContain('pixelated');
      await keys('m');
      await expect.poll(() => picture().locator('div').count()).toBe(1);
      await keys('0');
      expect(await scale()).toBe(whole);
      await noViolation();
      await screenshots(page, 'library-large');
      await keys('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    });

    it('leads on, relabels, and comes back to where it has led', async () => {
      const { page } = opened;
      await cell(0).focus();
      await keys('Enter');
      await page.getByRole('heading', { name: 'basophil-0001.png' }).waitFor();
      await keys('ArrowRight', 'PageDown');
      await page.getByRole('heading', { name: 'basophil-0003.png' }).waitFor();
      await keys('2');
      await says('1 image is now Eosinophil.');
      await page.getByRole('dialog').getByText('Before', { exact: true }).waitFor();
      await keys('Control+z');
      await says('1 image has its class back.');
      await page.getByRole('dialog').getByText('Before', { exact: true }).waitFor({ state: 'detached' });
      await keys('Escape');
      await expect.poll(focused).toContain('2 basophil-0003.png');
    });
  });
});
