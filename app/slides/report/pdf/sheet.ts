/** The one sheet that a slide's report is: a PDF page with its fonts, and text that is cut to what it has room for. Lengths in points. */
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { wholeFile } from '../../../study/report/paper/wholeFile.ts';

export const INK = '#1c1f23';
export const QUIET = '#5c636b';
export const RULE = '#c4cad1';
export const BAND = '#dfe6ec';
export const ALERT = '#b3261e';

const require = createRequire(import.meta.url);
const font = (name: string) => require.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);

type TextOptions = {
  readonly size?: number;
  readonly font?: 'plain' | 'bold' | 'code';
  readonly ink?: string;
  readonly align?: 'left' | 'right' | 'center';
};
type Box = { readonly x: number; readonly y: number; readonly width: number };

export class Sheet {
  readonly document: PDFKit.PDFDocument;
  readonly left = 42;
  readonly top = 36;
  readonly width: number;
  readonly bottom: number;

  /** @param madeAt the same slide gives the same bytes */
  constructor(title: string, language: string, madeAt: Date) {
    this.document = new PDFDocument({
      // Its own first font would be read from a file that a bundled application does not have.
      ...{ size: 'A4', margin: 0, lang: language, displayTitle: true, font: font('DejaVuSansCondensed') },
      info: { Title: title, Creator: 'Smearlab', Producer: 'Smearlab', CreationDate: madeAt, ModDate: madeAt },
    });
    this.document.registerFont('plain', font('DejaVuSansCondensed'));
    this.document.registerFont('bold', font('DejaVuSansCondensed-Bold'));
    this.document.registerFont('code', font('DejaVuSansMono'));
    this.width = this.document.page.width - 2 * this.left;
    this.bottom = this.document.page.height - 30;
  }

  /** One line, cut with an ellipsis where it is too long. @returns the width taken */
  line(text: string, { x, y, width }: Box, { size = 8.5, font: name = 'plain', ink = INK, align = 'left' }: TextOptions = {}): number {
    const { document } = this;
    document.font(name).fontSize(size);
    const shown = this.#cut(shownOf(text), width);
    const taken = document.widthOfString(shown);
    const spare = align === 'right' ? width - taken : align === 'center' ? (width - taken) / 2 : 0;
    document.fillColor(ink).text(shown, x + spare, y, { lineBreak: false });
    return taken;
  }

  /** Lines broken at spaces, as many as there is room for; the last one is cut. @returns the height taken */
  lines(text: string, { x, y, width }: Box, most: number, options: TextOptions = {}): number {
    const { size = 8.5, font: name = 'plain' } = options;
    this.document.font(name).fontSize(size);
    const broken = this.#broken(shownOf(text), width, most);
    broken.forEach((line, at) => {
      this.line(line, { x, y: y + at * size * 1.32, width }, options);
    });
    return broken.length * size * 1.32;
  }

  widthOf(text: string, { size = 8.5, font: name = 'plain' }: TextOptions = {}): number {
    return this.document.font(name).fontSize(size).widthOfString(shownOf(text));
  }

  rule(y: number, ink = RULE): void {
    this.document
      .lineWidth(0.6)
      .moveTo(this.left, y)
      .lineTo(this.left + this.width, y)
      .stroke(ink);
  }

  #broken(text: string, width: number, most: number): string[] {
    const lines: string[] = [];
    let rest = text.split(' ');
    while (rest.length > 0 && lines.length < most) {
      let fits = 1;
      while (fits < rest.length && this.document.widthOfString(rest.slice(0, fits + 1).join(' ')) <= width) fits++;
      // The last line takes all that is left, and is cut.
      const taken = lines.length === most - 1 ? rest.length : fits;
      lines.push(rest.slice(0, taken).join(' '));
      rest = rest.slice(taken);
    }
    return lines;
  }

  #cut(text: string, width: number): string {
    if (this.document.widthOfString(text) <= width) return text;
    const characters = [...text];
    let [fits, tooLong] = [0, characters.length];
    while (tooLong - fits > 1) {
      const middle = Math.floor((fits + tooLong) / 2);
      if (this.document.widthOfString(`${characters.slice(0, middle).join('')}…`) <= width) fits = middle;
      else tooLong = middle;
    }
    return `${characters.slice(0, fits).join('')}…`;
  }

  async end(): Promise<Buffer> {
    return wholeFile(this.document);
  }
}

/** What people wrote, on one line; more than this is not shown on one sheet. */
function shownOf(text: string): string {
  return text
    .slice(0, 2000)
    .toWellFormed()
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}
