/** Sets blocks on paper, one below the other. */
import { SmearlabError } from '../../../contract/failure.ts';
import type { Block, Words } from './blocks.ts';
import { ACCENT, bodyScale, CARD, headingScale, type Paper } from './paper.ts';
import { drawTable, flowTable, tableHeight } from './setTable.ts';

const GAP = 5;
const GRID_GAP = 12;
const BOX = 8;
const PICTURE = 72;
const SAMPLE = 30;

/** A heading is never the last of a page, nor are the words that lead from it to a table or a figure. */
export function setBlocks(paper: Paper, blocks: readonly Block[]): void {
  blocks.forEach((block, at) => {
    const after = heightOfBeginning(paper, blocks.slice(at + 1));
    if (block.kind === 'heading') {
      if (block.level === 2) paper.y += 8;
      paper.makeRoom(heightOf(paper, block, paper.width) + after);
    }
    if (block.kind === 'table') flowTable(paper, block);
    else if (block.kind === 'grid') setGrid(paper, block);
    else if (block.kind === 'paragraph' && heightOf(paper, block, paper.width) > paper.pageHeight) setLong(paper, block.words);
    else {
      paper.makeRoom(heightOf(paper, block, paper.width));
      draw(paper, block, paper.left, paper.y, paper.width);
      paper.y += heightOf(paper, block, paper.width);
    }
    paper.y += GAP;
  });
}

/** Of a table that goes on over pages so much stands below its heading. */
const BEGINNING = 150;

function heightOfBeginning(paper: Paper, blocks: readonly Block[]): number {
  const shown = blocks.findIndex(({ kind }) => kind !== 'heading' && kind !== 'paragraph' && kind !== 'legend');
  const leading = shown < 0 ? blocks.slice(0, 1) : blocks.slice(0, shown);
  const words = leading.reduce((sum, block) => sum + heightOf(paper, block, paper.width) + GAP, 0);
  const first = blocks[shown];
  const whole = first === undefined ? 0 : heightOf(paper, first, paper.width);
  const begun = first?.kind === 'table' ? Math.min(whole, BEGINNING) : whole;
  // Where there is more to read than to see, a heading and what follows at once is enough.
  return Math.min(words, BEGINNING) + begun;
}

/** Row by row, each kept on one page. */
function setGrid(paper: Paper, { columns, cells }: Extract<Block, { kind: 'grid' }>): void {
  const width = (paper.width - GRID_GAP * (columns - 1)) / columns;
  for (let first = 0; first < cells.length; first += columns) {
    const row = cells.slice(first, first + columns);
    const height = Math.max(...row.map((blocks) => stackHeight(paper, blocks, width)));
    paper.makeRoom(height);
    row.forEach((blocks, column) => {
      let y = paper.y;
      for (const block of blocks) {
        draw(paper, block, paper.left + column * (width + GRID_GAP), y, width);
        y += heightOf(paper, block, width) + GAP;
      }
    });
    paper.y += height + GAP;
  }
}

/** A text of more than a page, line by line. */
function setLong(paper: Paper, words: readonly Words[]): void {
  for (const line of paper.lines(words, paper.width)) {
    paper.makeRoom(paper.lineHeight());
    paper.y += paper.text([line], { x: paper.left, y: paper.y, width: paper.width });
  }
}

function stackHeight(paper: Paper, blocks: readonly Block[], width: number): number {
  return blocks.reduce((sum, block) => sum + heightOf(paper, block, width) + GAP, 0);
}

function heightOf(paper: Paper, block: Block, width: number): number {
  switch (block.kind) {
    case 'heading': {
      const scale = headingScale(block.level);
      return paper.lines(bold(block.words), width, scale).length * paper.lineHeight(scale);
    }
    case 'paragraph':
      return paper.lines(block.words, textWidth(block, width)).length * paper.lineHeight() + (block.frame === 'box' ? BOX : 0);
    case 'table':
      return tableHeight(paper, block, width);
    case 'drawing':
      return (block.height / block.width) * width;
    case 'legend':
      return placedEntries(paper, block, width).rows * paper.lineHeight();
    case 'pictures':
      return pictureSide(block.addresses.length, width);
    case 'grid': {
      const wide = (width - GRID_GAP * (block.columns - 1)) / block.columns;
      const heights = block.cells.map((cell) => stackHeight(paper, cell, wide));
      return Math.max(0, ...heights.slice(0, block.columns));
    }
  }
}

function draw(paper: Paper, block: Block, x: number, y: number, width: number): void {
  switch (block.kind) {
    case 'heading': {
      const scale = headingScale(block.level);
      paper.text(paper.lines(bold(block.words), width, scale), { x, y, width }, { scale });
      return;
    }
    case 'paragraph':
      drawParagraph(paper, block, x, y, width);
      return;
    case 'table':
      drawTable(paper, block, x, y, width);
      return;
    case 'drawing':
      paper.drawing(block, x, y, width);
      return;
    case 'legend':
      drawLegend(paper, block, x, y, width);
      return;
    case 'pictures':
      drawPictures(paper, block.addresses, x, y, width);
      return;
    case 'grid':
      throw new TypeError('A grid is set by setGrid; none lies in another.');
  }
}

function drawParagraph(paper: Paper, block: Extract<Block, { kind: 'paragraph' }>, x: number, y: number, width: number): void {
  const { document } = paper;
  const lines = paper.lines(block.words, textWidth(block, width));
  if (block.frame === 'box') {
    document.rect(x, y, width, lines.length * paper.lineHeight() + BOX).fill(CARD);
    document.rect(x, y, 2.5, lines.length * paper.lineHeight() + BOX).fill(ACCENT);
  }
  if (block.frame === 'bullet') document.circle(x + 3, y + bodyScale.size * 0.62, 1.5).fill(ACCENT);
  const inset = width - textWidth(block, width);
  const isBox = block.frame === 'box';
  paper.text(lines, { x: x + (isBox ? inset / 2 : inset), y: y + (isBox ? BOX / 2 : 0), width: textWidth(block, width) });
}

function textWidth({ frame }: Extract<Block, { kind: 'paragraph' }>, width: number): number {
  return frame === 'none' ? width : frame === 'box' ? width - 2 * BOX : width - 12;
}

type Legend = Extract<Block, { kind: 'legend' }>;

/** Entries beside each other, in as many rows as they take. */
function placedEntries(paper: Paper, { entries }: Legend, width: number) {
  let [left, row] = [0, 0];
  const placed = entries.map((entry) => {
    const lines = paper.lines(entry.words, width - SAMPLE - 5);
    const wide = SAMPLE + 5 + (lines[0]?.width ?? 0);
    if (left > 0 && left + wide > width) [left, row] = [0, row + 1];
    const at = { ...entry, lines: lines.slice(0, 1), left, row };
    left += wide + 18;
    return at;
  });
  return { placed, rows: row + 1 };
}

function drawLegend(paper: Paper, legend: Legend, x: number, y: number, width: number): void {
  for (const { drawing, lines, left, row } of placedEntries(paper, legend, width).placed) {
    const top = y + row * paper.lineHeight();
    paper.drawing(drawing, x + left, top + 1, SAMPLE);
    paper.text(lines, { x: x + left + SAMPLE + 5, y: top, width });
  }
}

function pictureSide(count: number, width: number): number {
  return Math.min(PICTURE, (width - GAP * (count - 1)) / Math.max(1, count));
}

function drawPictures(paper: Paper, addresses: readonly (string | null)[], x: number, y: number, width: number): void {
  const side = pictureSide(addresses.length, width);
  addresses.forEach((address, at) => {
    const left = x + at * (side + GAP);
    if (address !== null) drawPicture(paper, address, left, y, side);
    else {
      const none: Words = { text: 'no mask', isBold: false, isSmall: true, isQuiet: true, isCode: false };
      paper.text(paper.lines([none], side), { x: left, y: y + side / 2 - 5, width: side }, { align: 'center' });
    }
  });
}

function drawPicture(paper: Paper, address: string, x: number, y: number, side: number): void {
  try {
    paper.document.image(address, x, y, { fit: [side, side] });
  } catch (cause) {
    throw new SmearlabError('unreadable-image', 'A picture in the report cannot be read. Let the study write its report again.', { cause });
  }
}

function bold(words: readonly Words[]): Words[] {
  return words.map((of) => ({ ...of, isBold: true }));
}
