import { describe, expect, it } from 'vitest';
import { HOSTILE, hostileInput } from '../page.fixture.ts';
import { renderReport } from '../page.ts';
import type { Block, Words } from './blocks.ts';
import { readPage } from './readPage.ts';

const text = (words: readonly Words[]) => words.map((of) => of.text).join('');
const blocksOf = (body: string) => readPage(`<!doctype html><title>t</title><body>${body}`).blocks;

/** Every word that is on the paper. */
function said(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return [text(block.words)];
    case 'table':
      return [text(block.caption), ...[...block.head, ...block.body].flat().map((cell) => text(cell.words))];
    case 'drawing':
      return block.shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));
    case 'legend':
      return block.entries.map(({ words }) => text(words));
    case 'pictures':
      return [];
    case 'grid':
      return block.cells.flat().flatMap(said);
  }
}

describe('the page of a report', () => {
  const page = renderReport(hostileInput);
  const { title, blocks } = readPage(page);

  it('comes to paper word by word', () => {
    // What a browser shows of the page, tooltips and alternative texts left away.
    const shown = page
      .replace(/<(style|title)>.*?<\/\1>/gs, ' ')
      .replace(/<span class="absent quiet">no mask<\/span>/g, ' ')
      .replace(/<\/?(sup|b)>/g, '')
      .replace(/<[^>]*>/g, ' ')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&');
    const inWords = (of: string) =>
      of
        .split(/[ \n\t]+/)
        .filter((word) => word !== '')
        .sort();
    expect(inWords(blocks.flatMap(said).join(' '))).toEqual(inWords(shown));
    expect(title).toBe(`A study of ${HOSTILE}`);
  });

  it('ends with where its numbers come from', () => {
    const headings = blocks.flatMap((block) => (block.kind === 'heading' && block.level === 2 ? [text(block.words)] : []));
    expect(headings.at(-1)).toBe('Provenance');
  });

  it('has its charts as shapes', () => {
    const drawings = blocks.flatMap((block) => (block.kind === 'grid' ? block.cells.flat() : [])).filter(({ kind }) => kind === 'drawing');
    expect(drawings).toHaveLength(4);
  });
});

describe('what is read', () => {
  it('is a table with its spans, and the colours of a matrix', () => {
    const [table] = blocksOf(
      '<table class="matrix"><thead><tr><th rowspan="2" class="left">a</th><th colspan="3">b</th></tr></thead>' +
        '<tbody><tr class="totals"><td style="--light:#00ff00;--lightText:#000000">1<small>of 2</small></td></tr></tbody></table>',
    );
    expect(table).toMatchObject({
      look: 'matrix',
      head: [
        [
          { rows: 2, columns: 1, align: 'left' },
          { columns: 3, align: 'center' },
        ],
      ],
      body: [[{ colours: { fill: '#00ff00', ink: '#000000' }, align: 'right' }]],
    });
    expect(table === undefined ? [] : said(table).at(-1)).toBe('1\nof 2');
  });

  it.each([
    ['another computer', 'https://example.org/x.png'],
    ['a file', '/etc/passwd'],
    ['a page', 'data:text/html;base64,AAAA'],
    ['nothing', ''],
  ])('is no picture of %s', (_, address) => {
    expect(blocksOf(`<figure><img src="${address}"></figure>`)).toEqual([{ kind: 'pictures', addresses: [null] }]);
  });

  it.each([
    ['nothing', '', 0],
    ['a script', '<script>alert(1)</script>', 0],
    ['text that nothing holds', 'lost', 1],
    ['an element that no report has', '<blink>lost</blink>', 1],
    ['an element that is not closed', '<p>lost<p>', 1],
  ])('of a page with %s', (_, body, count) => {
    expect(blocksOf(body)).toHaveLength(count);
  });
});
