import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { ReportedSlide } from '../../contract/signing.ts';
import { WBC_CLASSES } from '../../contract/words.ts';
import { many } from '../classified.fixture.ts';
import { countCsv } from './countCsv.ts';
import { galleryOf } from './gallery.ts';
import type { Pictures } from './pdf/paperStyle.ts';
import { slidePdf } from './pdf/slidePdf.ts';
import { reportedSlide } from './reported.fixture.ts';
import { reportJson } from './reportJson.ts';

const OPEN = [...many(131, 'Neutrophil'), ...many(25, 'Lymphocyte'), ...many(25, 'Monocyte'), ...many(4, 'Monocyte', 0.3), null];
const HOSTILE = ['=HYPERLINK("http://x")', 'a,"b"\r\nc', '\u202e\u0000<script>', '🩸'.repeat(50), 'W'.repeat(100), ' '];

/** With other words in every place that people write in. */
function withWords(slide: ReportedSlide, words: string): ReportedSlide {
  const { counted, signed } = slide;
  return {
    counted: {
      ...counted,
      slide: { ...counted.slide, accession: words, notes: words },
      model: { ...counted.model, name: words },
      count: {
        ...counted.count,
        source: words,
        classes: counted.count.classes.map((line) => ({ ...line, class: `${words} ${line.class}` })),
      },
    },
    signed: signed === null ? null : { ...signed, signature: { ...signed.signature, name: words, waiver: words } },
  };
}

describe('the CSV', () => {
  it('has a line for each class and each kind of cell that is not counted, each whole by itself', () => {
    const slide = reportedSlide({ cells: OPEN, waiver: 'Known artefacts of the stain.' });
    const rows: Record<string, string>[] = parse(countCsv(slide), { columns: true, record_delimiter: '\r\n' });
    expect(rows.map((row) => [row['line'], row['class'], row['cells'], row['per_cent'], row['comparison']])).toEqual([
      ['class', 'Basophil', '0', '0', 'inside'],
      ['class', 'Eosinophil', '0', '0', 'possibly low'],
      ['class', 'Lymphocyte', '25', '13.81', 'low'],
      ['class', 'Monocyte', '25', '13.81', 'possibly high'],
      ['class', 'Neutrophil', '131', '72.38', 'inside'],
      ['uncertain', '', '4', '', ''],
      ['unclassified', '', '1', '', ''],
      ['not counted', '', '0', '', ''],
      ['duplicate', '', '0', '', ''],
    ]);
    for (const row of rows) {
      expect(row).toMatchObject({ accession: 'H-2026-0417', counted: '181', signed_by: 'Anna Meier', signed_sha256: slide.signed?.hash });
      expect(row['data_set_sha256']).toBe('d'.repeat(64));
      expect(row['use']).toContain('Research use only');
    }
  });

  it.each(HOSTILE)('comes back as it was written, and is no formula: %j', (words) => {
    const rows: Record<string, string>[] = parse(countCsv(withWords(reportedSlide(), words)), { columns: true, record_delimiter: '\r\n' });
    expect(rows).toHaveLength(WBC_CLASSES.length + 4);
    for (const field of ['accession', 'signed_by', 'model']) {
      expect(rows[0]?.[field]?.replace(/^'/, '')).toBe(words);
      expect(rows[0]?.[field]).not.toMatch(/^[=+\-@]/);
    }
  });
});

it('the JSON holds everything that was signed', () => {
  const slide = reportedSlide({ state: 'amended' });
  const read = JSON.parse(reportJson(slide));
  expect(read).toMatchObject({ form: 'smearlab-report/1', ...slide.counted, signed: slide.signed });
  expect(read.cells).toHaveLength(100);
});

describe('the gallery', () => {
  it('shows of each class that has cells some of all degrees of certainty, always the same', () => {
    const sure = Array.from({ length: 50 }, (_, at) => ['Monocyte', 0.99 - at / 200] as const);
    const { counted } = reportedSlide({ cells: [...sure, ...many(2, 'Basophil')] });
    const [basophil, monocyte] = galleryOf(counted, 5);
    expect(basophil).toMatchObject({ class: 'Basophil', cells: 2 });
    expect(basophil?.shown).toHaveLength(2);
    expect(monocyte?.shown.map(({ path }) => path)).toEqual(['0.png', '12.png', '25.png', '37.png', '49.png']);
    expect(galleryOf({ ...counted, cells: [...counted.cells].reverse() }, 5)).toEqual([basophil, monocyte]);
  });

  it.each([0, 1])('may have room for %i', (most) => {
    for (const row of galleryOf(reportedSlide().counted, most)) expect(row.shown).toHaveLength(most);
  });
});

const STYLE = { language: 'en', timeZone: 'Europe/Berlin' } as const;

async function picturesOf(slide: ReportedSlide): Promise<Pictures> {
  const picture = await sharp({ create: { width: 40, height: 40, channels: 3, background: 'purple' } })
    .jpeg()
    .toBuffer();
  return new Map(slide.counted.cells.flatMap(({ sha256 }) => (sha256 === null ? [] : [[sha256, picture] as const])));
}

const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length;

describe('the PDF', () => {
  const LARGE = Array.from({ length: 40 }, (_, at) => `class ${at}`);
  const CASES: readonly [string, ReportedSlide][] = [
    ['a signed slide', reportedSlide()],
    ['an unsigned one', reportedSlide({ state: 'unsigned', cells: OPEN })],
    ['an amended one with a waiver', reportedSlide({ state: 'amended', cells: OPEN, waiver: 'Known artefacts. '.repeat(100) })],
    ['no counted cell', reportedSlide({ state: 'unsigned', cells: many(3, 'Monocyte', 0.2) })],
    ...HOSTILE.map((words): [string, ReportedSlide] => [
      `the words ${JSON.stringify(words).slice(0, 40)}`,
      withWords(reportedSlide(), words),
    ]),
    ['more classes than a sheet has room for', manyClasses(reportedSlide(), LARGE)],
  ];
  it.each(CASES)('is one sheet for %s', async (name, slide) => {
    const language = name.length % 2 === 0 ? 'de' : 'en';
    expect(pagesOf(await slidePdf(slide, await picturesOf(slide), { ...STYLE, language }))).toBe(1);
  });

  it('has the same bytes each time, and is one sheet without its pictures as well', async () => {
    const slide = reportedSlide();
    const [one, again, bare] = [await picturesOf(slide), await picturesOf(slide), new Map()].map((pictures) =>
      slidePdf(slide, pictures, STYLE),
    );
    expect(await one).toEqual(await again);
    expect(pagesOf((await bare) ?? Buffer.alloc(0))).toBe(1);
  });

  it.skipIf(!hasPdfToText())('says who signed what with what (needs pdftotext)', async () => {
    const slide = reportedSlide({ cells: OPEN, waiver: 'Known artefacts of the stain.' });
    const text = textOf(await slidePdf(slide, new Map(), STYLE));
    const { model } = slide.counted;
    for (const words of [
      ...[
        'Differential count',
        'H-2026-0417',
        'Research use only. Not for diagnosis.',
        '72.4 %',
        '40 – 80 %',
        '↓',
        '(↑)',
        'Anna Meier',
        'reviewer',
      ],
      ...[
        'approves this count',
        '1 March 2026 at 10:30 CET',
        'Known artefacts of the stain.',
        '4 uncertain',
        '1 not classified',
        '18 of 131',
      ],
      ...[model.name, model.checkpoint, model.dataSet.hash, 'Smearlab 0.1.0', slide.signed?.hash ?? '?', slide.signed?.head.hash ?? '?'],
    ]) {
      expect(text).toContain(words);
    }
  });

  it.skipIf(!hasPdfToText())('never cuts the accession number (needs pdftotext)', async () => {
    const accession = 'M'.repeat(100);
    const slide = reportedSlide({ accession });
    expect(textOf(await slidePdf(slide, new Map(), STYLE)).replaceAll(/\s/g, '')).toContain(accession);
  });
});

/** The count of a slide with a line for each of these classes. */
function manyClasses({ counted, signed }: ReportedSlide, names: readonly string[]): ReportedSlide {
  const [line] = counted.count.classes;
  if (line === undefined) throw new Error('There are classes.');
  const classes = names.map((name) => ({ ...line, class: name }));
  const cells = counted.cells.map((cell, at) => ({ ...cell, countedAs: names[at % names.length] ?? null }));
  return { counted: { ...counted, cells, count: { ...counted.count, classes } }, signed };
}

function hasPdfToText(): boolean {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function textOf(pdf: Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'smearlab-pdf-'));
  try {
    writeFileSync(join(folder, 'slide.pdf'), pdf);
    return execFileSync('pdftotext', ['-layout', join(folder, 'slide.pdf'), '-'], { encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
