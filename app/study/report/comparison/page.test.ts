import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { runLook } from '../../../contract/runLook.ts';
import { readPage } from '../paper/readPage.ts';
import { reportPdf } from '../paper/reportPdf.ts';
import { hostileComparison as input, together } from './page.fixture.ts';
import { renderComparison } from './page.ts';

const page = renderComparison(input);
const text = page.replaceAll('\u00a0', ' ');

describe('the report of compared runs', () => {
  it('runs no script and loads nothing, whatever names and paths are', () => {
    expect(page).not.toMatch(/<script/i);
    expect(page.split('&lt;script&gt;').length).toBeGreaterThan(20);
    expect(page).not.toMatch(/https?:|url\(|@import|<link|<iframe|<img|\son\w+="/i);
    expect(page).toContain("default-src 'none'");
  });

  it('writes no undefined, NaN or [object', () => {
    expect(page).not.toMatch(/undefined|NaN|\[object|Infinity|null/);
  });

  it('says each number with its interval, and words that the intervals carry', () => {
    for (const expected of [
      'there is no evidence of a difference',
      'Judged on the same 8 validation images',
      '0.250 to 0.875',
      '<b>−0.125</b>',
      '−0.250 to +0.063',
      '< 0.0001'.replace('<', '&lt;'),
      'calibration error',
      '0.375',
      '0.813',
    ])
      expect(text).toContain(expected);
  });

  it('has a difference in bold where its interval leaves out 0, and only there', () => {
    expect(text).toContain('<b>+0.125 (+0.063 to +0.250)</b>');
    expect(text).toContain('<br>−0.125 (−0.250 to +0.063)');
  });

  it('shows matrices as shares and counts, and their difference in points', () => {
    for (const expected of ['63 %<small>5</small>', '75 %<small>6</small>', '>+12.5<', '>−12.5<']) expect(text).toContain(expected);
  });

  it('calls settings by names for people, in the order of the letters', () => {
    const rows = (name: string) =>
      text
        .slice(text.indexOf(`>${name}</th>`))
        .split('</tr>')[0]
        ?.replaceAll(/<[^>]+>/g, ' ');
    // The values came in the order of the runs as they were asked for: the second run first.
    expect(rows('Learning rate')).toMatch(/0\.001\s+0\.01\s*$/);
    expect(rows('Subset')).toMatch(/10 %\s+all training images\s*$/);
    expect(rows('Data set hash')).toMatch(/b{12}…\s+a{12}…\s*$/);
    expect(rows('Frozen layers')).toMatch(/conv1, layer1/);
    expect(rows('Masked copies')).toMatch(/yes/);
  });

  it('tells seed, data, versions, and how to make it again', () => {
    for (const expected of ['seeds 7, 8', 'ab12', '1.2.3', 'smearlab report --library', '10 % of the training images', '1 min 1 s'])
      expect(text).toContain(expected);
  });

  it('draws its figures as SVG: two of learning, the intervals, two of each class that can be told apart, reliability', () => {
    expect(page.match(/role="img"/g)).toHaveLength(2 + 1 + 2 + 1);
    expect(page.match(/class="band run0"/g)).toHaveLength(1);
    expect(page).toContain('No image is of this class, or all are');
  });

  it('says why runs are not judged together, and shows what can be', () => {
    const why = ['unfinished', 'no classes', 'other images', 'other classes'] as const;
    for (const one of why) {
      const apart = renderComparison({ ...input, comparison: { ...together, judged: { kind: 'apart', why: one, runs: ['plain'] } } });
      expect(apart).toContain('Scores are not compared');
      expect(apart).not.toMatch(/undefined|NaN|Confusion matrices|Is it real/);
      expect(apart).toContain('Learning curves');
    }
  });

  it('closes every element that it opens', () => {
    const times = (pattern: RegExp) => page.match(pattern)?.length ?? 0;
    for (const tag of ['table', 'tr', 'td', 'th', 'div', 'svg', 'p', 'h3', 'main', 'body', 'span', 'small', 'b']) {
      expect([tag, times(new RegExp(`</${tag}>`, 'g'))]).toEqual([tag, times(new RegExp(`<${tag}[ >]`, 'g'))]);
    }
  });
});

describe('on paper', () => {
  it('every figure is read, each mark with the place of its run', () => {
    const { blocks } = readPage(page);
    const grids = blocks.flatMap((block) => (block.kind === 'grid' ? block.cells.flat() : []));
    expect(grids.filter(({ kind }) => kind === 'drawing')).toHaveLength(6);
    const marks = blocks.flatMap((block) => (block.kind === 'legend' ? block.entries.flatMap(({ words }) => words) : []));
    expect(marks.filter(({ run }) => run !== undefined).map(({ run, text: letter }) => [run, letter])).toContainEqual([1, 'B']);
  });

  it('lines are strokes in the colour and dashes of their run, and a band is an area', async () => {
    const drawn = contentsOf(await reportPdf(page));
    const { colour, dash } = runLook(2, 'light');
    expect(dash).toBe('7 3');
    const three = contentsOf(await reportPdf(page.replaceAll(/class="line run1"/g, 'class="line run2"')));
    expect(drawn).not.toMatch(new RegExp(`${pdfColour(colour)} SCN`));
    expect(three).toMatch(new RegExp(`${pdfColour(colour)} SCN\\nS`));
    expect(three).toContain('[7 3] 0 d');
    expect(drawn.match(/\/Gs\d+ gs/g)?.length).toBe(1);
  });
});

/** As pdfkit writes it. */
function pdfColour(hex: string): string {
  return [1, 3, 5]
    .map(
      (at) =>
        `${String(Number.parseInt(hex.slice(at, at + 2), 16) / 255)
          .slice(0, 6)
          .replace('.', '\\.')}\\d*`,
    )
    .join(' ');
}

/** The instructions of all pages. */
function contentsOf(pdf: Buffer): string {
  return [...pdf.toString('latin1').matchAll(/stream\n(.*?)\nendstream/gs)]
    .map(([, bytes = '']) => {
      try {
        return inflateSync(Buffer.from(bytes, 'latin1')).toString('latin1');
      } catch {
        // A font is not deflated.
        return '';
      }
    })
    .join('\n');
}
