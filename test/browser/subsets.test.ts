/** The Subsets screen in a real browser, over the synthetic sample. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, WITHOUT_CHROMIUM } from '../e2e/browser.ts';
import { type Opened, openInBrowser, screenshots, seriousViolations } from './application.ts';

describe.skipIf(CHROMIUM === undefined)(`the Subsets screen (${WITHOUT_CHROMIUM})`, () => {
  let opened: Opened;
  const total = () => opened.page.getByTestId('drawn-total').textContent();
  beforeAll(async () => {
    opened = await openInBrowser('sample');
    await opened.page.getByRole('link', { name: 'Subsets' }).click();
  });
  afterAll(() => opened.close());

  it('counts while the slider is moved by keys, and by preset', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: '10 %', exact: true }).click();
    const ten = Number(await total());
    await page.getByRole('slider', { name: 'Per cent' }).focus();
    for (let press = 0; press < 20; press++) await page.keyboard.press('ArrowRight');
    await expect.poll(async () => Number(await total())).toBeGreaterThan(ten);
    await page.getByRole('button', { name: '100 %', exact: true }).click();
    await expect.poll(total).toBe('500');
  });

  it('says which class gets too few, and that a subset nests with a saved one', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: '10 %', exact: true }).click();
    await page.getByRole('button', { name: 'Save subset' }).click();
    await page.getByText('Saved as 10 %').waitFor();
    await page.getByRole('button', { name: '1 %', exact: true }).click();
    await page.getByText('would have no image of').first().waitFor();
    await page.getByText('contains this one').waitFor();
    expect(await page.getByText('few', { exact: true }).count()).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Save subset' }).click();
    await page.getByText('Saved as 1 %').waitFor();
  });

  it('keeps a name for what it stands for until a person says otherwise', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: 'Number', exact: true }).click();
    await page.getByRole('textbox', { name: 'Images of each class' }).fill('7');
    await page.getByRole('textbox', { name: 'Name' }).fill('10 %');
    await page.getByRole('button', { name: 'Save subset' }).click();
    await page.getByText('There is another subset called 10 %').waitFor();
    await screenshots(page, 'subsets-taken');
    await page.getByRole('button', { name: 'Replace it' }).click();
    await page.getByText('Saved as 10 %: 35 images').waitFor();
  });

  it('refuses what is no number, in words', async () => {
    const { page } = opened;
    await page.getByRole('textbox', { name: 'Images of each class' }).fill('seven');
    await page.getByText('A whole number from 1').waitFor();
    expect(await page.getByRole('button', { name: 'Save subset' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Percentage' }).click();
  });

  it('hands out the list of files', async () => {
    const { page } = opened;
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'List of files: 1 %' }).click()]);
    expect(file.suggestedFilename()).toBe('1 %.csv');
    const text = readFileSync((await file.path()) ?? '', 'utf8');
    expect(text.split('\n')[0]).toBe('file,class,split,mask,group,sha256');
    expect(text.trim().split('\n')).toHaveLength(1 + 7);
  });

  it('looks right and is accessible in both themes', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: '10 %', exact: true }).click();
    await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
    await screenshots(page, 'subsets');
    expect(await seriousViolations(page)).toEqual([]);
  });

  it('forgets a subset', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: 'Forget: 10 %' }).click();
    await page.getByRole('button', { name: 'Forget: 10 %' }).waitFor({ state: 'detached' });
  });
});
