/** The Train screen in a real browser, over the synthetic sample: networks are trained for real, though tiny ones. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, WITHOUT_CHROMIUM } from '../e2e/browser.ts';
import { type Opened, openInBrowser, screenshots, seriousViolations } from './application.ts';

describe.skipIf(CHROMIUM === undefined)(`the Train screen (${WITHOUT_CHROMIUM})`, () => {
  let opened: Opened;
  let page: Page;
  const fill = (name: string, text: string) => page.getByRole('textbox', { name, exact: true }).fill(text);
  const choose = async (field: string, option: string | RegExp) => {
    await page.getByRole('combobox', { name: field, exact: true }).click();
    await page.getByRole('option', { name: option }).click();
  };
  const group = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  const plan = () => page.getByTestId('plan').textContent();
  const press = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();
  const queued = () => page.getByRole('list', { name: 'Queue' }).getByRole('listitem').allTextContents();
  const latest = (epoch: number) => page.getByRole('heading', { name: `Latest epoch (${epoch})` });
  const resumed = () => page.getByRole('img', { name: /Loss \(cross-entropy\), Training [\d.]+, Validation [\d.]+/ });

  beforeAll(async () => {
    opened = await openInBrowser('sample');
    page = opened.page;
    page.setDefaultTimeout(10_000);
    await page.getByRole('link', { name: 'Train' }).click();
  });
  afterAll(() => opened.close());

  it('begins with nothing in the queue and the study’s recipe, and says what that would come to', async () => {
    await page.getByText('Nothing waits, and nothing goes on').waitFor();
    await page.getByText('As in the study: nothing is different.').waitFor();
    await expect.poll(plan).toBe('1 run · 12 epochs · 500 training images · 150 validation images');
    await page.getByRole('img', { name: /epoch 4/ }).first().waitFor();
    await screenshots(page, 'training-empty');
    expect(await seriousViolations(page)).toEqual([]);
  });

  it('refuses what cannot be used, where it stands and beside the button', async () => {
    await fill('Seeds of the runs', '1, two');
    await page.getByText('Something is missing or cannot be used: the seeds.').waitFor();
    expect(await page.getByRole('button', { name: 'Add to the queue' }).isDisabled()).toBe(true);
    await fill('Seeds of the runs', '1-2');
    await fill('Batch size', 'many');
    await page.getByText('cannot be used: the recipe').waitFor();
    await fill('Batch size', '16');
    await expect.poll(plan).toContain('2 runs');
  });

  it('shows what augmentation does to real images, and keeps a recipe by name', async () => {
    await fill('Epochs', '4');
    await group('Network and input');
    await fill('Image size', '32');
    await group('Augmentation');
    await page.getByRole('switch', { name: 'Augmentation' }).click();
    await fill('Rotation up to', '180');
    await fill('Stain amount', '0,3');
    await page.getByRole('img', { name: /epoch 4: .+/ }).first().waitFor();
    await page.getByText('Rotation up to: 180 (study: 0)').waitFor();
    await press('Save …');
    await fill('Name of the recipe', 'Tiny');
    await press('Save');
    await expect.poll(() => page.getByRole('combobox', { name: 'Recipe' }).textContent()).toBe('Tiny');
    await group('Duration');
    await screenshots(page, 'training-recipe');
    expect(await seriousViolations(page)).toEqual([]);
    await choose('Recipe', 'The study’s recipe');
    await page.getByText('As in the study: nothing is different.').waitFor();
    await choose('Recipe', 'Tiny');
    await page.getByText('Epochs: 4 (study: 12)').waitFor();
  });

  it('trains two runs, and shows their curves grow', async () => {
    await choose('Trained on', 'A share of each class');
    await choose('Computed on', /^Processor/);
    await fill('Name', 'First');
    await expect.poll(plan).toContain('49 training images');
    await screenshots(page, 'training-order');
    await press('Add to the queue');
    await page.getByRole('heading', { name: 'First' }).waitFor();
    await latest(1).waitFor();
    await latest(2).waitFor();
    await screenshots(page, 'training-running');
  });

  it('pauses and goes on', async () => {
    await press('Pause');
    await press('Resume');
  });

  it('is picked up again by a page that was closed meanwhile', async () => {
    const address = page.url();
    await page.goto('about:blank');
    await page.goto(address);
    await page.getByRole('heading', { name: 'First' }).waitFor();
    await page.getByText('Finished').first().waitFor({ timeout: 60_000 });
    await resumed().waitFor();
    await screenshots(page, 'training-finished');
    expect(await seriousViolations(page)).toEqual([]);
  });
});
