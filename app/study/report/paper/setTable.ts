/** Sets a table: row by row, its head again on every page that it goes on to. */
import type { Cell, Table } from './blocks.ts';
import { columnWidths, type Placed, placed } from './columns.ts';
import { type Line, widthsOf } from './lines.ts';
import { type Paper, QUIET, RULE, tableScale } from './paper.ts';

const PAD = { x: 4, y: 2.2 };
/** Names of a matrix's columns stand upright in so much room. */
const UPRIGHT = 62;
const MATRIX_FIRST = 62;

/** A table no higher than this is not split, in points. */
const KEPT_WHOLE = 170;

type SetRow = { readonly cells: readonly (Placed & { readonly lines: readonly Line[] })[]; readonly height: number };
type SetTable = {
  readonly table: Table;
  readonly widths: readonly number[];
  readonly caption: readonly Line[];
  readonly head: readonly SetRow[];
  readonly body: readonly SetRow[];
};

export function tableHeight(paper: Paper, table: Table, width: number): number {
  const { caption, head, body } = setTable(paper, table, width);
  return captionHeight(paper, caption) + sum([...head, ...body].map(({ height }) => height));
}

/** Draws it at a place where it fits. */
export function drawTable(paper: Paper, table: Table, x: number, y: number, width: number): void {
  const set = setTable(paper, table, width);
  let below = y + drawCaption(paper, set.caption, x, y, width);
  for (const row of [...set.head, ...set.body]) {
    drawRow(paper, set, row, x, below);
    below += row.height;
  }
}

/** Draws it from where the paper is, over as many pages as it takes. */
export function flowTable(paper: Paper, table: Table): void {
  const set = setTable(paper, table, paper.width);
  const headHeight = sum(set.head.map(({ height }) => height));
  const drawHead = () => {
    for (const row of set.head) {
      drawRow(paper, set, row, paper.left, paper.y);
      paper.y += row.height;
    }
  };
  const whole = captionHeight(paper, set.caption) + headHeight + sum(set.body.map(({ height }) => height));
  paper.makeRoom(whole < KEPT_WHOLE ? whole : whole - sum(set.body.slice(1).map(({ height }) => height)));
  paper.y += drawCaption(paper, set.caption, paper.left, paper.y, paper.width);
  drawHead();
  for (const row of set.body) {
    if (paper.y + row.height > paper.bottom) {
      paper.newPage();
      drawHead();
    }
    drawRow(paper, set, row, paper.left, paper.y);
    paper.y += row.height;
  }
}

function setTable(paper: Paper, table: Table, width: number): SetTable {
  const [head, body] = [placed(table.head), placed(table.body)];
  const count = Math.max(0, ...[...head, ...body].flat().map(({ cell, column }) => column + cell.columns));
  const widths = table.look === 'matrix' ? matrixWidths(count, width) : widthsFor(paper, table, [...head, ...body].flat(), count, width);
  const set = (rows: readonly (readonly Placed[])[], isHead: boolean) =>
    rows.map((row): SetRow => {
      const cells = row.map((at) => ({ ...at, lines: paper.lines(at.cell.words, inside(widths, at), tableScale) }));
      const heights = cells
        .filter(({ cell }) => cell.rows === 1)
        .map(({ lines }) => lines.length * paper.lineHeight(tableScale) + 2 * PAD.y);
      const upright = isHead && table.look === 'matrix' ? UPRIGHT : 0;
      return { cells, height: Math.max(upright, ...(upright > 0 ? [] : heights)) };
    });
  return { table, widths, caption: paper.lines(table.caption, width), head: set(head, true), body: set(body, false) };
}

function widthsFor(paper: Paper, { look }: Table, cells: readonly Placed[], count: number, width: number): number[] {
  const wishes = cells.map(({ cell, column }) => {
    const { least, natural } = widthsOf(cell.words, paper.widthOf(tableScale));
    return { column, columns: cell.columns, least: least + 2 * PAD.x + 0.5, natural: natural + 2 * PAD.x + 0.5 };
  });
  return columnWidths(wishes, count, width, look === 'wide');
}

function matrixWidths(count: number, width: number): number[] {
  return Array.from({ length: count }, (_, at) => (at === 0 ? MATRIX_FIRST : (width - MATRIX_FIRST) / (count - 1)));
}

function inside(widths: readonly number[], { cell, column }: Placed): number {
  return sum(widths.slice(column, column + cell.columns)) - 2 * PAD.x;
}

function drawRow(paper: Paper, { table, widths, head }: SetTable, row: SetRow, x: number, y: number): void {
  const { document } = paper;
  const isHead = head.includes(row);
  const isMatrix = table.look === 'matrix';
  for (const { cell, column, lines } of row.cells) {
    const left = x + sum(widths.slice(0, column));
    const width = sum(widths.slice(column, column + cell.columns));
    if (cell.colours !== null) document.rect(left, y, width, row.height).fill(cell.colours.fill);
    if (isMatrix) document.lineWidth(0.5).undash().rect(left, y, width, row.height).stroke(RULE);
    if (isMatrix && isHead && column > 0) upright(paper, cell, left, y, width, row.height);
    else {
      const free = isMatrix ? row.height - lines.length * paper.lineHeight(tableScale) : 2 * PAD.y;
      const at = { x: left + PAD.x, y: y + free / 2, width: width - 2 * PAD.x };
      const align = isMatrix && !cell.isHead ? 'center' : cell.align;
      paper.text(lines, at, { scale: tableScale, align, ...(cell.colours === null ? {} : { ink: cell.colours.ink }) });
    }
  }
  if (isMatrix) return;
  const wide = sum(widths);
  const below = y + row.height;
  const isLastHead = isHead && row === head.at(-1);
  if (!isHead || isLastHead) {
    document
      .undash()
      .lineWidth(isLastHead ? 1 : 0.4)
      .moveTo(x, below)
      .lineTo(x + wide, below)
      .stroke(isLastHead ? QUIET : RULE);
  }
}

/** From below to above, as much of the name as there is room for. */
function upright(paper: Paper, cell: Cell, left: number, y: number, width: number, height: number): void {
  const { document } = paper;
  const [line] = paper.lines(cell.words, height - 2 * PAD.x, tableScale);
  if (line === undefined) return;
  document
    .save()
    .translate(left + width / 2 - paper.lineHeight(tableScale) / 2, y + height - PAD.x)
    .rotate(-90);
  paper.text([line], { x: 0, y: 0, width: height }, { scale: tableScale });
  document.restore();
}

function captionHeight(paper: Paper, caption: readonly Line[]): number {
  return caption.length === 0 || caption[0]?.pieces.length === 0 ? 0 : caption.length * paper.lineHeight() + 3;
}

function drawCaption(paper: Paper, caption: readonly Line[], x: number, y: number, width: number): number {
  if (captionHeight(paper, caption) > 0) paper.text(caption, { x, y, width });
  return captionHeight(paper, caption);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
