/** The top of the sheet: what it is, of which sample, and what people noted. */
import type { ReportedSlide } from '../../../contract/signing.ts';
import { REPORT_WORDS } from '../reportWords.ts';
import { RESEARCH_USE_ONLY } from '../researchUse.ts';
import { countText, timeText } from './numbers.ts';
import type { PaperStyle } from './paperStyle.ts';
import { ALERT, QUIET, type Sheet } from './sheet.ts';

/** Share of the width that the accession number has. */
const ACCESSION = 0.3;

/** @returns where the next part begins */
export function setHead(sheet: Sheet, { counted, signed }: ReportedSlide, style: PaperStyle): number {
  const { slide, count } = counted;
  const words = REPORT_WORDS[style.language];
  const { left, width, top } = sheet;
  sheet.line(words.title, { x: left, y: top, width: width * 0.6 }, { size: 19, font: 'bold' });
  setStamp(sheet, RESEARCH_USE_ONLY[style.language]);
  let y = top + 34;
  const accession = { size: 10, font: 'bold' } as const;
  const isLong = sheet.widthOf(slide.accession, accession) > ACCESSION * width - 8;
  if (isLong) y += setAccession(sheet, `${words.accession}: ${slide.accession}`, y);
  const facts = [
    isLong ? ['', ''] : [words.accession, slide.accession],
    [words.version, signed === null ? `${slide.version} · ${words.notSigned}` : String(slide.version)],
    [words.classified, timeText(slide.classifiedAt, style)],
    [words.counted, countText(count.counted, style)],
  ] as const;
  const widths = [ACCESSION, 0.2, 0.33, 0.17].map((share) => share * width);
  let x = left;
  facts.forEach(([label, value], at) => {
    const box = { x, width: (widths[at] ?? 0) - 8 };
    sheet.line(label, { ...box, y }, { size: 7, ink: QUIET });
    sheet.line(value, { ...box, y: y + 9.5 }, { size: 10, font: 'bold' });
    x += widths[at] ?? 0;
  });
  y += 30;
  const remarks = [
    [words.notes, slide.notes],
    [signed?.amendment == null ? '' : words.amends(signed.amendment.of), signed?.amendment?.reason ?? ''],
    [words.waiver, signed?.signature.waiver ?? ''],
  ] as const;
  for (const [label, text] of remarks) {
    if (text.trim() !== '') y += sheet.lines(`${label}: ${text}`, { x: left, y, width }, 2, { size: 8 }) + 2;
  }
  return y + 4;
}

/** What the sample is called is never cut: it is set as small as it must be. @returns the height taken */
function setAccession(sheet: Sheet, text: string, y: number): number {
  const full = sheet.widthOf(text, { size: 10, font: 'bold' });
  const size = Math.min(10, (10 * (sheet.width - 2)) / full);
  sheet.line(text, { x: sheet.left, y, width: sheet.width }, { size, font: 'bold' });
  return 18;
}

function setStamp(sheet: Sheet, text: string): void {
  const options = { size: 9, font: 'bold', ink: ALERT } as const;
  const width = sheet.widthOf(text, options) + 14;
  const x = sheet.left + sheet.width - width;
  sheet.document
    .lineWidth(1)
    .roundedRect(x, sheet.top + 1, width, 18, 3)
    .stroke(ALERT);
  sheet.line(text, { x: x + 7, y: sheet.top + 5, width }, options);
}
