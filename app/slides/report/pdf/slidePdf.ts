/** A slide's report on one sheet of A4: the count, cells of each class, who signed it, and with what it was made. */
import type { ReportedSlide } from '../../../contract/signing.ts';
import { galleryOf } from '../gallery.ts';
import { REPORT_WORDS } from '../reportWords.ts';
import { CELLS_OF_A_CLASS, type PaperStyle, type Pictures } from './paperStyle.ts';
import { setCount } from './setCount.ts';
import { setFoot } from './setFoot.ts';
import { setGallery } from './setGallery.ts';
import { setHead } from './setHead.ts';
import { Sheet } from './sheet.ts';

export async function slidePdf(slide: ReportedSlide, pictures: Pictures, style: PaperStyle): Promise<Buffer> {
  const { counted, signed } = slide;
  const words = REPORT_WORDS[style.language];
  const madeAt = new Date(signed?.signature.signedAt ?? counted.slide.classifiedAt);
  const sheet = new Sheet(`${words.title} ${counted.slide.accession}`, style.language === 'de' ? 'de-DE' : 'en-GB', madeAt);
  const footAt = setFoot(sheet, slide, style);
  const tableAt = setHead(sheet, slide, style);
  const galleryAt = setCount(sheet, counted, tableAt, style);
  setGallery(
    sheet,
    { rows: galleryOf(counted, CELLS_OF_A_CLASS), pictures, from: galleryAt, to: footAt, classes: counted.model.classes },
    style,
  );
  return sheet.end();
}
