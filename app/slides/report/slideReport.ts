/** A slide's report as a file of any format. */
import type { ReportedSlide, ReportFormat } from '../../contract/signing.ts';
import { countCsv } from './countCsv.ts';
import { slideFhir } from './fhir/slideFhir.ts';
import type { PaperStyle, Pictures } from './pdf/paperStyle.ts';
import { reportJson } from './reportJson.ts';

export type ReportFile = { readonly name: string; readonly mediaType: string; readonly bytes: Buffer };

type Options = PaperStyle & {
  /** Asked for paper alone. */
  readonly pictures: () => Promise<Pictures>;
};

export async function slideReport(slide: ReportedSlide, format: ReportFormat, options: Options): Promise<ReportFile> {
  const name = fileNameOf(slide);
  switch (format) {
    case 'pdf':
      return { name: `${name}.pdf`, mediaType: 'application/pdf', bytes: await pdfOf(slide, options) };
    case 'csv':
      return { name: `${name}.csv`, mediaType: 'text/csv', bytes: Buffer.from(countCsv(slide)) };
    case 'json':
      return { name: `${name}.json`, mediaType: 'application/json', bytes: Buffer.from(reportJson(slide)) };
    case 'fhir':
      return {
        name: `${name}.fhir.json`,
        mediaType: 'application/fhir+json',
        bytes: Buffer.from(`${JSON.stringify(slideFhir(slide), null, 2)}\n`),
      };
  }
}

/** What makes paper is loaded when some is asked for. */
async function pdfOf(slide: ReportedSlide, options: Options): Promise<Buffer> {
  const { slidePdf } = await import('./pdf/slidePdf.ts');
  return slidePdf(slide, await options.pictures(), options);
}

/** The accession number as far as every file system takes it, and the version. */
export function fileNameOf({ counted: { slide }, signed }: ReportedSlide): string {
  const name = slide.accession
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, 60);
  return `slide-${name === '' ? slide.id : name}-v${slide.version}${signed === null ? '-unsigned' : ''}`;
}
