import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AugmentationRecipe } from '../../app/contract/augmentation.ts';
import type { StudyRecipe } from '../../app/contract/recipe.ts';
import { readTensors } from '../../app/training/safetensors.ts';
import { CHROMIUM, WITHOUT_CHROMIUM } from './browser.ts';
import { newFolder, numbersOf, readStudy, sharedSample, smallStudy, smearlab, trainedBits } from './smearlab.ts';

const AUGMENTATION: AugmentationRecipe = {
  ...{ flips: 'both', rotation: 180, shift: 0.05, scale: 0.1 },
  rgb: { brightness: 0.1, contrast: 0.1, saturation: 0.1 },
  hed: { scale: 0.05, shift: 0.02 },
};
const RECIPE: StudyRecipe = {
  autoencoder: { augmentation: AUGMENTATION, normalisation: 'subset' },
  cam16: { augmentation: AUGMENTATION, normalisation: 'subset' },
  wbc: { augmentation: AUGMENTATION, normalisation: 'subset', mixup: { alpha: 0.4 } },
  ensemble: { augmentation: AUGMENTATION },
};

function recipeFile(recipe: StudyRecipe): string {
  const file = join(newFolder(), 'recipe.json');
  writeFileSync(file, JSON.stringify(recipe));
  return file;
}

async function someImages(): Promise<{ images: string[]; masks: string }> {
  const { wbc } = await sharedSample();
  const masks = join(wbc, 'train/mask/Neutrophil');
  const masked = readdirSync(masks).sort().slice(0, 2);
  return { images: masked.map((name) => join(wbc, 'train/data/Neutrophil', name)), masks };
}

describe('smearlab augment', () => {
  it.runIf(CHROMIUM !== undefined)(`leaves a page that a browser shows (${WITHOUT_CHROMIUM})`, async () => {
    const { images, masks } = await someImages();
    const out = join(newFolder(), 'page.html');
    const ended = await smearlab(['augment', ...images, '--recipe', recipeFile(RECIPE), '--masks', masks, '--epochs', '3', '--out', out]);
    expect(ended.stderr).toBe('');
    expect(ended).toMatchObject({ status: 0, stdout: `${out}\n` });
    const browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] });
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('requestfailed', (request) => complaints.push(request.url()));
    await page.goto(pathToFileURL(out).href);
    const widths = await page.locator('img').evaluateAll((pictures) => pictures.map((one) => 'naturalWidth' in one && one.naturalWidth));
    expect(widths).toEqual(new Array(4 * 4).fill(96));
    expect(await page.locator('thead th').allTextContents()).toEqual(['image', 'as it is', 'epoch 1', 'epoch 2', 'epoch 3']);
    expect(complaints).toEqual([]);
    await browser.close();
  });

  it.each([
    ['a network that the recipe leaves as it is', ['--network', 'cam16'], 2, /no images of the cam16 network.*It does for wbc/],
    ['no epochs', ['--epochs', '0'], 2, /--epochs/],
    ['an unknown network', ['--network', 'resnet'], 2, /resnet/],
    ['a folder of masks that is not there', ['--masks', '/nowhere/at/all'], 1, /\/nowhere\/at\/all/],
    ['an image that is not there', ['/nowhere/cell.png'], 1, /\/nowhere\/cell\.png/],
    ['a place that cannot be written', ['--out', '/nowhere/page.html'], 1, /\/nowhere\/page\.html/],
  ])('with %s says so', async (_, options, status, sentence) => {
    const { images } = await someImages();
    const recipe = recipeFile({ wbc: { augmentation: AUGMENTATION } });
    const ended = await smearlab(['augment', ...images, '--recipe', recipe, ...options]);
    expect(ended.stderr).toMatch(sentence);
    expect(ended.status).toBe(status);
  });

  it('without a recipe, or with one that varies nothing, says what is missing', async () => {
    const { images } = await someImages();
    expect(await smearlab(['augment', ...images])).toMatchObject({ status: 2, stderr: expect.stringContaining('--recipe') });
    const ended = await smearlab(['augment', ...images, '--recipe', recipeFile({ wbc: { epochs: 3 } })]);
    expect(ended).toMatchObject({ status: 2, stderr: expect.stringContaining('Give it an augmentation') });
  });
});

describe('a study that augments, mixes and normalises', () => {
  const [one, other, cache] = [newFolder(), newFolder(), newFolder()];
  const options = ['--subsets', '10', '--recipe', recipeFile(RECIPE)];
  const kept = () => readdirSync(join(cache, 'decoded-images')).filter((name) => name.endsWith('.rgb'));
  beforeAll(async () => {
    const ended = await smearlab(await smallStudy(one, ...options, '--workers', '0'));
    expect(ended.stderr).not.toContain('smearlab:');
    expect(ended.status).toBe(0);
    expect((await smearlab(await smallStudy(other, ...options, '--workers', '2', '--cache', '0', '--cache-folder', cache))).status).toBe(0);
  });

  it('gives the same numbers and bits with two threads and a folder of decoded images as without', () => {
    expect(numbersOf(readStudy(other))).toEqual(numbersOf(readStudy(one)));
    for (const run of ['autoencoder', 'cam16', 'wbc-10-masks', 'wbc-10-ensemble'])
      expect(trainedBits(other, run)).toBe(trainedBits(one, run));
    expect(kept().length).toBeGreaterThan(100);
  });

  it('keeps with each network what it is normalised by, and with the ensemble that of its parts', () => {
    const of = (run: string) => {
      const { metadata } = readTensors(join(one, 'runs', run, 'last.safetensors'));
      return JSON.parse(metadata['smearlab'] ?? '').normalisations;
    };
    expect(of('wbc-10-ensemble')).toEqual({ ...of('autoencoder'), ...of('cam16'), ...of('wbc-10-masks') });
    expect(Object.keys(of('wbc-10-ensemble')).sort()).toEqual(['autoencoder', 'cam16', 'wbc']);
    expect(of('wbc-10-plain')).toEqual(of('wbc-10-masks'));
  });

  it('goes on over a folder of decoded images that has been damaged and cut down', async () => {
    const [first = '', second = ''] = kept();
    const file = join(cache, 'decoded-images', first);
    const before = readFileSync(file);
    writeFileSync(file, before.subarray(0, 100));
    const out = newFolder();
    const again = await smearlab(await smallStudy(out, ...options, '--cache-folder', cache, '--cache-folder-size', '0'));
    expect(again.status).toBe(0);
    expect(numbersOf(readStudy(out))).toEqual(numbersOf(readStudy(one)));
    expect(existsSync(join(cache, 'decoded-images', second))).toBe(false);
  });

  it.each(['/proc/smearlab', join(recipeFile({}), 'below')])('is not begun where decoded images cannot be kept: %s', async (folder) => {
    const ended = await smearlab(await smallStudy(newFolder(), ...options, '--cache-folder', folder));
    expect(ended.stderr).toContain(`cannot be kept in ${folder}`);
    expect(ended.status).toBe(1);
  });
});
