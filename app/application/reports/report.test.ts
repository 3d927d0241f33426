import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WrittenReport } from '../../contract/reports.ts';
import type { Store } from '../../store/store.ts';
import { addStudy, setStudyState } from '../../store/studies.ts';
import { studyFolder } from '../../study/libraryStudy.ts';
import { hostileInput } from '../../study/report/page.fixture.ts';
import { renderReport } from '../../study/report/page.ts';
import { type ApplicationBench, applicationBench, SERVICES } from '../application.fixture.ts';
import { mediaOf } from '../media.ts';
import { madeDataSet } from '../runs/madeDataSet.fixture.ts';
import { madeRun } from '../runs/madeRuns.fixture.ts';

let bench: ApplicationBench;
let store: Store;
let study = 0;
let runs: Record<'plain' | 'masks' | 'under' | 'elsewhere', number>;
const shown: string[] = [];

beforeAll(async () => {
  bench = await applicationBench({ ...SERVICES, showFile: (file) => shown.push(file) });
  store = bench.application.desk.library.store;
  const blood = madeDataSet(store, 'blood', 60);
  study = addStudy(store, '{}', 'Winter 1');
  const made = (name: string, rest: Partial<Parameters<typeof madeRun>[1]>) =>
    madeRun(store, { studyId: study, dataSetId: blood, name, skill: 2, epochs: 3, ...rest });
  runs = {
    plain: made('wbc-10-plain', {}),
    masks: made('wbc-10-masks', { arm: 'masks', skill: 3 }),
    under: made('wbc-50-plain', { subset: 50, isFinished: false }),
    elsewhere: made('tissue', { dataSetId: madeDataSet(store, 'tissue', 20) }),
  };
});
afterAll(() => bench.clear());

const page = ({ folder, html }: WrittenReport) => readFileSync(join(folder, html), 'utf8');

describe('a report of runs', () => {
  it('says what the comparison on screen says, to the last digit', async () => {
    const asked = { runs: [runs.masks, runs.plain], baseline: runs.plain };
    const written = await bench.call('runs.report', { kind: 'comparison', ...asked });
    const { judged } = await bench.call('runs.compare', asked);
    if (judged.kind === 'apart') throw new Error('They are apart.');
    const html = page(written).replaceAll('\u00a0', ' ');
    const [first, second] = judged.runs;
    for (const score of [
      first?.report.macroAverage.f1,
      second?.report.macroAverage.f1,
      first?.macroF1Interval.low,
      second?.intervals[2]?.f1.high,
    ]) {
      expect(html).toContain((score ?? Number.NaN).toFixed(3));
    }
    // The baseline is A, whatever the order asked for.
    expect(html.indexOf('wbc-10-plain')).toBeLessThan(html.indexOf('wbc-10-masks'));
    expect(html).toContain(
      `smearlab report --library &quot;${join(bench.folder, 'library')}&quot; ${study}/wbc-10-plain ${study}/wbc-10-masks`,
    );
    expect(dirname(written.folder)).toBe(join(bench.folder, 'library', 'reports'));
    expect(written.html).toMatch(/^[\d-]+-wbc-10-plain-and-wbc-10-masks\.html$/);
  });

  it('is made of runs that cannot be judged together too, and says why', async () => {
    const asked = (run: number) => ({ kind: 'comparison' as const, runs: [runs.plain, run], baseline: runs.plain });
    expect(page(await bench.call('runs.report', asked(runs.under)))).toContain('not finished is wbc-50-plain');
    expect(page(await bench.call('runs.report', asked(runs.elsewhere)))).toContain('on other images than the baseline was judged tissue');
  });

  it('is not made of runs that are not there, and leaves nothing', async () => {
    const missing = { kind: 'comparison' as const, runs: [runs.plain, 999_999], baseline: runs.plain };
    await expect(bench.call('runs.report', missing)).rejects.toMatchObject({ kind: 'wrong-usage' });
    await expect(bench.call('runs.report', { ...missing, runs: [runs.plain, runs.masks], baseline: runs.under })).rejects.toMatchObject({
      kind: 'wrong-usage',
    });
  });

  it('has an address for each of its files, by which it is kept under its name, until it is taken away', async () => {
    const written = await bench.call('runs.report', { kind: 'comparison', runs: [runs.plain, runs.masks], baseline: runs.plain });
    const wanted = (form: 'html' | 'pdf') =>
      mediaOf(bench.application.desk, { kind: 'report', report: written.id, form }, new AbortController().signal);
    const [html, pdf] = [await wanted('html'), await wanted('pdf')];
    expect(html).toMatchObject({ type: 'text/html; charset=utf-8', file: written.html });
    expect(pdf).toMatchObject({ type: 'application/pdf', file: written.pdf });
    expect(html.bytes.toString()).toBe(page(written));
    expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    await bench.call('runs.showReport', { report: written.id });
    expect(shown).toEqual([join(written.folder, written.pdf)]);
    rmSync(written.folder, { recursive: true });
    await expect(wanted('pdf')).rejects.toMatchObject({ kind: 'wrong-usage' });
    await expect(bench.call('runs.showReport', { report: written.id })).rejects.toMatchObject({ kind: 'wrong-usage' });
    expect(shown).toHaveLength(1);
  });
});

describe('a report of a study', () => {
  it('that goes on is its table as it is now', async () => {
    const written = await bench.call('runs.report', { kind: 'study', study });
    const html = page(written);
    for (const expected of ['Study Winter 1', 'Is it real?', 'wbc-50-plain', 'its matrix covers']) expect(html).toContain(expected);
    expect(html).not.toMatch(/undefined|NaN/);
    expect(written.pdf).toMatch(/-Winter-1\.pdf$/);
  });

  it('that has finished is the one that it left, as it is', async () => {
    const left = studyFolder(join(bench.folder, 'library'), study).report;
    const { samples: _, reconstructions: __, ...rest } = hostileInput;
    mkdirSync(dirname(left), { recursive: true });
    writeFileSync(left, renderReport({ ...rest, samples: [] }));
    setStudyState(store, study, 'finished');
    const written = await bench.call('runs.report', { kind: 'study', study });
    expect(page(written)).toBe(readFileSync(left, 'utf8'));
    expect(existsSync(join(written.folder, written.pdf))).toBe(true);
  });

  it('that is not there, or of which nothing has finished, is refused in a sentence', async () => {
    await expect(bench.call('runs.report', { kind: 'study', study: 999_999 })).rejects.toMatchObject({ kind: 'wrong-usage' });
    const empty = addStudy(store, '{}', 'Empty');
    await expect(bench.call('runs.report', { kind: 'study', study: empty })).rejects.toMatchObject({ kind: 'wrong-usage' });
  });
});

it('where no window can be opened, a report is not shown but downloaded', async () => {
  const browser = await applicationBench();
  expect(await browser.call('application.start', {})).toMatchObject({ showsFiles: false });
  await expect(browser.call('runs.showReport', { report: '0123456789abcdef' })).rejects.toMatchObject({ kind: 'wrong-usage' });
  await browser.clear();
});
