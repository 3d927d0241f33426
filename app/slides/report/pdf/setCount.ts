/** The table of the count: a line for each class with its interval drawn over what is usual. */
import { classColour } from '../../../contract/colours.ts';
import type { ClassCount, Comparison } from '../../../contract/differential.ts';
import type { CountedSlide } from '../../../contract/signing.ts';
import { REPORT_WORDS } from '../reportWords.ts';
import { countText, plainNumber, shareText, tenths } from './numbers.ts';
import type { PaperStyle } from './paperStyle.ts';
import { ALERT, BAND, INK, QUIET, RULE, type Sheet } from './sheet.ts';

/** More classes than this are named together: one sheet has room for no more. */
const MOST_LINES = 14;
const HEIGHT = 16.5;
const ARROWS: Readonly<Record<Comparison, string>> = { low: '↓', 'possibly low': '(↓)', inside: '', 'possibly high': '(↑)', high: '↑' };
/** Where each column begins and how wide it is, as shares of the sheet. */
const COLUMNS = [
  [0, 0.2],
  [0.2, 0.08],
  [0.28, 0.09],
  [0.39, 0.14],
  [0.55, 0.1],
  [0.68, 0.32],
] as const;

/** @returns where the next part begins */
export function setCount(sheet: Sheet, { count, model }: CountedSlide, from: number, style: PaperStyle): number {
  const words = REPORT_WORDS[style.language];
  const { left, width } = sheet;
  const columns = COLUMNS.map(([at, share]) => ({ x: left + at * width, width: share * width }));
  words.columns.forEach((name, at) => {
    const box = columns[at] ?? { x: left, width: 0 };
    sheet.line(name, { ...box, y: from }, { size: 7, ink: QUIET, align: at >= 1 && at <= 3 ? 'right' : 'left' });
  });
  let y = from + 12;
  sheet.rule(y);
  const lines = count.classes.length > MOST_LINES ? count.classes.slice(0, MOST_LINES - 1) : count.classes;
  for (const line of lines) {
    setLine(sheet, { line, y, columns, colour: classColour(line.class, model.classes) }, style);
    y += HEIGHT;
    sheet.rule(y, BAND);
  }
  const others = count.classes.slice(lines.length);
  if (others.length > 0) {
    const cells = others.reduce((sum, line) => sum + line.cells, 0);
    sheet.line(words.moreClasses(others.length, countText(cells, style)), { x: left, y: y + 4, width }, { size: 8, ink: QUIET });
    y += HEIGHT;
  }
  return setApart(sheet, count, y + 5, style);
}

type Column = { readonly x: number; readonly width: number };
type Line = { readonly line: ClassCount; readonly y: number; readonly columns: readonly Column[]; readonly colour: string };

function setLine(sheet: Sheet, { line, y, columns, colour }: Line, style: PaperStyle): void {
  const [name, cells, share, interval, range, chart] = columns;
  if (
    name === undefined ||
    cells === undefined ||
    share === undefined ||
    interval === undefined ||
    range === undefined ||
    chart === undefined
  )
    return;
  const text = y + 4;
  const isOutside = line.comparison !== null && line.comparison !== 'inside';
  sheet.document.rect(name.x, y + 4.5, 7, 7).fill(colour);
  sheet.line(line.class, { x: name.x + 12, y: text, width: name.width - 12 }, { font: 'bold' });
  sheet.line(countText(line.cells, style), { ...cells, y: text }, { align: 'right' });
  sheet.line(line.share === null ? '–' : shareText(line.share, style), { ...share, y: text }, { font: 'bold', align: 'right' });
  const limits = `${tenths(100 * line.low, style)} – ${tenths(100 * line.high, style)} %`;
  sheet.line(line.share === null ? '–' : limits, { ...interval, y: text }, { align: 'right' });
  if (line.range !== null) {
    const usual = `${plainNumber(line.range.low, style)} – ${plainNumber(line.range.high, style)} %`;
    sheet.line(usual, { ...range, y: text }, { ink: QUIET });
  }
  const arrow = line.comparison === null ? '' : ARROWS[line.comparison];
  sheet.line(arrow, { x: chart.x - 29, y: text - 0.5, width: 20 }, { size: 9.5, font: 'bold', ink: ALERT, align: 'right' });
  if (line.share !== null) setChart(sheet, { line, share: line.share, box: chart, y, ink: isOutside ? ALERT : INK });
}

type Chart = { readonly line: ClassCount; readonly share: number; readonly box: Column; readonly y: number; readonly ink: string };

/** 0 to 100 %: the range as a band, the interval as a line, the share as a dot. */
function setChart({ document }: Sheet, { line, share, box, y, ink }: Chart): void {
  const at = (of: number) => box.x + of * box.width;
  const middle = y + HEIGHT / 2;
  document.lineWidth(0.5).moveTo(at(0), middle).lineTo(at(1), middle).stroke(RULE);
  if (line.range !== null) {
    const [from, to] = [at(line.range.low / 100), at(line.range.high / 100)];
    document.rect(from, y + 3.5, Math.max(0.8, to - from), HEIGHT - 7).fill(BAND);
  }
  document.lineWidth(1.6).moveTo(at(line.low), middle).lineTo(at(line.high), middle).stroke(ink);
  document.circle(at(share), middle, 2.3).fill(ink);
}

function setApart(sheet: Sheet, count: CountedSlide['count'], from: number, style: PaperStyle): number {
  const words = REPORT_WORDS[style.language];
  const { left, width } = sheet;
  const cells = [count.uncertain, count.unclassified + count.waiting, count.notCounted, count.duplicates];
  const parts = words.apart.map((name, at) => `${countText(cells[at] ?? 0, style)} ${name}`);
  let y = from;
  y += sheet.lines(`${words.notCounted}: ${parts.join(' · ')}`, { x: left, y, width }, 1, { size: 8 });
  const few = count.counted < 100 ? `${words.fewCells} ` : '';
  y += sheet.lines(`${few}${words.interval} ${words.source}: ${count.source}.`, { x: left, y: y + 2, width }, 3, { size: 7, ink: QUIET });
  return y + 10;
}
