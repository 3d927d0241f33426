/** The sheet that blocks are set on: a PDF document with its fonts, and how words and shapes are drawn. Lengths in points. */
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { OKABE_ITO } from '../../../contract/colours.ts';
import { runLook } from '../../../contract/runLook.ts';
import { type Drawing, runOf, type Shape, type Words } from './blocks.ts';
import { type Line, linesOf, type WidthOf } from './lines.ts';
import { wholeFile } from './wholeFile.ts';

const MARGIN = 42;
const SIZES = { 1: 19, 2: 13.5, 3: 10.5 } as const;
const BODY = 8.6;
const SMALL = 7.2;
const CODE = 7.4;
/** Line to line, by the size of the text. */
const LEADING = 1.32;

export const INK = '#1c1f23';
export const QUIET = '#5c636b';
export const RULE = '#c4cad1';
export const CARD = '#f4f6f8';
export const ACCENT = OKABE_ITO.blue;

declare global {
  namespace PDFKit.Mixins {
    interface PDFVector {
      /** Lengths of strokes and gaps in turn, which its types leave out. */
      dash(lengths: readonly number[]): this;
    }
  }
}

type Scale = { readonly size: number };

const require = createRequire(import.meta.url);
const font = (name: string) => require.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);

export class Paper {
  readonly document: PDFKit.PDFDocument;
  readonly left = MARGIN;
  readonly width: number;
  readonly bottom: number;
  /** Where the next block begins. */
  y = MARGIN;

  constructor(title: string) {
    this.document = new PDFDocument({
      // Else pdfkit begins with its own Helvetica, whose measures a bundle does not have.
      font: '',
      ...{ size: 'A4', margin: 0, bufferPages: true, lang: 'en-GB', displayTitle: true },
      info: { Title: title, Creator: 'Smearlab', Producer: 'Smearlab' },
    });
    this.document.registerFont('plain', font('DejaVuSansCondensed'));
    this.document.registerFont('bold', font('DejaVuSansCondensed-Bold'));
    this.document.registerFont('code', font('DejaVuSansMono'));
    this.width = this.document.page.width - 2 * MARGIN;
    this.bottom = this.document.page.height - MARGIN - 12;
  }

  newPage(): void {
    this.document.addPage();
    this.y = MARGIN;
  }

  /** A new page where a block of this height does not fit below, unless it begins one already. */
  makeRoom(height: number): void {
    if (this.y + height > this.bottom && this.y > MARGIN) this.newPage();
  }

  /** What a full page has room for. */
  get pageHeight(): number {
    return this.bottom - MARGIN;
  }

  widthOf(scale: Scale): WidthOf {
    return (text, look) => this.#styled(look, scale).widthOfString(text);
  }

  lines(words: readonly Words[], width: number, scale: Scale = bodyScale): Line[] {
    return linesOf(words, width, this.widthOf(scale));
  }

  lineHeight({ size }: Scale = bodyScale): number {
    return size * LEADING;
  }

  /** Text that can be selected. @returns the height taken */
  text(lines: readonly Line[], at: { readonly x: number; readonly y: number; readonly width: number }, options: TextOptions = {}): number {
    const { scale = bodyScale, align = 'left', ink } = options;
    lines.forEach((line, index) => {
      const spare = at.width - line.width;
      let x = at.x + (align === 'right' ? spare : align === 'center' ? spare / 2 : 0);
      for (const { words, text, width } of line.pieces) {
        const drop = scale.size - sizeOf(words, scale);
        this.#styled(words, scale)
          .fillColor(ink ?? inkOf(words))
          .text(text, x, at.y + index * this.lineHeight(scale) + drop, { lineBreak: false });
        x += width;
      }
    });
    return lines.length * this.lineHeight(scale);
  }

  /** The shapes of a chart as lines and text, nothing of it as pixels. */
  drawing({ width, shapes }: Drawing, x: number, y: number, wide: number): void {
    const { document } = this;
    document
      .save()
      .translate(x, y)
      .scale(wide / width);
    for (const shape of shapes) this.#shape(shape);
    document.restore();
  }

  #shape(shape: Shape): void {
    const { document } = this;
    const { stroke, fill, isFilled, dash, lineWidth } = lookOfShape(shape.classes);
    if (shape.kind === 'text') {
      const isName = shape.classes.includes('name');
      const run = runOf(shape.classes);
      document.font(isName || run !== undefined ? 'bold' : 'plain').fontSize(isName ? 12 : 11);
      const spare = document.widthOfString(shape.text);
      const x = shape.x - (shape.anchor === 'end' ? spare : shape.anchor === 'middle' ? spare / 2 : 0);
      document
        .fillColor(run !== undefined ? stroke : isName ? INK : QUIET)
        .text(shape.text, x, shape.y, { lineBreak: false, baseline: 'alphabetic' });
      return;
    }
    document.lineWidth(lineWidth);
    if (dash === null) document.undash();
    else document.dash(dash);
    if (shape.kind === 'path' && isFilled) document.save().fillOpacity(BAND_OPACITY).path(shape.d).fill(fill).restore();
    else if (shape.kind === 'path') document.path(shape.d).stroke(stroke);
    else document.circle(shape.x, shape.y, shape.radius).fill(fill);
  }

  #styled(words: Words, scale: Scale): PDFKit.PDFDocument {
    return this.document.font(words.isCode ? 'code' : words.isBold ? 'bold' : 'plain').fontSize(sizeOf(words, scale));
  }

  /** Numbers the pages. @returns the file */
  async end(): Promise<Buffer> {
    const { document } = this;
    const { start, count } = document.bufferedPageRange();
    for (let page = start; page < start + count; page++) {
      document.switchToPage(page);
      const text = `${page - start + 1} / ${count}`;
      document.font('plain').fontSize(SMALL).fillColor(QUIET);
      document.text(text, this.left + this.width - document.widthOfString(text), this.bottom + 14, { lineBreak: false });
    }
    return wholeFile(document);
  }
}

type TextOptions = { readonly scale?: Scale; readonly align?: 'left' | 'right' | 'center'; readonly ink?: string };

export const bodyScale: Scale = { size: BODY };
export const tableScale: Scale = { size: 7.8 };

export function headingScale(level: 1 | 2 | 3): Scale {
  return { size: SIZES[level] };
}

function sizeOf(words: Words, { size }: Scale): number {
  if (words.isCode) return Math.min(size, CODE);
  return words.isSmall ? Math.min(size, SMALL) : size;
}

type ShapeLook = {
  readonly stroke: string;
  readonly fill: string;
  /** An area, not a line. */
  readonly isFilled: boolean;
  readonly dash: readonly number[] | null;
  readonly lineWidth: number;
};

/** As the page's style has it. */
const BAND_OPACITY = 0.16;

function inkOf({ run, isQuiet }: Words): string {
  if (run !== undefined) return runLook(run, 'light').colour;
  return isQuiet ? QUIET : INK;
}

/** As the page's style has them for print. */
function lookOfShape(classes: readonly string[]): ShapeLook {
  const isOf = (...names: readonly string[]) => names.some((name) => classes.includes(name));
  const place = runOf(classes);
  const run = place === undefined ? undefined : runLook(place, 'light');
  const colour = run?.colour ?? plainColour(isOf);
  const runDash = isOf('line') && run?.dash !== undefined ? run.dash.split(' ').map(Number) : null;
  const dash = isOf('val') ? [5, 3] : isOf('diagonal') ? [2, 4] : runDash;
  return { stroke: colour, fill: colour, isFilled: isOf('band'), dash, lineWidth: isOf('line') ? 2 : 0.8 };
}

function plainColour(isOf: (...names: readonly string[]) => boolean): string {
  if (isOf('train', 'trainPoint')) return OKABE_ITO.blue;
  if (isOf('val', 'valPoint')) return OKABE_ITO.vermillion;
  return isOf('grid') ? RULE : QUIET;
}
