/**
 * A newcomer's way through the screens, from the first start to a subset that is ready to be trained on: described once, and gone in a browser
 * (test/browser) and in a window (test/electron). A step begins where the one before it ended.
 */
import type { Page } from 'playwright-core';

export type Step = { readonly does: string; go(page: Page): Promise<void> };

const says = (page: Page, text: string | RegExp) =>
  page
    .getByText(text, typeof text === 'string' ? { exact: true } : {})
    .first()
    .waitFor();
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const keys = async ({ keyboard }: Page, ...all: readonly string[]) => {
  for (const key of all) await keyboard.press(key);
};

/** To a screen, by the keyboard alone. */
async function goTo(page: Page, screen: string): Promise<void> {
  await page.getByRole('link', { name: screen, exact: true }).press('Enter');
  await page.getByRole('heading', { level: 1, name: screen }).waitFor();
}

export const takeSample: Step = {
  does: 'is asked for nothing but the sample or a folder, and takes the sample',
  go: async (page) => {
    await page.getByRole('heading', { level: 1, name: 'Welcome to Smearlab' }).waitFor();
    await button(page, /^Import a folder/).waitFor();
    await button(page, /^Try the synthetic sample/).click();
    await page.getByRole('main').getByText('Making the sample').first().waitFor();
  },
};

export const findLibrary: Step = {
  does: 'finds the sample in the library by itself, and is told so',
  go: async (page) => {
    await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor({ timeout: 90_000 });
    await page.getByText('sample is in the library: 650 images').waitFor({ timeout: 90_000 });
    await button(page, 'Close').click();
    await says(page, '650 images');
  },
};

const browse: Step = {
  does: 'browses the images: narrows them to a class, opens one, and the next',
  go: async (page) => {
    await button(page, 'Class').click();
    await page.getByRole('menu').getByText('Monocyte', { exact: true }).click();
    await keys(page, 'Escape');
    await says(page, '39 of 650 images');
    const first = page.getByRole('gridcell', { name: /^Monocyte/ }).first();
    await first.locator('img').waitFor();
    await first.dblclick();
    const large = page.getByRole('dialog');
    await large.getByRole('heading', { name: 'monocyte-0001.png' }).waitFor();
    await large.getByRole('img', { name: 'monocyte-0001.png' }).waitFor();
    await keys(page, 'PageDown');
    await large.getByRole('heading', { name: 'monocyte-0002.png' }).waitFor();
    await keys(page, 'Escape');
    await large.waitFor({ state: 'detached' });
    await button(page, 'Clear filters').click();
    await says(page, '650 images');
  },
};

const correctMask: Step = {
  does: 'looks at masks, and corrects one with the brush, which counts from then on',
  go: async (page) => {
    await goTo(page, 'Masks');
    for (const name of ['Original', 'Mask', 'Masked copy']) await page.getByRole('img', { name, exact: true }).waitFor();
    await says(page, /^Cell area/);
    await button(page, /^Correct$/).click();
    await says(page, 'Being corrected');
    // The pen is put down, drawn to the right, and lifted.
    await keys(page, 'Enter', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Enter', 'Control+s');
    await page.getByRole('region', { name: 'Open image' }).getByText('Drawn', { exact: true }).first().waitFor();
  },
};

const saveSubset: Step = {
  does: 'draws a tenth of the images as a subset, saves it, and finds it in the library',
  go: async (page) => {
    await goTo(page, 'Subsets');
    await button(page, '10 %').click();
    await button(page, 'Save subset').click();
    await says(page, /^Saved as 10 %/);
    await goTo(page, 'Library');
    await button(page, 'Subset').click();
    await page.getByRole('menuitemradio', { name: '10 %' }).click();
    await says(page, /^\d\d of 650 images$/);
    await says(page, 'Subset 10 %');
    await button(page, 'Clear filters').click();
  },
};

export const NEWCOMERS_WAY: readonly Step[] = [takeSample, findLibrary, browse, correctMask, saveSubset];
