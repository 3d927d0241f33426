/** The Train screen in a real browser, over the synthetic sample: networks are trained for real, though tiny ones. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AskedOf, OutputOf, ProcedureName } from '../../app/contract/contract.ts';
import { CHROMIUM, WITHOUT_CHROMIUM } from '../e2e/browser.ts';
import { lookedAt, type Opened, openInBrowser, screenshots } from './application.ts';

const PATIENCE_MS = 20_000;
const eventually = <T>(found: () => T) => expect.poll(found, { timeout: PATIENCE_MS });

describe.skipIf(CHROMIUM === undefined)(`the Train screen (${WITHOUT_CHROMIUM})`, () => {
  let opened: Opened;
  let page: Page;
  const fill = (name: string, text: string) => page.getByRole('textbox', { name, exact: true }).fill(text);
  const choose = async (field: string, option: string | RegExp) => {
    await page.getByRole('combobox', { name: field, exact: true }).click();
    await page.getByRole('option', { name: option }).click();
  };
  const group = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const ask = async <Name extends ProcedureName>(name: Name, input: AskedOf<Name>) =>
    (await opened.application.call(name, input, new AbortController().signal)) as OutputOf<Name>;
  const plan = () => page.getByTestId('plan').textContent();
  const state = (words: string) => page.getByRole('heading', { level: 2 }).locator('..').getByText(words, { exact: true });
  const queued = () =>
    page
      .getByRole('list', { name: 'Queue' })
      .getByRole('button', { name: /Waits|Paused/ })
      .locator('p')
      .allTextContents();
  const add = async (name: string) => {
    await page.getByRole('button', { name: 'New training' }).click();
    await fill('Name', name);
    await press('Add to the queue');
    await page.getByRole('heading', { name, exact: true }).waitFor();
  };

  beforeAll(async () => {
    opened = await openInBrowser('sample');
    page = opened.page;
    page.setDefaultTimeout(PATIENCE_MS);
    await page.getByRole('link', { name: 'Train' }).click();
  });
  afterAll(() => opened.close());

  it('begins with nothing in the queue and the study’s recipe, and says what that would come to', async () => {
    await page.getByText('Nothing waits, and nothing goes on').waitFor();
    await page.getByText('As in the study: nothing is different.').waitFor();
    await eventually(plan).toBe('1 run · 12 epochs · 500 training images · 150 validation images');
    await page
      .getByRole('img', { name: /epoch 4/ })
      .first()
      .waitFor();
    await screenshots(page, 'training-empty');
  });

  it('refuses what cannot be used, where it stands and beside the button', async () => {
    await fill('Seeds of the runs', '1, two');
    await page.getByText('Something is missing or cannot be used: the seeds.').waitFor();
    expect(await page.getByRole('button', { name: 'Add to the queue' }).isDisabled()).toBe(true);
    await fill('Seeds of the runs', '1-2');
    await fill('Batch size', 'many');
    await page.getByText('cannot be used: the recipe').waitFor();
    await fill('Batch size', '16');
    await eventually(plan).toContain('2 runs');
  });

  it('shows what augmentation does to real images, and keeps a recipe by name', async () => {
    await fill('Epochs', '4');
    await group('Network and input');
    await fill('Image size', '16');
    await group('Augmentation');
    await page.getByRole('switch', { name: 'Augmentation' }).click();
    await fill('Rotation up to', '180');
    await fill('Stain amount', '0,3');
    await page
      .getByRole('img', { name: /epoch 4: .*\d+° (left|right)/ })
      .first()
      .waitFor();
    await page.getByText('Rotation up to: 180 (study: 0)').waitFor();
    await press('Save …');
    await fill('Name of the recipe', 'Tiny');
    await press('Save');
    await eventually(() => page.getByRole('combobox', { name: 'Recipe' }).textContent()).toBe('Tiny');
    await group('Duration');
    expect(await lookedAt(page, 'training-recipe')).toEqual([]);
    await choose('Recipe', 'The study’s recipe');
    await page.getByText('As in the study: nothing is different.').waitFor();
    await choose('Compared with', 'Tiny');
    await page.getByText('Epochs: 12 (Tiny: 4)').waitFor();
    await screenshots(page, 'training-compared');
    await choose('Recipe', 'Tiny');
    await page.getByText('As in Tiny: nothing is different.').waitFor();
    await choose('Compared with', 'The study’s recipe');
    await page.getByText('Epochs: 4 (study: 12)').waitFor();
  });

  it('trains two runs, and shows a curve grow', async () => {
    await choose('Trained on', 'A share of each class');
    await choose('Computed on', /^Processor/);
    await eventually(plan).toContain('49 training images');
    await page.getByRole('heading', { name: 'New training' }).scrollIntoViewIfNeeded();
    await screenshots(page, 'training-order');
    await add('First');
    await page.getByRole('heading', { name: 'Latest epoch (1)' }).waitFor();
    await page.getByRole('heading', { name: 'Latest epoch (2)' }).waitFor();
    await page.getByRole('img', { name: /^Loss \(cross-entropy\), Train [\d.]+, Val [\d.]+$/ }).waitFor();
  });

  it('pauses between two batches, and goes on', async () => {
    await press('Pause');
    await state('Paused').waitFor();
    await screenshots(page, 'training-paused');
    await press('Resume');
    await page.getByRole('region', { name: 'Training now' }).waitFor();
    await screenshots(page, 'training-running');
  });

  it('goes on without a page, and a page that comes later sees it to its end', async () => {
    const address = page.url();
    await page.goto('about:blank');
    await page.goto(address);
    await page.getByRole('heading', { name: 'First' }).waitFor();
    await state('Finished').waitFor({ timeout: 60_000 });
    await page.getByRole('table', { name: 'Confusion matrix of the validation images after epoch 4' }).waitFor();
    await page.getByRole('slider', { name: 'Epoch 4' }).focus();
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('table', { name: 'Confusion matrix of the validation images after epoch 3' }).waitFor();
    await page.keyboard.press('ArrowRight');
    expect(await lookedAt(page, 'training-finished')).toEqual([]);
  });

  it('changes places in the queue by keys and by pulling, and takes an entry out after asking', async () => {
    await page.getByRole('button', { name: 'New training' }).click();
    // What is fastest is not measured: that takes seconds.
    await choose('Computed on', /^Processor/);
    await page.getByRole('switch', { name: 'Hold' }).click();
    await page.getByText('The queue is held').waitFor();
    // One as a person adds it, which was shown; the others only have to be there.
    const [first] = (await ask('training.queue', {})).entries;
    if (first === undefined) throw new Error('Nothing was trained.');
    const others = [];
    for (const name of ['A', 'B']) others.push(await ask('training.add', { order: { ...first.order, name } }));
    await choose('Starts from', /first-seed-1/);
    await screenshots(page, 'training-start');
    await add('C');
    expect((await ask('training.queue', {})).entries.find(({ name }) => name === 'C')?.order).toMatchObject({ inputs: [{ part: 'wbc' }] });
    await eventually(queued).toEqual(['A', 'B', 'C']);
    await page.getByRole('button', { name: /^C Waits/ }).press('Alt+ArrowUp');
    await eventually(queued).toEqual(['A', 'C', 'B']);
    await press('Move down: A');
    await eventually(queued).toEqual(['C', 'A', 'B']);
    await page
      .getByRole('listitem')
      .filter({ hasText: /^B/ })
      .dragTo(page.getByRole('listitem').filter({ hasText: /^C/ }));
    await eventually(queued).toEqual(['B', 'C', 'A']);
    expect(await lookedAt(page, 'training-queue')).toEqual([]);
    await press('Remove');
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await eventually(queued).toEqual(['B', 'A']);
    for (const other of others) await ask('training.remove', other);
    await eventually(queued).toEqual([]);
    await choose('Starts from', /^New values/);
    await page.getByRole('switch', { name: 'Hold' }).click();
  });

  it('says why a training failed, and what to do', async () => {
    const first = (await ask('training.queue', {})).entries.find(({ name }) => name === 'First')?.order;
    if (first?.kind !== 'run') throw new Error('Nothing was trained.');
    const recipe = {
      network: { name: 'wbc' as const },
      imageSize: 16,
      training: { epochs: 1, optimizer: { kind: 'sgd' as const, learningRate: 1e30 } },
    };
    await ask('training.add', { order: { ...first, name: 'Too fast', seeds: [1], recipe } });
    await page.getByRole('button', { name: /^Too fast/ }).click();
    await state('Failed').waitFor({ timeout: 60_000 });
    await page
      .getByRole('alert')
      .getByText(/lower learning rate/)
      .waitFor();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    expect(await lookedAt(page, 'training-failed')).toEqual([]);
    await press('Order again …');
    await page.getByText('Learning rate: 1e+30 (study: 0.001)').waitFor();
  });

  it('shows the autoencoder’s reconstructions beside the originals', async () => {
    await Promise.all(['cam16', 'prcc'].map((name) => ask('library.import', { root: join(opened.folder, 'sample', name), name })));
    await page.getByRole('button', { name: 'New training' }).click();
    await choose('Data set', 'prcc');
    await page.getByRole('button', { name: /^Autoencoder/ }).click();
    await choose('Recipe', 'The study’s recipe');
    await choose('Trained on', 'A share of each class');
    await fill('Per cent', '20');
    await fill('Epochs', '1');
    await group('Network and input');
    await fill('Image size', '16');
    await add('Redrawn');
    await state('Finished').waitFor({ timeout: 60_000 });
    const pictures = page.getByRole('region', { name: 'Reconstructions' }).getByRole('img', { name: 'Reconstruction' });
    await eventually(() => pictures.count()).toBeGreaterThan(3);
    await screenshots(page, 'training-autoencoder');
  });

  it('orders the whole study by one button, in German too', async () => {
    await ask('settings.change', { language: 'de' });
    await page.getByRole('button', { name: 'Neues Training' }).click();
    await press('Die ganze Studie');
    await eventually(plan).toContain('14 Läufe');
    await screenshots(page, 'training-study-de');
  });
});
