import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeDataSet } from '../../app/application/runs/madeDataSet.fixture.ts';
import { madeRun } from '../../app/application/runs/madeRuns.fixture.ts';
import { openLibrary } from '../../app/library/library.ts';
import { addStudy } from '../../app/store/studies.ts';
import { studyFolder } from '../../app/study/libraryStudy.ts';
import { hostileInput, hostileResult } from '../../app/study/report/page.fixture.ts';
import { renderReport } from '../../app/study/report/page.ts';
import { jpegAddress } from '../../app/study/report/samples.ts';
import { writeReportFiles } from './reportCommand.ts';

const hasPoppler = ['pdftotext', 'pdfimages'].every((tool) => spawnSync(tool, ['-v']).error === undefined);

let root: string;
let page: string;
/** Distinct pictures of the page. */
const PICTURES = 3;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'smearlab-report-'));
  const grey = (level: number) => jpegAddress(new Uint8Array(96 * 96 * 3).fill(level), 96);
  const [image, mask, maskedCopy] = [await grey(10), await grey(100), await grey(200)];
  page = renderReport({
    ...hostileInput,
    // Enough for tables and charts to go on over pages.
    curves: Array.from({ length: 12 }, (_, at) => ({
      ...hostileInput.curves[0],
      network: 'wbc' as const,
      run: `run-${at}`,
      metrics: hostileInput.curves[0]?.metrics ?? [],
    })),
    runs: Array.from({ length: 60 }, (_, at) => ({
      ...{ name: `planned-${at}`, network: 'wbc' as const, state: 'planned' as const },
      device: null,
      seconds: null,
      epochs: at,
    })),
    samples: [{ caption: 'Größe.png', class: 'Blast', image, mask, maskedCopy }],
    reconstructions: [{ original: image, reconstruction: mask }],
  });
  mkdirSync(join(root, 'study'));
  writeFileSync(join(root, 'study', 'report.html'), page);
});
afterAll(() => rmSync(root, { recursive: true }));

/** The instructions of all pages. */
function pageContents(pdf: Buffer): string {
  const streams = [...pdf.toString('latin1').matchAll(/stream\n(.*?)\nendstream/gs)].map(([, bytes = '']) => Buffer.from(bytes, 'latin1'));
  return streams
    .flatMap((bytes) => {
      try {
        return [inflateSync(bytes).toString('latin1')];
      } catch {
        // A picture: not deflated.
        return [];
      }
    })
    .join('\n');
}

const poppler = (tool: string, ...rest: readonly string[]) => execFileSync(tool, rest, { encoding: 'utf8' });

describe('smearlab report', () => {
  it('writes a PDF beside the page, whose pictures are those of the page and no more', async () => {
    const [html, pdf] = await writeReportFiles([join(root, 'study')], {});
    expect([html, pdf]).toEqual([join(root, 'study', 'report.html'), join(root, 'study', 'report.pdf')]);
    const bytes = readFileSync(pdf, 'latin1');
    expect(bytes.startsWith('%PDF-')).toBe(true);
    expect(bytes.trimEnd().endsWith('%%EOF')).toBe(true);
    expect(bytes.match(/\/Subtype \/Image/g)).toHaveLength(PICTURES);
    expect(readFileSync(html, 'utf8')).toBe(page);
  });

  it('draws every line of its charts as a path, in its colour', async () => {
    const [, pdf] = await writeReportFiles([join(root, 'study')], {});
    const drawn = pageContents(readFileSync(pdf));
    const stroked = (colour: string) => drawn.match(new RegExp(`${colour} SCN\\nS`, 'g'))?.length ?? 0;
    // Loss and accuracy of twelve runs, and the sample in the legend; the validation loss of one epoch is a point alone.
    expect(stroked('0 0\\.44705\\d* 0\\.69803\\d*')).toBe(12 * 2 + 1);
    expect(stroked('0\\.83529\\d* 0\\.36862\\d* 0')).toBe(12 * 2 + 1);
  });

  it.skipIf(!hasPoppler)(
    "has its numbers as text and its charts as vectors, as poppler reads it (skipped where poppler's tools are not)",
    async () => {
      const [, pdf] = await writeReportFiles([join(root, 'study')], {});
      const text = poppler('pdftotext', '-layout', pdf, '-').replaceAll('\u00a0', ' ');
      const expected = [
        '62.5 %',
        '40.0–80.0 %',
        '94.2 %',
        '0.001165',
        'covers 1171 images',
        '<script>alert("x")</script>',
        'Größe.png',
        '→',
        'ab12',
        'planned-59',
        'Macro-F1 (validation)',
      ];
      for (const part of expected) expect(text).toContain(part);
      expect(text.indexOf('Provenance')).toBeGreaterThan(text.indexOf('Learning curves'));
      // Three samples, two of which are shown again as reconstruction pair.
      expect(poppler('pdfimages', '-list', pdf).trim().split('\n').slice(2)).toHaveLength(5);
      expect(poppler('pdffonts', pdf)).not.toMatch(/ no +(yes|no) +(yes|no) +\d/);
      // The head of a long table stands on every page that the table is on.
      expect(text.match(/run +network +state/g)?.length).toBeGreaterThan(1);
    },
  );

  it('puts both into another folder, and leaves the study as it is', async () => {
    const files = await writeReportFiles([join(root, 'study')], { out: join(root, 'elsewhere', 'deep') });
    expect(files.map((file) => existsSync(file))).toEqual([true, true]);
  });

  it('finds a study of a library by its name', async () => {
    const { library, close } = openLibrary(join(root, 'library'));
    const id = addStudy(library.store, JSON.stringify({}), 'winter');
    close();
    const folder = studyFolder(join(root, 'library'), id);
    await expect(writeReportFiles(['winter'], { library: join(root, 'library') })).rejects.toMatchObject({
      kind: 'missing-file',
      message: expect.stringContaining('--resume'),
    });
    mkdirSync(folder.root, { recursive: true });
    writeFileSync(folder.report, page);
    expect((await writeReportFiles(['winter'], { library: join(root, 'library') }))[1]).toBe(join(folder.root, 'report.pdf'));
    await expect(writeReportFiles(['summer'], { library: join(root, 'library') })).rejects.toMatchObject({
      kind: 'wrong-usage',
      message: expect.stringMatching(/no study summer\. It has winter\.$/),
    });
  });

  it('writes what the screen shows of runs, found by name or by study and name, into a folder of its own', async () => {
    const [place, out] = [join(root, 'runs'), join(root, 'of-runs')];
    const { library, close } = openLibrary(place);
    const { store } = library;
    const dataSetId = madeDataSet(store, 'blood', 60);
    const winter = addStudy(store, '{}', 'winter');
    const made = (studyId: number, name: string, skill: number) => madeRun(store, { studyId, dataSetId, name, skill, epochs: 2 });
    made(winter, 'plain', 1);
    made(winter, 'masks', 3);
    made(addStudy(store, '{}'), 'plain', 2);
    close();
    const [html, pdf] = await writeReportFiles(['winter/plain', 'masks'], { library: place, out });
    expect(dirname(html)).toBe(out);
    const page = readFileSync(html, 'utf8');
    expect(page).toContain('Runs side by side: plain and masks');
    expect(page).toContain(`smearlab report --library &quot;${place}&quot; ${winter}/plain ${winter}/masks`);
    expect(readFileSync(pdf, 'latin1').startsWith('%PDF-')).toBe(true);
    await expect(writeReportFiles(['plain', 'masks'], { library: place, out })).rejects.toMatchObject({
      kind: 'wrong-usage',
      message: expect.stringMatching(/^Several studies have a run plain\. Say which: \d+\/plain, \d+\/plain\.$/),
    });
    await expect(writeReportFiles(['masks', 'masks'], { library: place, out })).rejects.toMatchObject({ kind: 'wrong-usage' });
    await expect(writeReportFiles(['masks', 'mask'], { library: place, out })).rejects.toMatchObject({
      message: expect.stringContaining('There is no run mask. Finished are'),
    });
  });

  it('can be made of a study of which nothing has finished', async () => {
    mkdirSync(join(root, 'empty'));
    const empty = {
      ...hostileInput,
      result: { ...hostileResult, rows: [], warnings: [] },
      curves: [],
      samples: [],
      reconstructions: [],
      runs: [],
    };
    writeFileSync(join(root, 'empty', 'report.html'), renderReport(empty));
    await expect(writeReportFiles([join(root, 'empty')], {})).resolves.toHaveLength(2);
  });

  it.each([
    ['a folder that is not there', null, 'missing-file'],
    ['an empty file', '', 'wrong-usage'],
    ['another page', '<p>Somebody made this</p>', 'wrong-usage'],
    ['a file of bytes', '\u0000\ufffd\u0001'.repeat(1000), 'wrong-usage'],
    [
      'a picture that is none',
      '<p>Made by Smearlab on a Monday</p><figure><img src="data:image/png;base64,AAAA"></figure>',
      'unreadable-image',
    ],
  ])('refuses %s in a sentence, and writes nothing', async (name, content, kind) => {
    const folder = join(root, name);
    if (content !== null) {
      mkdirSync(folder);
      writeFileSync(join(folder, 'report.html'), content);
    }
    await expect(writeReportFiles([folder], {})).rejects.toMatchObject({ name: 'SmearlabError', kind });
    expect(existsSync(join(folder, 'report.pdf'))).toBe(false);
  });
});
