/** Cells of each class, as large as the sheet has room for. */
import { classColour } from '../../../contract/colours.ts';
import type { GalleryRow } from '../gallery.ts';
import { REPORT_WORDS } from '../reportWords.ts';
import { countText } from './numbers.ts';
import { CELLS_OF_A_LINE, type PaperStyle, type Pictures } from './paperStyle.ts';
import { QUIET, RULE, type Sheet } from './sheet.ts';

const GAP = 4;
const LABEL = 92;
const SMALLEST = 16;

type Gallery = {
  readonly rows: readonly GalleryRow[];
  readonly pictures: Pictures;
  readonly from: number;
  readonly to: number;
  readonly classes: readonly string[];
};

export function setGallery(sheet: Sheet, { rows, pictures, from, to, classes }: Gallery, style: PaperStyle): void {
  const words = REPORT_WORDS[style.language];
  const { left, width, document } = sheet;
  sheet.line(words.gallery, { x: left, y: from, width }, { size: 10.5, font: 'bold' });
  const top = from + 18;
  const widest = (width - LABEL - (CELLS_OF_A_LINE - 1) * GAP) / CELLS_OF_A_LINE;
  const linesOf = ({ shown }: GalleryRow) => Math.ceil(shown.length / CELLS_OF_A_LINE);
  const lines = rows.reduce((sum, row) => sum + linesOf(row), 0);
  const side = Math.max(SMALLEST, Math.min(widest, (to - top - GAP * (lines + rows.length)) / Math.max(1, lines)));
  let y = top;
  for (const row of rows) {
    const height = linesOf(row) * (side + GAP) - GAP;
    // So many classes that not even the smallest pictures have room: the table has them all.
    if (y + height > to) return;
    document.rect(left, y, 2.5, height).fill(classColour(row.class, classes));
    const label = { x: left + 8, width: LABEL - 12 };
    sheet.line(row.class, { ...label, y: y + 1 }, { font: 'bold' });
    const shown = words.galleryOf(countText(row.shown.length, style), countText(row.cells, style));
    sheet.line(shown, { ...label, y: y + 13 }, { size: 7, ink: QUIET });
    row.shown.forEach((cell, at) => {
      const [line, column] = [Math.floor(at / CELLS_OF_A_LINE), at % CELLS_OF_A_LINE];
      const [x, top] = [left + LABEL + column * (side + GAP), y + line * (side + GAP)];
      const picture = cell.sha256 === null ? undefined : pictures.get(cell.sha256);
      if (picture === undefined) document.lineWidth(0.5).rect(x, top, side, side).stroke(RULE);
      else document.image(picture, x, top, { fit: [side, side], align: 'center', valign: 'center' });
    });
    y += height + 2 * GAP;
  }
}
