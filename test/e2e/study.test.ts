import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { chromium } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { comparisonSchema } from '../../app/contract/comparison.ts';
import { CHROMIUM, WITHOUT_CHROMIUM } from './browser.ts';
import { type Ended, newFolder, readStudy, smallStudy, smearlab } from './smearlab.ts';

describe('a study from the command line', () => {
  const out = newFolder();
  let ended: Ended;
  beforeAll(async () => {
    ended = await smearlab(await smallStudy(out, '--weights', '0.1,0.8,0.1'));
  });

  it('ends with status 0 and the side-by-side table on stdout', () => {
    expect(ended.stderr).not.toContain('smearlab:');
    expect(ended.status).toBe(0);
    expect(ended.stdout).toMatch(/subset +train +plain +with masks +ensemble +study: plain +study: ensemble/);
    expect(ended.stdout).toMatch(/^1 % +7 /m);
    expect(ended.stdout).toMatch(/^10 % +49 /m);
  });

  it('leaves study.json with every subset and arm, each over all validation images', () => {
    const { rows, classes, pretraining } = readStudy(out);
    expect(rows.map(({ subset, arm }) => `${subset} ${arm}`)).toEqual([
      '1 plain',
      '1 masks',
      '1 ensemble',
      '10 plain',
      '10 masks',
      '10 ensemble',
    ]);
    for (const row of rows) {
      expect(row.confusion.flat().reduce((a, b) => a + b, 0)).toBe(150);
      expect(Object.keys(row.perClass)).toEqual(classes);
    }
    expect(rows[0]?.maskedCopies).toBe(0);
    expect(rows[4]?.maskedCopies).toBeGreaterThan(0);
    expect(pretraining.autoencoder.validationMse).toBeGreaterThan(0);
    expect(pretraining.cam16.confusion.flat().reduce((a, b) => a + b, 0)).toBe(24);
  });

  it('leaves a best and a last checkpoint and a run file for every run', () => {
    for (const run of ['autoencoder', 'cam16', 'wbc-1-plain', 'wbc-10-masks', 'wbc-10-ensemble']) {
      for (const file of ['run.json', 'last.safetensors', 'best.safetensors'])
        expect(existsSync(join(out, 'runs', run, file)), `${run}/${file}`).toBe(true);
    }
  });

  it('leaves one database with images, subsets, runs, epochs, predictions and the parts of each ensemble', () => {
    const database = new Database(join(out, 'smearlab.db'), { readonly: true });
    const count = (sql: string) => database.prepare(sql).pluck().get();
    expect(count("SELECT count(*) FROM runs WHERE state = 'finished' AND engine = 'onnx' AND device = 'cpu'")).toBe(8);
    expect(count('SELECT count(*) FROM epochs')).toBe(16);
    expect(count('SELECT count(*) FROM predictions')).toBe(6 * 150 + 24);
    expect(count('SELECT count(*) FROM subset_images')).toBe(7 + 49);
    const parts = database.prepare(
      `SELECT input.name || ' ' || run_inputs.weight FROM run_inputs JOIN runs ON runs.id = run_id JOIN runs AS input ON input.id = input_run_id
       WHERE runs.name = 'wbc-10-ensemble' ORDER BY part`,
    );
    expect(parts.pluck().all()).toEqual(['autoencoder 0.1', 'cam16 0.1', 'wbc-10-masks 0.8']);
    database.close();
  });

  it('leaves a report that needs nothing from outside itself', () => {
    const html = readFileSync(join(out, 'report.html'), 'utf8');
    expect(html).toContain('<svg');
    expect(html).toContain('data:image/');
    expect(html).not.toMatch(/(src|href)="(?!data:|#)/);
    expect(html).not.toContain('<script');
  });

  it.runIf(CHROMIUM !== undefined)(`has a report that a browser shows in both themes (${WITHOUT_CHROMIUM})`, async () => {
    const browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] });
    const backgrounds = new Set<string>();
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 900 } });
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('requestfailed', (request) => complaints.push(request.url()));
      await page.goto(pathToFileURL(join(out, 'report.html')).href);
      await expect.poll(() => page.locator('h1').textContent()).toBe('Smearlab study');
      expect(await page.locator('svg').count()).toBeGreaterThan(8);
      expect(await page.locator('table').count()).toBeGreaterThan(8);
      const pictures = await page
        .locator('img')
        .evaluateAll((images) => images.map((image) => 'naturalWidth' in image && image.naturalWidth));
      expect(pictures.length).toBeGreaterThan(10);
      expect(pictures).not.toContain(0);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      backgrounds.add(await page.evaluate('getComputedStyle(document.body).backgroundColor'));
      expect(complaints).toEqual([]);
      await page.close();
    }
    await browser.close();
    expect(backgrounds.size).toBe(2);
  });

  it('is listed by smearlab runs, every run finished', async () => {
    const listed = await smearlab(['runs', '--out', out, '--json']);
    const runs: { state: string }[] = JSON.parse(listed.stdout);
    expect(runs.map(({ state }) => state)).toEqual(new Array(8).fill('finished'));
  });

  it('has runs that smearlab compare sets side by side, by name and by folder alike, and refuses those of other images in a sentence', async () => {
    const [byName, byFolder] = [
      await smearlab(['compare', 'wbc-1-plain', 'wbc-10-masks', '--out', out, '--json']),
      await smearlab(['compare', join(out, 'runs', 'wbc-1-plain'), join(out, 'runs', 'wbc-10-masks'), '--json']),
    ];
    const { macroF1, difference, images } = comparisonSchema.parse(JSON.parse(byName.stdout));
    const rows = readStudy(out).rows;
    expect(macroF1).toEqual([rows[0]?.macroF1, rows[4]?.macroF1]);
    expect(difference.low).toBeLessThanOrEqual(difference.value);
    expect(images).toBe(150);
    expect(byFolder.stdout).toBe(byName.stdout);
    const others = await smearlab(['compare', 'wbc-1-plain', 'cam16', '--out', out]);
    expect(others.status).not.toBe(0);
    expect(others.stderr).toMatch(/cannot be compared: one tells Basophil, .* apart, the other normal, tumor/);
  });

  it('is neither begun anew nor changed by the same command again, and said at once with --resume', async () => {
    const before = readFileSync(join(out, 'study.json'), 'utf8');
    const again = await smearlab(await smallStudy(out, '--weights', '0.1,0.8,0.1'));
    expect(again.status).toBe(1);
    expect(again.stderr).toContain('already holds a study');
    expect(readFileSync(join(out, 'study.json'), 'utf8')).toBe(before);
    const resumed = await smearlab(await smallStudy(out, '--weights', '0.1,0.8,0.1', '--resume'));
    expect(resumed.status).toBe(0);
    expect(resumed.stdout).toContain('subset');
  });

  it('is not gone on with under other settings', async () => {
    const other = await smearlab(await smallStudy(out, '--weights', '0.1,0.8,0.1', '--seed', '2', '--resume'));
    expect(other.status).toBe(1);
    expect(other.stderr).toContain('other settings (seed)');
  });

  it('can have one of its runs executed again from its run file alone', async () => {
    const run = await smearlab(['run', join(out, 'runs', 'wbc-1-masks', 'run.json'), '--threads', '1']);
    expect(run.stderr).not.toContain('smearlab:');
    expect(run.status).toBe(0);
    const result: { report: { accuracy: number } } = JSON.parse(readFileSync(join(out, 'runs', 'wbc-1-masks', 'result.json'), 'utf8'));
    expect(result.report.accuracy).toBe(readStudy(out).rows[1]?.accuracy);
  });
});
